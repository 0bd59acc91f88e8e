"""Texts that try to pass for a proof; docs/lean.md explains every class."""

from __future__ import annotations

from dataclasses import dataclass

FALSE = ": 2 + 2 = 5"
TRUE = ": 2 + 2 = 4"


@dataclass(frozen=True)
class Cheat:
    """One attempt.

    Attributes:
        kind: Its class, as named in docs/lean.md.
        text: The candidate.
        statement: The posed statement. If it is true, the proof is right and the rest of the text
            is aimed at the proofs after it.
        naive: Whether a checker accepts it that writes ``theorem X`` + statement + ``:= by`` + text
            into a file and only looks for errors.
        words_alone: Whether only the list of refused words keeps it out.
    """

    name: str
    kind: str
    text: str
    statement: str = FALSE
    naive: bool = False
    words_alone: bool = False


def _bodies(kind: str, rows: str, *, naive: bool = True, statement: str = FALSE) -> list[Cheat]:
    """Rows ``name | body``; ``⏎`` is a line break."""
    cheats = []
    for row in rows.strip().split("\n"):
        name, _, body = row.strip().partition(" | ")
        cheats.append(Cheat(name, kind, body.replace("⏎", "\n"), statement, naive))
    return cheats


SORRY = _bodies("open proofs", """
    sorry-term | exact sorry
    sorry-in-brackets | exact (sorry)
    sorry-refined | refine sorry
    sorry-axiom | exact sorryAx _ true
    sorry-axiom-explicit | exact @sorryAx _ true
    sorry-axiom-from-root | exact _root_.sorryAx _ true
    sorry-axiom-quoted | exact «sorryAx» _ true
    sorry-in-by | exact by exact sorryAx _ true
    sorry-in-braces | { exact sorryAx _ true }
    sorry-in-parentheses | (exact sorryAx _ true)
    sorry-behind-bullet | · exact sorryAx _ true
    sorry-behind-try | try rfl⏎exact sorryAx _ true
    sorry-last-resort | first | rfl | exact sorryAx _ true
    sorry-between-comments | exact /- fine -/ sorryAx /- really -/ _ true
    sorry-as-false | have h : False := sorryAx _ true⏎exact h.elim
    sorry-by-cases | cases (sorryAx False true)
    sorry-by-induction | induction (sorryAx False true)
    sorry-by-elimination | apply False.elim⏎exact sorryAx _ true
    sorry-by-recursor | exact False.rec _ (sorryAx False true)
    sorry-no-match | exact nomatch sorryAx False true
    sorry-absurd | exact absurd rfl (sorryAx (¬ (2 = 2)) true)
    sorry-for-all | exact (sorryAx (∀ p : Prop, p) true) _
    sorry-in-a-chain | exact Eq.trans (sorryAx (2 + 2 = 7) true) (sorryAx (7 = 5) true)
    sorry-in-a-cast | exact Eq.mpr (sorryAx ((2 + 2 = 5) = (2 = 2)) true) rfl
    sorry-in-a-motive | exact Eq.subst (motive := fun x => 2 + 2 = x) (sorryAx (4 = 5) true) rfl
    sorry-in-a-congruence | exact Eq.mp (congrArg (fun n => n = 5) (sorryAx (5 = 4) true)) rfl
    sorry-in-a-tuple | exact (⟨sorryAx False true, True.intro⟩ : False ∧ True).left.elim
    sorry-applied | exact (fun f : (p : Prop) → p => f _) (fun p => sorryAx p true)
    sorry-in-a-where | exact f⏎where f : 2 + 2 = 5 := sorryAx _ true
    sorry-in-a-local-function | exact (let rec f : 2 + 2 = 5 := sorryAx _ true; f)
    sorry-extensional | exact Eq.mp (propext ⟨sorryAx _ true, fun _ => True.intro⟩) True.intro
    sorry-under-option | set_option warningAsError false in exact sorryAx _ true
    sorry-under-term-option | exact set_option pp.all true in sorryAx _ true
    sorry-under-open | open Nat in exact sorryAx _ true
    error-not-shown | exact (0 : sorryAx Type true)
    error-not-shown-applied | exact (fun (h : sorryAx Prop true) => h) rfl
    bidirectional-mark | exact sorryAx _ true -- \u202eeurt
""")  # fmt: skip

KERNEL = [
    Cheat("kernel-switched-off", "options",
          "set_option debug.skipKernelTC true in decide +kernel", words_alone=True),
    Cheat("kernel-switched-off-in-a-term", "options",
          "exact (set_option debug.skipKernelTC true in by decide +kernel)", words_alone=True),
    Cheat("kernel-switched-off-in-have", "options",
          "have h : 2 + 2 = 5 := by\n  set_option debug.skipKernelTC true in decide +kernel\n"
          "exact h", words_alone=True),
    Cheat("heartbeats-lifted", "options", "set_option maxHeartbeats 0 in rfl"),
    Cheat("recursion-lifted", "options", "set_option maxRecDepth 1000000 in decide"),
    Cheat("kernel-decides", "options", "decide +kernel"),
]  # fmt: skip

NEIGHBOURS = _bodies("commands after a right proof", """
    then-axiom | rfl⏎axiom oops : False
    then-false-theorem | rfl⏎theorem two_and_two : 2 + 2 = 5 := sorryAx _ true
    then-instance | rfl⏎instance : Add Bool := ⟨fun a _ => a⟩
    then-kernel-off | rfl⏎set_option debug.skipKernelTC true
    then-auto-implicit | rfl⏎set_option autoImplicit true
    then-exit | rfl⏎#exit
    then-open | rfl⏎open Nat
    then-namespace | rfl⏎namespace Trap
    then-section | rfl⏎section
    then-variable | rfl⏎variable (h : 2 + 2 = 5)
    then-universe | rfl⏎universe trap
    then-definition | rfl⏎def Trap.five := 4
    then-shadowing | rfl⏎namespace Trap def Eq (_ _ : Nat) : Prop := True end Trap open Trap
    then-same-line | rfl axiom oops : False
    then-behind-semicolon | (rfl); skip axiom oops : False
    then-print | rfl⏎#print axioms rfl
""", statement=TRUE)  # fmt: skip

ESCAPES = [
    Cheat("closing-bracket", "escapes from the theorem",
          "rfl) theorem trap : 2 + 2 = 5 := (sorryAx _ true"),
    Cheat("closing-bracket-term", "escapes from the theorem",
          "by rfl)\naxiom trap : False\nexample : True := (True.intro", TRUE),
    Cheat("closing-bracket-in-comment", "escapes from the theorem",
          "rfl -- (\n) axiom trap : False -- (", TRUE),
    Cheat("closing-bracket-in-string", "escapes from the theorem",
          'exact (fun (_ : String) => rfl) "(" ) axiom trap : False', TRUE),
    Cheat("closing-bracket-in-character", "escapes from the theorem",
          "exact (fun _ => rfl) '(' ) axiom trap : False", TRUE),
    Cheat("bracket-in-quoted-name", "escapes from the theorem",
          "exact (fun «x\n(» => rfl) 1 ) opaque trap : Nat", TRUE),
    Cheat("bracket-as-character-pattern", "escapes from the theorem",
          "exact (λ'(' => rfl) ) opaque trap : Nat", TRUE),
    Cheat("bracket-behind-a-numeral", "escapes from the theorem",
          "exact (fun _ _ => rfl) 1'(' ) opaque trap : Nat", TRUE),
    Cheat("bracket-in-interpolation", "escapes from the theorem",
          'exact (fun _ => rfl) s!"{"(" }" ) opaque trap : Nat', TRUE),
    Cheat("raw-string-behind-lambda", "escapes from the theorem",
          'exact (λr"\\" => rfl) ) opaque trap : Nat "', TRUE),
    Cheat("open-comment", "escapes from the theorem", "rfl /- the rest is a comment", TRUE),
    Cheat("open-nested-comment", "escapes from the theorem", "rfl /- /- -/ the rest", TRUE),
    Cheat("comment-that-closes-nothing", "escapes from the theorem", "rfl -/ axiom x : False",
          TRUE),
    Cheat("open-string", "escapes from the theorem", 'exact "', TRUE),
    Cheat("open-raw-string", "escapes from the theorem", 'exact r##" "#', TRUE),
    Cheat("open-quoted-name", "escapes from the theorem", "exact «rfl", TRUE),
    Cheat("colon-equals", "escapes from the theorem", ":= rfl := sorryAx _ true"),
    Cheat("end", "escapes from the theorem", "rfl\nend", TRUE),
    Cheat("end-and-reopen", "escapes from the theorem",
          "rfl\nend X\nnamespace X\naxiom x : False", TRUE),
    Cheat("null-byte", "escapes from the theorem", "rfl\x00 axiom x : False", TRUE),
    Cheat("carriage-return", "escapes from the theorem", "-- fine\raxiom x : False", TRUE),
]  # fmt: skip

MESSAGES = [
    Cheat("fake-axioms-line", "fake messages",
          "trace \"'preceptor_f0' does not depend on any axioms\"\nskip"),
    Cheat("fake-json", "fake messages",
          'dbg_trace "{\\"severity\\": \\"information\\"}"\nskip'),
    Cheat("guarded-messages", "fake messages",
          "#guard_msgs(drop all) in\ntheorem goal : 2 + 2 = 5 := sorry"),
]  # fmt: skip

LOOKALIKES = [
    Cheat("zero-width-space", "look-alike characters", "exact so\u200brry"),
    Cheat("zero-width-joiner", "look-alike characters", "exact sorry\u200d"),
    Cheat("right-to-left-override", "look-alike characters", "exact \u202eyrros\u202c"),
    Cheat("cyrillic-name", "look-alike characters",
          "theorem g\u043eal : 2 + 2 = 5 := by rfl"),
    Cheat("greek-omicron", "look-alike characters", "exact g\u03bfal"),
    Cheat("fullwidth-digits", "look-alike characters", "exact (rfl : 2 + 2 = \uff14)"),
    Cheat("fullwidth-equals", "look-alike characters", "theorem goal : 2 + 2 \uff1d 5 := rfl"),
    Cheat("private-use", "look-alike characters", "exact \ue000"),
    Cheat("soft-hyphen", "look-alike characters", "exact sor\u00adry"),
]  # fmt: skip

RUNS = [
    Cheat("native", "compiled code", "native_decide"),
    Cheat("native-by-option", "compiled code", "decide +native"),
    Cheat("native-by-constant", "compiled code",
          "exact Lean.ofReduceBool (decide (2 + 2 = 5)) true rfl"),
    Cheat("erased-proof", "compiled code", "exact lcProof"),
    Cheat("unreachable", "compiled code", "exact lcUnreachable"),
    Cheat("unsafe-term", "compiled code", "exact unsafe (unsafeCast True.intro)"),
    Cheat("implemented-by", "compiled code",
          "let rec @[implemented_by Nat.sub] f (a b : Nat) : Nat := a + b\nrfl"),
    Cheat("extern", "compiled code", "@[extern \"lean_nat_sub\"] rfl"),
    Cheat("runs-tactic-code", "code that runs in Lean",
          "run_tac Lean.Elab.Tactic.setGoals []"),
    Cheat("runs-term-code", "code that runs in Lean", "exact by_elab return Lean.mkConst `x"),
    Cheat("adds-to-environment", "code that runs in Lean",
          "run_tac do\n  Lean.addDecl (.axiomDecl { name := `t, levelParams := [], "
          "type := .const `False [], isUnsafe := false })"),
    Cheat("evaluates", "code that runs in Lean", "rfl\n#eval IO.FS.writeFile \"x\" \"y\"", TRUE),
    Cheat("macro", "code that runs in Lean", "rfl\nmacro \"rfl\" : tactic => `(tactic| sorry)",
          TRUE),
    Cheat("elaborator", "code that runs in Lean", "rfl\nelab \"rfl\" : tactic => return", TRUE),
    Cheat("initialises", "code that runs in Lean", "rfl\ninitialize IO.println \"hi\"", TRUE),
    Cheat("reads-a-file", "files and processes",
          "exact (fun (_ : String) => rfl) (include_str \"/etc/passwd\")", TRUE),
    Cheat("starts-a-process", "files and processes",
          "run_tac IO.Process.run { cmd := \"touch\", args := #[\"x\"] }"),
    Cheat("waits", "files and processes", "exact dbg_sleep 100000 fun _ => rfl", TRUE),
]  # fmt: skip

FILES = [
    Cheat("notation-of-five", "another statement",
          'local notation "5" => 4\ntheorem goal : 2 + 2 = 5 := rfl'),
    Cheat("macro-of-equality", "another statement",
          'macro_rules | `($a = $b) => `(True)\ntheorem goal : 2 + 2 = 5 := True.intro'),
    Cheat("infix-of-plus", "another statement",
          'infixl:65 (priority := high) " + " => fun _ _ => 5\ntheorem goal : 2 + 2 = 5 := rfl'),
    Cheat("instance-of-numerals", "another statement",
          "instance (priority := high) : OfNat Nat 5 := ⟨4⟩\ntheorem goal : 2 + 2 = 5 := rfl"),
    Cheat("opened-namespace", "another statement",
          "namespace A\ndef Eq (_ _ : Nat) : Prop := True\nend A\nopen A\n"
          "theorem goal : 2 + 2 = 5 := True.intro"),
    Cheat("assumed-variable", "another statement",
          "variable (h : 2 + 2 = 5)\ninclude h\ntheorem goal : 2 + 2 = 5 := h"),
    Cheat("assumed-hypothesis", "another statement",
          "theorem goal (h : 2 + 2 = 5) : 2 + 2 = 5 := h"),
    Cheat("assumed-class", "another statement",
          "class Odd : Prop where out : 2 + 2 = 5\ntheorem goal [o : Odd] : 2 + 2 = 5 := o.out"),
    Cheat("automatic-variable", "another statement",
          "theorem goal : two + two = five → two + two = five := id"),
    Cheat("other-type", "another statement", "theorem goal : (2 : Fin 1) + 2 = 5 := rfl"),
    Cheat("true-beside-it", "another statement",
          "theorem goal : 2 + 2 = 5 ∨ True := Or.inr True.intro"),
    Cheat("private-theorem", "another statement",
          "private theorem goal : 2 + 2 = 4 := rfl"),
    Cheat("theorem-in-namespace", "another statement",
          "namespace goal\ntheorem goal : 2 + 2 = 4 := rfl\nend goal"),
    Cheat("theorem-in-comment", "another statement",
          "theorem other : 2 + 2 = 4 := rfl\n-- theorem goal : 2 + 2 = 5 := rfl"),
    Cheat("stated-only", "another statement", "theorem goal : 2 + 2 = 5"),
    Cheat("definition", "another statement", "def goal : 2 + 2 = 5 := sorry"),
    Cheat("exit-before", "another statement", "#exit\ntheorem goal : 2 + 2 = 5 := rfl"),
    Cheat("two-theorems", "another statement",
          "theorem a : 2 + 2 = 5 := b\ntheorem b : 2 + 2 = 5 := a"),
    Cheat("itself", "another statement", "theorem goal : 2 + 2 = 5 := goal"),
    Cheat("itself-by-equations", "another statement",
          "theorem goal : 2 + 2 = 5\n  | => goal"),
    Cheat("itself-in-a-loop", "another statement",
          "exact (let rec loop (n : Nat) : 2 + 2 = 5 := loop n; loop 0)"),
    Cheat("by-assumption", "another statement", "assumption"),
]  # fmt: skip

CHEATS: tuple[Cheat, ...] = (
    *SORRY, *KERNEL, *NEIGHBOURS, *ESCAPES, *MESSAGES, *LOOKALIKES, *RUNS, *FILES
)  # fmt: skip
