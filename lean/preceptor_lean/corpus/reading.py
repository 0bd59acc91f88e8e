"""A Lean file's theorems, as Lean reports them.

Lean is asked twice. The language server elaborates the file: its symbols say where each
declaration begins and ends and in which namespaces, and its goals are the states before the
tactics. The compiler elaborates it again, with a ``#print axioms`` for every theorem behind it:
its messages say what failed, what uses ``sorry`` and what each theorem rests on, and the tree of
what it elaborated (``trace.Elab.info``) says where each tactic begins and ends. The server alone
would not do: it has goals at every place of a proof and does not say which places are tactics.

What no answer of Lean covers is read from the text by :mod:`preceptor_lean.checking.tokens`: where
a declaration's statement ends and its proof begins.
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
from preceptor_lean.toolchains import Message, Outcome, Toolchain

LEAN_FILE_CHARS: Final = 1_000_000
"""Characters of a Lean file that is read for its theorems; Mathlib's longest has about 300,000."""
LEAN_FILE_TACTICS: Final = 20_000
"""Tactics of one file whose states are asked for."""
LEAN_CONTEXT_CHARS: Final = 20_000
"""Length of what stands before a theorem in its file and is posed with it."""

_TACTIC: Final = re.compile(
    # No dagger at either end: that marks what a macro made and nobody wrote.
    r"^ *• \[Tactic\] @ ⟨(\d+), (\d+)⟩-⟨(\d+), (\d+)⟩ @ \S.*\n +\((?P<kind>[^\s()\[\]]+)",
    re.MULTILINE,
)
_STRUCTURE: Final = frozenset(
    {
        "Term.byTactic", "Tactic.tacticSeq", "Tactic.tacticSeq1Indented", "Tactic.paren",
        "Tactic.tacticSeqBracketed", "Lean.cdot", "Lean.cdotTk", "cdot", "cdotTk",
    }
)  # fmt: skip
"""Kinds of syntax that hold tactics and are none: ``by``, sequences, parentheses, bullets."""
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
"""Words that keep a text from being posed along with a statement: it is trusted there, and with
these a file could make anything provable, or speak in Lean's name."""


@dataclass(frozen=True)
class Asked:
    """With what, and within which limits, Lean is asked about a file."""

    toolchain: Toolchain
    seconds: float
    memory_mib: int


def theorems_of(
    text: str, file: str, asked: Asked, *, url: str = "", commit: str = ""
) -> Iterator[Theorem | SetAside]:
    """The theorems of a file in its order, and what is set aside.

    Raises:
        OSError: Lean could not be started or confined.
    """
    if len(text) > LEAN_FILE_CHARS:
        yield SetAside(f"{file}:1", f"longer than {LEAN_FILE_CHARS} characters")
        return
    text = text.replace("\r\n", "\n")
    try:
        with LanguageServer(
            # It waits while the compiler has its turn.
            asked.toolchain,
            text,
            seconds=2 * asked.seconds,
            memory_mib=asked.memory_mib,
        ) as server:
            yield from _read(text, file, asked, server, url, commit)
    except LanguageServerError as error:
        yield SetAside(f"{file}:1", str(error))


def _read(
    text: str, file: str, asked: Asked, server: LanguageServer, url: str, commit: str
) -> Iterator[Theorem | SetAside]:
    declared = list(_declarations(server.symbols(), ()))
    names = [_full_name(symbol, scopes, 0) for symbol, scopes in declared]
    questions = "".join(f"\n#print axioms _root_.{name}" for name in names)
    options = ["-DElab.async=false", "-Dtrace.Elab.info=true"]
    outcome, traced = _compiled(text + questions, asked, options), True
    if outcome.output_cut:
        # The tree of a long file may be longer than what one process may write.
        outcome, traced = _compiled(text + questions, asked, []), False
    if not outcome.ended_by_itself:
        yield SetAside(f"{file}:1", _how_it_ended(outcome))
        return
    found = _File(text, file, outcome.messages, url, commit)
    # All of it before the first is handed on: the server is not to wait for whoever takes it.
    yield from list(found.theorems(declared, server))
    if not traced:
        yield SetAside(
            f"{file}:1", "Lean's account of its tactics is too long: its proofs are taken "
            "without the states between them; split the file to have them",
        )  # fmt: skip


def _compiled(text: str, asked: Asked, options: Sequence[str]) -> Outcome:
    return asked.toolchain.run(
        text, seconds=asked.seconds, memory_mib=asked.memory_mib, options=options
    )


def _how_it_ended(outcome: Outcome) -> str:
    if outcome.timed_out:
        return f"Lean did not come to its end within {outcome.seconds:.0f} s"
    if outcome.out_of_memory:
        return "Lean ran out of memory"
    said = outcome.stray or outcome.stderr.strip()[-300:]
    return f"Lean ended with exit code {outcome.exit_code}" + (f": {said}" if said else "")


@dataclass(frozen=True)
class _Tactic:
    start: int
    end: int


class _File:
    """One file and what Lean's compiler said about it."""

    def __init__(
        self, text: str, file: str, messages: Sequence[Message], url: str, commit: str
    ) -> None:
        self._text = text
        self._file = file
        self._url = url
        self._commit = commit
        self._places = Places(text)
        self._code = read(text).code
        # Without what was set aside: nothing may be posed behind a theorem that is not proved.
        self._sound = self._code
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
        told: set[int] = set()
        for question, (symbol, scopes) in enumerate(declared):
            wrong = [
                (number, message) for number, message in enumerate(self._messages)
                if message.severity in ("error", "warning")
                and symbol.start <= self._offset(message.line, message.column) < symbol.end
            ]  # fmt: skip
            told |= {number for number, _ in wrong}
            read_theorem = self._theorem(symbol, scopes, [message for _, message in wrong], server)
            if isinstance(read_theorem, SetAside):
                self._leave_out(symbol)
            if isinstance(read_theorem, Theorem):
                read_theorem = replace(read_theorem, axioms=self._axioms.get(question))
            if read_theorem is not None:
                yield read_theorem
        for number, message in enumerate(self._messages):
            if message.severity == "error" and number not in told:
                yield SetAside(f"{self._file}:{message.line}", f"Lean: {message.text[:500]}")

    def _theorem(
        self,
        symbol: Symbol,
        scopes: tuple[Symbol, ...],
        messages: Sequence[Message],
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
            return SetAside(where, "its proof is open: it uses sorry", declaration[:300])
        # What stands behind the name; an example has none.
        start = keyword.end if keyword.text == "example" else symbol.name_end - symbol.start
        rest = [token for token in tokens if token.start >= start]
        end = end_of_statement(rest)
        if end == len(rest):
            return SetAside(where, "where its proof begins cannot be told", declaration[:300])
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
        """A proof, in columns of its own."""
        text = self._text[start:end]
        if not text.split("\n", 1)[0].strip():
            return _without_indent(text)
        if text.startswith("|"):
            return _without_indent(" " * self._places.place(start)[1] + text)
        # Its first line stands behind the statement and says nothing about columns.
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
        return [_Tactic(start, end) for start, end in ordered][:LEAN_FILE_TACTICS]

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

    # --- what stands before ----------------------------------------------------------------

    def _imports(self) -> str:
        """The file's first lines, as far as they import something."""
        lines = []
        for line in self._code.split("\n"):
            words = line.split()
            if words and words[0] not in _IMPORT:
                break
            if words and "import" in words:
                lines.append(line.rstrip() + "\n")
        return "".join(lines)

    def _leave_out(self, symbol: Symbol) -> None:
        blank = re.sub(r"[^\n]", " ", self._sound[symbol.start : symbol.end])
        self._sound = self._sound[: symbol.start] + blank + self._sound[symbol.end :]

    def _context(self, symbol: Symbol, scopes: Sequence[Symbol]) -> str:
        """What stands before a declaration, as something it can be posed behind."""
        before = self._sound[: symbol.start].rstrip()
        if len(before) > LEAN_CONTEXT_CHARS or _NOT_IN_A_CONTEXT.search(before):
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
    """The text moved to the left as far as all of its lines go, the first one too if it must."""
    lines = [line.rstrip() for line in text.strip("\n").split("\n")]
    first, rest = lines[0], [line for line in lines[1:] if line]
    own = len(first) - len(first.lstrip())
    most = min((len(line) - len(line.lstrip()) for line in rest), default=own)
    if own and own <= most:  # the first line has its column
        return "\n".join(line[own:] for line in lines).strip("\n")
    return "\n".join([first.strip(), *lines[1:]]).strip("\n")
