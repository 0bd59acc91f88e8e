"""Keys that are equal for equivalent texts, and a set of keys on disk."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from preceptor.files.temporary_database import temporary_database

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_TOKENS = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[-+*/^=<>!]")


def spaced(text: str) -> str:
    """Return ``text`` in Unicode form C with single spaces and no invisible characters.

    Case is kept, as 5 mW is not 5 MW, and so are superscripts: form KC turns x² into x2.
    """
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def bare(text: str) -> str:
    """Return the words, numbers and operators of ``text``, in form KC and case-folded.

    Deliberately coarser than :func:`spaced`: a false match costs one training row, but a missed
    one contaminates the evaluation.
    """
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
    return " ".join(_TOKENS.findall(folded))


def key(*parts: str) -> bytes:
    """Return 16 bytes of SHA-256 over the parts and their lengths."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.digest()[:16]


class KeySet:
    """Keys with the row that first had each of them, in a temporary database."""

    def __init__(self) -> None:
        self._db = temporary_database("keys (key BLOB PRIMARY KEY, row TEXT) WITHOUT ROWID")
        self._db.execute("BEGIN")

    def add(self, key: bytes, row: str) -> str | None:
        """Add the key; return the row that already has it, or ``None`` when it is new."""
        holder = self.holder(key)
        if holder is None:
            self._db.execute("INSERT INTO keys (key, row) VALUES (?, ?)", (key, row))
        return holder

    def holder(self, key: bytes) -> str | None:
        """The row that first had the key, or ``None``."""
        match = self._db.execute("SELECT row FROM keys WHERE key = ?", (key,)).fetchone()
        return None if match is None else str(match[0])

    def close(self) -> None:
        """Remove the database."""
        self._db.close()
