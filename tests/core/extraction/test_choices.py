"""Options that a text or a reply states: each kind, and the kinds that look like it."""

from __future__ import annotations

import pytest

from preceptor.extraction.choices import (
    announced_choice,
    closing_choice,
    names_option,
    stated_choice,
)

WATTS = ("12000 watts", "14,112 watts")


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("B", "B"), ("(B) Paris", "B"), ("B. Paris because the", "B"), ("A is wrong, so B", "B"),
        ("[A, B, C, D].", "A, B, C, D"), ("A or B or C", None), ("(A), (B)", "A, B"),
        ("A/B", None), ("A B C D", "A, B, C, D"), ("A > B", None), ("(A) or (B)", None),
        ("either A or B", None), ("A is not right", None), ("not A", None),
        ("rules out C, leaving D", "D"), ("not (A) but (C)", "C"), ("B, not A", "B"),
        ("all except C", None), ("A proton is lost, so (C)", "C"), ("I think it is C", "C"),
        ("I, II, III", None), ("T", None), ("-z", None), ("v = 3", None), ("E = mc^2", None),
        ("x", None), ("(b) θ^{-2}", "B"), ("D) 86%", "D"), ("C: sodium", "C"),
        ("[B] Ausforming", "B"), ("0.01 m/s (B)", "B"),
        ("14112 watts, which corresponds to option (A)", "A"), ("Choice_B", "B"),
        ("option_B", "B"), ("choice B", "B"), ("选项B", "B"), ("B。", "B"), ("la B", "B"),
        ("**B**", "B"), ("「B」", "B"), ("Ｂ", "B"), ("(b)", "B"), ("b)", "B"), ("a.", "A"),
        ("\\text{B}", "B"), ("\\mathbf{B}", "B"), ("\\textbf{(C)}\\ 15", "C"),
        ("D - sodium", "D"), ("B. Note that A is a common distractor.", "B"),
        ("D. A is incorrect.", "D"), ("C because I computed the integral", "C"),
        ("A and C", "A, C"), ("AC", "A, C"), ("both A and C", "A, C"),
        ("Option (A) is wrong. Option (B) is correct.", "B"), ("A and B are wrong", None),
        ("5 A", None), ("25 C", None), ("P(A)", None), ("A+B", None), ("a proton", None),
        ("A-level", None), ("vitamin C", None), ("B cells", None), ("B?", None),
        ("B if x > 0, otherwise C", None), ("A, B, or C", None), ("B (or C)", None),
        ("B) 5 or C) 6", None), ("neither A nor B", None), ("(A) Paris and (C) Rome", "A, C"),
        ("Choice\\_B", "B"), ("option a", "A"), ("an option a day", None),
        ("\\frac{A}{B}", None), ("A^2", None), ("A \\cup B", None), ("$A$ and $B$", "A, B"),
        ("<b>C</b>", "C"), ("B is greater than A", None), ("A through E", None),
        ("None of the above", None), ("(ii)", "ii"), ("(i) and (ii)", "i, ii"), ("II", "ii"),
        ("", None), ("()", None),
    ],
)  # fmt: skip
def test_letters(text: str, stated: str | None) -> None:
    assert stated_choice(text) == stated


@pytest.mark.parametrize(
    ("text", "choices", "base", "stated"),
    [
        ("B) Paris, because x", ("Paris", "Rome"), None, None),
        ("Rome", ("Paris", "Rome", "Oslo"), None, "B"),
        ("It is Rome.", ("Paris", "Rome", "Oslo"), None, "B"),
        ("B) Paris", ("Paris", "Rome", "Oslo"), None, None),
        ("B) Rome", ("Paris", "Rome", "Oslo"), None, "B"),
        ("E", ("Paris", "Rome", "Oslo"), None, None),
        ("T", ("T/2", "T/3", "T", "2T"), None, "C"),
        ("I, II, III", ("I", "II", "III", "I, II", "I, II, III"), None, "E"),
        ("14112 watts, which corresponds to option (A)", WATTS, None, "A"),
        ("14112 watts", WATTS, None, "B"),
        ("0.01 m/s (B)", ("0.0 m/s", "0.01 m/s"), None, "B"),
        ("0.0 m/s (B)", ("0.0 m/s", "0.01 m/s"), None, None),
        ("C", ("C", "N", "O", "F"), None, None), ("(C)", ("C", "N", "O", "F"), None, "(C)"),
        ("A and B", ("x", "y", "z", "A and B"), None, "D"),
        ("Both A and B", ("x", "y", "z", "Both A and B"), None, "D"),
        ("(ii)", ("(i) x", "(ii) y", "(iii) z"), None, "B"),
        ("option iii", ("(i) x", "(ii) y", "(iii) z"), None, "C"),
        ("y", ("(i) x", "(ii) y", "(iii) z"), None, "B"),
        ("II", ("I. x", "II. y", "III. z"), None, "B"), ("2", (), 0, "C"), ("2", (), 1, "B"),
        ("Option 2", (), 1, "B"), ("(2)", ("Paris", "Rome", "Oslo"), 0, "C"),
        ("2", ("1", "2", "3"), 0, None), ("2. Rome", ("Paris", "Rome", "Oslo"), 1, "B"),
        ("3", ("Paris", "Rome", "Oslo"), 0, None),
        ("42.58 MHz", ("42.58 MHz", "4 MHz"), None, "A"),
        ("42.58 mhz.", ("42.58 MHz", "4 MHz"), None, "A"), ("5 mW", ("5 mW", "5 MW"), None, "A"),
        ("$5\\,\\text{cm}$", ("5 cm", "6 cm"), None, "A"),
        ("No, it is not", ("Yes", "No"), None, "B"),
        ("not A", ("Paris", "Rome", "Oslo"), None, None),
        ("D (mice)", ("sun", "x", "grass", "mice"), None, "D"),
        ("A (mice)", ("sun", "x", "grass", "mice"), None, None),
        ("(A) 4°", ("26°", "28°"), None, "A"), ("A. 5", ("5 m", "6 m"), None, "A"),
        ("A Carnot engine", ("A Carnot engine", "x"), None, "A"),
        ("B Rome", ("Paris", "Rome", "Oslo"), None, "B"),
        ("A Paris", ("Paris", "Rome", "Oslo"), None, "A"),
        ("A proton", ("An electron", "A proton"), None, "B"),
        ("7", ("$$3$$", "$$7$$"), None, "B"),
        ("\\dfrac{7}{6}", ("$\\frac{7}{6}$", "1"), None, "A"), ("5, 6", ("5", "6"), None, None),
        ("None of these.", ("1", "none of these"), None, "B"),
        ("A, C", ("w", "x", "y"), None, "A, C"), ("A, D", ("w", "x", "y"), None, None),
    ],
)  # fmt: skip
def test_letters_of_known_options(
    text: str, choices: tuple[str, ...], base: int | None, stated: str | None
) -> None:
    assert stated_choice(text, choices, base) == stated


@pytest.mark.parametrize(
    ("reply", "choices", "found"),
    [
        ("Option (A) is wrong. Option (B) is correct.", (), ("B", True)),
        ("Thus A and B are wrong.", (), None),
        ("x\nSo the correct option is (B)", (), ("B", True)), ("blah\n\n(B)", (), ("B", True)),
        ("blah\n\n**B. Paris**", (), ("B", True)),
        ("It is 5, which corresponds to option (A)", (), ("A", True)),
        ("So our selection is option C.", (), ("C", True)),
        ("Therefore, among A through E, the answer is D", (), ("D", True)),
        ("Therefore the area is B.", (), None),
        ("The point lies between (A) and (B).", (), None),
        ("Let A be a set. Then A is open.", (), None),
        ("We get x = 5.\nChoice (C) is the correct answer.\n\nChoice (D) is incorrect "
         "because x.\n\nI hope this helps!",
         (), ("C", True)),
        ("So the degree is **80°**.", ("30°", "80°"), ("B", False)),
        ("B) Rome\n\nIt is the capital of Italy.", ("Paris", "Rome", "Oslo"), ("B", True)),
        ("No, it is not the case.\n\nBecause blue is.", ("yes", "no"), ("B", False)),
        ("所以选B。", (), ("B", True)), ("故选 B", (), ("B", True)),
        ("I would therefore choose option **C**.", (), ("C", True)),
        ("Options A and B fail dimensionally.\n\nI would therefore choose option **C**.",
         (), ("C", True)),
        ("The mass is 5 A", (), None), ("C", (), ("C", True)),
        ("The data point to wear.\n\nC", (), ("C", True)), ("(A) x\n(B) y\n(C) z", (), None),
        ("Actually this one is tricky, I'm unsure.", (), None),
        ("Error: rate limited", (), None),
        ("If A were true, B would be false. So C.", (), ("C", False)),
        ("The correct choice is either (A) or (B).", (), None),
        ("I cannot choose between A and B.", (), None),
        ("This matches choice C.", (), ("C", True)),
        ("Therefore, Choice A can be concluded as the correct option.", (), ("A", True)),
        ("Therefore, Choice C must be false.", (), ("C", False)),
        ("None of the options (A)-(D) is right.", (), None),
        ("It does not correspond to option C.", (), None),
    ],
)  # fmt: skip
def test_replies_without_a_cue(
    reply: str, choices: tuple[str, ...], found: tuple[str, bool] | None
) -> None:
    read = closing_choice(reply, choices)
    assert (read and (read[0], read[3])) == found
    if read is not None:
        assert reply[read[1] : read[2]].strip()


@pytest.mark.parametrize(
    ("text", "cue", "choices", "stated"),
    [
        ("14112 watts, which corresponds to option (A).", "14112 watts", WATTS, "A"),
        ("14112 watts, which is a lot.", "14112 watts", WATTS, "B"),
        ("14112 watts. Option (A) is wrong.", "14112 watts", WATTS, "B"),
        ("(B), although option (A) is close.", "(B)", WATTS, "B"),
        ("14112 watts, so not option (B).", "14112 watts", WATTS, None),
    ],
)
def test_the_rest_of_the_line_may_name_the_option(
    text: str, cue: str, choices: tuple[str, ...], stated: str | None
) -> None:
    assert announced_choice(text, 0, len(cue), choices) == stated


@pytest.mark.parametrize(
    ("text", "named"),
    [("A or B", True), ("not (C)", True), ("12 m/s", False), ("E = mc^2", False), ("", False)],
)
def test_whether_a_text_speaks_of_options(text: str, named: bool) -> None:
    assert names_option(text) is named


@pytest.mark.parametrize(
    "text",
    ["A " * 9000, "A is " * 5000, "{" * 9000 + "A" + "}" * 9000, "option " * 5000, "_" * 9000,
     "\\text{" * 5000, "so the answer is " * 3000 + "(A)", "A\n" * 9000, "(A) x\n(B) y\n" * 3000],
    ids=range(9),
)  # fmt: skip
@pytest.mark.timeout(10)
def test_hostile_texts_take_no_time(text: str) -> None:
    stated_choice(text, ("x", "y"))
    closing_choice(text, ("x", "y"))
    names_option(text)
