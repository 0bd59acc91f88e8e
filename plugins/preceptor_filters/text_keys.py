"""Keys by which two texts count as the same, and a set of keys that lies on disk."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from types import TracebackType

from preceptor.files.temporary_database import temporary_database

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_TOKENS = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[-+*/^=<>!]")


def spaced(text: str) -> str:
    """``text`` in Unicode form C with single spaces and nothing invisible.

    Case stays: 5 mW is not 5 MW. So do superscripts: form KC would turn x² into x2.
    """
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def bare(text: str) -> str:
    """Words, numbers and operators of ``text``, in form KC and without case.

    Coarser than :func:`spaced` on purpose: for contamination a false match costs one training
    row, a missed one spoils the evaluation.
    """
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
    return " ".join(_TOKENS.findall(folded))


def key(*parts: str) -> bytes:
    """16 bytes of SHA-256 over the parts and their lengths."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.digest()[:16]


class KeySet:
    """Keys with the row that brought each first, in a temporary database."""

    def __init__(self) -> None:
        self._db = temporary_database("keys (key BLOB PRIMARY KEY, row TEXT) WITHOUT ROWID")
        self._db.execute("BEGIN")

    def add(self, key: bytes, row: str) -> str | None:
        """Add the key; the row that holds it already, or ``None`` when it was new."""
        found = self.holder(key)
        if found is None:
            self._db.execute("INSERT INTO keys VALUES (?, ?)", (key, row))
        return found

    def holder(self, key: bytes) -> str | None:
        """The row that brought the key, or ``None``."""
        found = self._db.execute("SELECT row FROM keys WHERE key = ?", (key,)).fetchone()
        return None if found is None else str(found[0])

    def __enter__(self) -> KeySet:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._db.close()
