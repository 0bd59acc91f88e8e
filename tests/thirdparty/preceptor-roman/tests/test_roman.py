"""The contract of every verifier, on Roman numerals, and the function itself."""

from __future__ import annotations

from preceptor_roman import roman

from preceptor.records import Reference
from preceptor.testing import VerifierContract

FOURTEEN = Reference(kind="roman", value="XIV")


class TestRoman(VerifierContract):
    component = "roman"
    accepts = ((FOURTEEN, "XIV"), (FOURTEEN, " xiv "))
    rejects = ((FOURTEEN, "XVI"), (FOURTEEN, "IVX"))


def test_the_function_can_be_called_as_it_is() -> None:
    assert roman(FOURTEEN, "xiv").accepted
    assert roman(FOURTEEN, "fourteen").reason == "not a Roman numeral"
