"""A Lean file's theorems, as Lean reports them.

Lean elaborates the file twice. From the language server come the symbols, which give the range and
the namespaces of each declaration, and the goals, which are the states before the tactics. From
the compiler, which gets the file followed by one ``#print axioms`` per theorem, come the messages
(what failed, what uses ``sorry``, which axioms each theorem depends on) and the tree of
elaborated terms (``trace.Elab.info``), which gives the range of each tactic. The server alone is
not enough: it has goals at every place of a proof and does not report which places are tactics.

Only what Lean does not report is read from the text by :mod:`preceptor_lean.checking.tokens`:
where a declaration's statement ends and its proof begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from preceptor_lean.checking.messages import axioms_of
from preceptor_lean.checking.tokens import end_of_statement, read
from preceptor_lean.corpus.language_server import (
    LanguageServer,
    LanguageServerError,
    Places,
    Symbol,
)
from preceptor_lean.corpus.theorems import SetAside, Step, Theorem
from preceptor_lean.toolchains import LeanMessage, LeanRun, Toolchain

FILE_CHARS: Final = 1_000_000
"""Maximum length of a Lean file that is read; Mathlib's longest has about 300,000 characters."""
FILE_TACTICS: Final = 20_000
"""Number of tactics of one file whose states are read."""
CONTEXT_CHARS: Final = 20_000
"""Maximum length of the text before a theorem in its file that is posed with it."""

_TACTIC: Final = re.compile(
    # No dagger at either end: that marks what a macro produced and is not in the source.
    r"^ *• \[Tactic\] @ ⟨(\d+), (\d+)⟩-⟨(\d+), (\d+)⟩ @ \S.*\n +\((?P<kind>[^\s()\[\]]+)",
    re.MULTILINE,
)
_STRUCTURE: Final = frozenset(
    {
        "Term.byTactic", "Tactic.tacticSeq", "Tactic.tacticSeq1Indented", "Tactic.paren",
        "Tactic.tacticSeqBracketed", "Lean.cdot", "Lean.cdotTk", "cdot", "cdotTk",
    }
)  # fmt: skip
"""Kinds of syntax that contain tactics and are not tactics themselves."""
_TRACE: Final = "[Elab.info]"
_SORRY: Final = "declaration uses"
_THEOREMS: Final = frozenset({"theorem", "lemma", "example"})
_DECLARING: Final = _THEOREMS | {"def", "abbrev", "instance", "axiom", "opaque", "inductive",
                                 "structure", "class", "alias"}  # fmt: skip
_IMPORT: Final = frozenset({"import", "prelude", "module", "public"})
_NOT_IN_A_CONTEXT: Final = re.compile(
    r"(?<![\w.'])(?:axiom|macro|macro_rules|elab|elab_rules|syntax|simproc|dsimproc|unsafe|extern"
    r"|implemented_by|csimp|initialize|builtin_initialize|run_cmd|run_elab|run_meta|set_option"
    r"|sorry|admit|native_decide|by_elab|include_str)(?![\w'])|#\w"
)
"""Words that prevent a text from being posed along with a statement: it is trusted there, and with
these a file could make anything provable, or forge Lean's messages."""


@dataclass(frozen=True)
class Elaborator:
    """The Lean that elaborates a file, and its limits."""

    toolchain: Toolchain
    seconds: float
    memory_mib: int


def theorems_of(
    text: str, file: str, elaborator: Elaborator, *, url: str = "", commit: str = ""
) -> Iterator[Theorem | SetAside]:
    """Yield the theorems of a file in its order, and what is set aside.

    Raises:
        OSError: Lean could not be started or confined.
    """
    if len(text) > FILE_CHARS:
        yield SetAside(f"{file}:1", f"longer than {FILE_CHARS} characters")
        return
    text = text.replace("\r\n", "\n")
    try:
        with LanguageServer(
            # It waits while the compiler runs.
            elaborator.toolchain,
            text,
            seconds=2 * elaborator.seconds,
            memory_mib=elaborator.memory_mib,
        ) as server:
            yield from _read(text, file, elaborator, server, url, commit)
    except LanguageServerError as error:
        yield SetAside(f"{file}:1", str(error))


def _read(
    text: str, file: str, elaborator: Elaborator, server: LanguageServer, url: str, commit: str
) -> Iterator[Theorem | SetAside]:
    declared = list(_declarations(server.symbols(), ()))
    names = [_full_name(symbol, scopes, 0) for symbol, scopes in declared]
    questions = "".join(f"\n#print axioms _root_.{name}" for name in names)
    options = ["-DElab.async=false", "-Dtrace.Elab.info=true"]
    outcome, traced = _compiled(text + questions, elaborator, options), True
    if outcome.output_cut:
        # The tree of a long file may exceed the output limit of one process.
        outcome, traced = _compiled(text + questions, elaborator, []), False
    if not outcome.ended_by_itself:
        yield SetAside(f"{file}:1", _how_it_ended(outcome))
        return
    read_file = _File(text, file, outcome.messages, url, commit)
    # All of them before the first is yielded: the server must not wait for the consumer.
    yield from list(read_file.theorems(declared, server))
    if not traced:
        yield SetAside(
            f"{file}:1", "Lean's trace of the tactics is too long: the proofs are taken without "
            "the states between tactics; split the file to get them",
        )  # fmt: skip


def _compiled(text: str, elaborator: Elaborator, options: Sequence[str]) -> LeanRun:
    return elaborator.toolchain.run(
        text, seconds=elaborator.seconds, memory_mib=elaborator.memory_mib, options=options
    )


def _how_it_ended(outcome: LeanRun) -> str:
    if outcome.timed_out:
        return f"Lean did not finish within {outcome.seconds:.0f} s"
    if outcome.out_of_memory:
        return "Lean ran out of memory"
    output = outcome.stray or outcome.stderr.strip()[-300:]
    return f"Lean ended with exit code {outcome.exit_code}" + (f": {output}" if output else "")


@dataclass(frozen=True)
class _Tactic:
    start: int
    end: int


class _File:
    """One file and the messages of Lean's compiler about it."""

    def __init__(
        self, text: str, file: str, messages: Sequence[LeanMessage], url: str, commit: str
    ) -> None:
        self._text = text
        self._file = file
        self._url = url
        self._commit = commit
        self._places = Places(text)
        self._code = read(text).code
        # Without what was set aside: nothing may be posed after a theorem that is not proved.
        self._kept = self._code
        last = text.count("\n") + 1
        self._messages = [message for message in messages if message.line <= last]
        self._axioms = {
            message.line - last - 1: axioms_of(None, message.text)
            for message in messages
            if message.line > last and message.text.startswith("'")
        }
        self._tactics = self._read_tactics()

    def theorems(
        self, declared: Sequence[tuple[Symbol, tuple[Symbol, ...]]], server: LanguageServer
    ) -> Iterator[Theorem | SetAside]:
        reported: set[int] = set()
        for question, (symbol, scopes) in enumerate(declared):
            wrong = [
                (number, message) for number, message in enumerate(self._messages)
                if message.severity in ("error", "warning")
                and symbol.start <= self._offset(message.line, message.column) < symbol.end
            ]  # fmt: skip
            reported |= {number for number, _ in wrong}
            read_theorem = self._theorem(symbol, scopes, [message for _, message in wrong], server)
            if isinstance(read_theorem, SetAside):
                self._leave_out(symbol)
            if isinstance(read_theorem, Theorem):
                read_theorem = replace(read_theorem, axioms=self._axioms.get(question))
            if read_theorem is not None:
                yield read_theorem
        for number, message in enumerate(self._messages):
            if message.severity == "error" and number not in reported:
                yield SetAside(f"{self._file}:{message.line}", f"Lean: {message.text[:500]}")

    def _theorem(
        self,
        symbol: Symbol,
        scopes: tuple[Symbol, ...],
        messages: Sequence[LeanMessage],
        server: LanguageServer,
    ) -> Theorem | SetAside | None:
        declaration = self._text[symbol.start : symbol.end]
        code = self._code[symbol.start : symbol.end]
        tokens = read(code).tokens
        keyword = next((t for t in tokens if t.depth == 0 and t.text in _DECLARING), None)
        line = self._places.place(symbol.name_start)[0] + 1
        error = next((m for m in messages if m.severity == "error"), None)
        is_theorem = keyword is not None and keyword.text in _THEOREMS
        if error is not None:
            what = "" if is_theorem else f"{symbol.name}: "
            return SetAside(
                f"{self._file}:{error.line}", f"{what}Lean: {error.text[:500]}", declaration[:300]
            )
        if keyword is None or not is_theorem:
            return None
        where = f"{self._file}:{line}"
        if any(m.text.startswith(_SORRY) and "sorry" in m.text for m in messages):
            return SetAside(where, "its proof is incomplete: it uses sorry", declaration[:300])
        # The text after the name; an example has none.
        start = keyword.end if keyword.text == "example" else symbol.name_end - symbol.start
        rest = [token for token in tokens if token.start >= start]
        end = end_of_statement(rest)
        if end == len(rest):
            return SetAside(where, "the beginning of its proof is not found", declaration[:300])
        proof = rest[end]
        kept = proof.start if proof.text == "|" else proof.end
        tactics = [t for t in self._tactics if symbol.start + kept <= t.start < symbol.end]
        return Theorem(
            name=_full_name(symbol, scopes, line),
            file=self._file,
            line=line,
            statement=_without_indent(code[start : proof.start]),
            proof=self._proof_text(symbol.start + kept, symbol.end),
            docstring=_docstring(declaration[: keyword.start]),
            steps=tuple(self._steps(tactics, server)),
            imports=self._imports(),
            context=self._context(symbol, scopes),
            url=self._url,
            commit=self._commit,
        )

    def _proof_text(self, start: int, end: int) -> str:
        """A proof, moved to the left margin."""
        text = self._text[start:end]
        if not text.split("\n", 1)[0].strip():
            return _without_indent(text)
        if text.startswith("|"):
            return _without_indent(" " * self._places.place(start)[1] + text)
        # Its first line follows the statement, so its column is meaningless.
        first, *rest = text.split("\n")
        return "\n".join([first.strip(), *(line.rstrip() for line in rest)]).rstrip()

    # --- tactics ---------------------------------------------------------------------------

    def _read_tactics(self) -> list[_Tactic]:
        places: set[tuple[int, int]] = set()
        for message in self._messages:
            if message.severity == "information" and message.text.startswith(_TRACE):
                for match in _TACTIC.finditer(message.text):
                    if match["kind"] in _STRUCTURE:
                        continue
                    first, column, last, end_column = map(int, match.groups()[:4])
                    start, end = self._offset(first, column), self._offset(last, end_column)
                    if start < end:
                        places.add((start, end))
        ordered = sorted(places, key=lambda place: (place[0], -place[1]))
        return [_Tactic(start, end) for start, end in ordered][:FILE_TACTICS]

    def _steps(self, tactics: Sequence[_Tactic], server: LanguageServer) -> Iterator[Step]:
        """Tactics for which Lean's server confirms that there is a goal to work on."""
        states = server.goals([tactic.start for tactic in tactics])
        for tactic, goals in zip(tactics, states, strict=True):
            if goals:
                line = self._places.place(tactic.start)[0]
                column = self._places.place(tactic.start)[1]
                text = " " * column + self._text[tactic.start : tactic.end]
                yield Step(_without_indent(text), goals, line=line + 1)

    def _offset(self, line: int, column: int) -> int:
        return self._places.offset(line - 1, column)

    # --- the text before a theorem ---------------------------------------------------------

    def _imports(self) -> str:
        """The import lines at the beginning of the file."""
        lines = []
        for line in self._code.split("\n"):
            words = line.split()
            if words and words[0] not in _IMPORT:
                break
            if words and "import" in words:
                lines.append(line.rstrip() + "\n")
        return "".join(lines)

    def _leave_out(self, symbol: Symbol) -> None:
        blank = re.sub(r"[^\n]", " ", self._kept[symbol.start : symbol.end])
        self._kept = self._kept[: symbol.start] + blank + self._kept[symbol.end :]

    def _context(self, symbol: Symbol, scopes: Sequence[Symbol]) -> str:
        """The text before a declaration, in a form after which it can be posed."""
        before = self._kept[: symbol.start].rstrip()
        if len(before) > CONTEXT_CHARS or _NOT_IN_A_CONTEXT.search(before):
            return ""
        closing: list[str] = []
        for scope in reversed(scopes):
            closing.append("end" if scope.name == "<section>" else f"end {scope.name}")
        names = [scope.name for scope in scopes if self._opens(scope) == "namespace"]
        opened = [f"open {'.'.join(names[: i + 1])}" for i in range(len(names))]
        kept = "\n".join(line.rstrip() for line in before.split("\n"))
        return "\n".join([re.sub(r"\n{3,}", "\n\n", kept), *closing, *opened]) + "\n"

    def _opens(self, scope: Symbol) -> str:
        return self._code[scope.start : scope.start + 20].split(None, 1)[0]


def _declarations(
    symbols: Sequence[Symbol], scopes: tuple[Symbol, ...]
) -> Iterator[tuple[Symbol, tuple[Symbol, ...]]]:
    for symbol in symbols:
        if symbol.is_scope:
            yield from _declarations(symbol.children, (*scopes, symbol))
        else:
            yield symbol, scopes


def _full_name(symbol: Symbol, scopes: Sequence[Symbol], line: int) -> str:
    if symbol.name == "example":
        return f"example_{line}"
    if symbol.name.startswith("_root_."):
        return symbol.name.removeprefix("_root_.")
    spaces = [s.name for s in scopes if s.name != "<section>"]
    return ".".join([*spaces, symbol.name])


def _docstring(before: str) -> str:
    match = re.search(r"/--(.*?)-/", before, re.DOTALL)
    return " ".join(match[1].split()) if match else ""


def _without_indent(text: str) -> str:
    """The text without its common indentation; the first line may be without any."""
    lines = [line.rstrip() for line in text.strip("\n").split("\n")]
    first, rest = lines[0], [line for line in lines[1:] if line]
    own = len(first) - len(first.lstrip())
    most = min((len(line) - len(line.lstrip()) for line in rest), default=own)
    if own and own <= most:  # the first line has its column
        return "\n".join(line[own:] for line in lines).strip("\n")
    return "\n".join([first.strip(), *lines[1:]]).strip("\n")
