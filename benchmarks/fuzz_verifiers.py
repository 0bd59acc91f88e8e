"""Fuzz the verifiers: answers made by a grammar whose values are known, and damaged answers.

    python benchmarks/fuzz_verifiers.py --seconds 300 --seed 1 [--pairs pairs.jsonl]

Every pair goes through the workers. What must hold:

- there is a verdict, within the limit and 0.2 s, and it is never ``error``;
- an answer given as its own reference is not rejected;
- a form that has the reference's value by exact arithmetic is not rejected, and one that has
  another value is not accepted.

Prints one JSON object per finding and a summary; exits with 1 when there are findings. The same
seed makes the same pairs, on any machine.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from preceptor.records import Status, Verdict
from preceptor.registry import Registry
from preceptor.verification import VerificationHost
from preceptor.verification.api import verify_batch

GRACE = 0.2
POINTS = (Fraction(2), Fraction(-3, 7), Fraction(11, 5))
LENGTHS = {"mm": Fraction(1, 1000), "cm": Fraction(1, 100), "m": Fraction(1), "km": Fraction(1000)}
TIMES = {"ms": Fraction(1, 1000), "s": Fraction(1), "min": Fraction(60), "h": Fraction(3600)}
ENERGIES = {"J": Fraction(1), "kJ": Fraction(1000), "N m": Fraction(1), "kW h": Fraction(3600000)}
SCRAPS = (
    "\\frac{1}{2}", "\\sqrt{", "}", "{", "(", ")", "[", "^", "_", "$", "\\", "\\text{m}", "\\pi",
    "±", "%", "°", ",", ";", "=", "<", "\\le", "\\cup", "\\infty", "!", "|", "\\boxed{", "e", "i",
    "x", "10^{99}", "1e5", "\\pm", "\\begin{pmatrix}", "&", "\\\\", "\\sum_{n=1}^{9}",
    "\\int_0^1", "dx",
    " m/s", "²", "½", "′", "\u200b", "\u202e", "\ud800", "\x00", "H2O", "->", "and", "or", "\n",
    "\\left(", "\\right)", "{,}", "...", ":", "\\mod", "\\ln", "sin", "f(x)=", "\\in", "answer is ",
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A pair, and the verdicts that would be wrong."""

    kind: str
    reference: str
    candidate: str
    wrong: tuple[Status, ...] = ()


@dataclass(frozen=True)
class Expression:
    """A random expression in x: its spelling and its value at each of :data:`POINTS`."""

    plain: str
    latex: str
    values: tuple[Fraction, ...]
    atomic: bool


class Undefined(Exception):
    """A division by zero, or numbers that grow too large to be interesting."""


def expression(rng: random.Random, depth: int, variable: bool) -> Expression:
    """A random expression; its two spellings have the same value.

    Raises:
        Undefined: it has no value at one of the points.
    """
    if depth == 0 or rng.random() < 0.15:
        if variable and rng.random() < 0.5:
            return Expression("x", "x", POINTS, True)
        number = rng.randint(0, 12)
        return Expression(str(number), str(number), (Fraction(number),) * len(POINTS), True)
    one, other = (expression(rng, depth - 1, variable) for _ in range(2))
    p, q = (e.plain if e.atomic else f"({e.plain})" for e in (one, other))
    a, b = (e.latex if e.atomic else f"\\left({e.latex}\\right)" for e in (one, other))
    operator = rng.choice("++--**//^")
    pairs = list(zip(one.values, other.values, strict=True))
    if operator == "+":
        made = Expression(f"{p} + {q}", f"{a}+{b}", tuple(x + y for x, y in pairs), False)
    elif operator == "-":
        made = Expression(f"{p} - {q}", f"{a}-{b}", tuple(x - y for x, y in pairs), False)
    elif operator == "*":
        sign = rng.choice((" \\cdot ", " \\times "))
        made = Expression(f"{p}*{q}", f"{a}{sign}{b}", tuple(x * y for x, y in pairs), False)
    elif operator == "/":
        if any(y == 0 for y in other.values):
            raise Undefined
        latex = f"\\frac{{{one.latex}}}{{{other.latex}}}"
        made = Expression(f"{p}/{q}", latex, tuple(x / y for x, y in pairs), False)
    else:
        power = rng.randint(2, 3)
        made = Expression(
            f"{p}^{power}", f"{a}^{{{power}}}", tuple(x**power for x, _ in pairs), False
        )
    if any(v.numerator.bit_length() + v.denominator.bit_length() > 80 for v in made.values):
        raise Undefined
    return made


def spelt(rng: random.Random, e: Expression) -> str:
    text = rng.choice((e.plain, e.latex, f"${e.latex}$", f"\\boxed{{{e.latex}}}"))
    return f"The answer is ${e.latex}$." if rng.random() < 0.1 else text


def number(rng: random.Random, value: Fraction) -> str:
    """One of the exact spellings of a number."""
    n, d = abs(value.numerator), value.denominator
    sign = "-" if value < 0 else ""
    forms = [f"{sign}{n}/{d}", f"{sign}\\frac{{{n}}}{{{d}}}", f"\\frac{{{sign}{n}}}{{{d}}}"]
    if d == 1:
        forms = [f"{sign}{n}", f"${sign}{n}$", f"{sign}{n}.0", f"{sign}\\frac{{{2 * n}}}{{2}}"]
        if n >= 1000:
            forms += [f"{sign}{n:,}", f"{sign}{n:,}".replace(",", "{,}")]
    elif n > d:
        forms.append(f"{sign}{n // d}\\frac{{{n % d}}}{{{d}}}")
    return rng.choice(forms)


def changed(rng: random.Random, value: Fraction) -> Fraction:
    """Another value, by a typical mistake; at least 10 % off."""
    changes = (-value, 2 * value, value / 2, value + 1 + abs(value) / 3, value * 10, value * value)
    other = rng.choice(changes) if value else Fraction(rng.randint(1, 9))
    return other if abs(other - value) > abs(value) / 10 else value + 1 + abs(value)


def known_cases(rng: random.Random) -> Iterator[Case]:
    """Pairs whose values are known exactly."""
    wrong_if_equal, wrong_if_not = (Status.REJECTED,), (Status.ACCEPTED,)
    try:
        e = expression(rng, rng.randint(1, 4), variable=rng.random() < 0.6)
        f = expression(rng, rng.randint(1, 4), variable=rng.random() < 0.6)
    except Undefined:
        return
    yield Case("same expression", spelt(rng, e), spelt(rng, e), wrong_if_equal)
    gaps = [abs(a - b) for a, b in zip(e.values, f.values, strict=True)]
    if min(gaps) > Fraction(1, 9):
        yield Case("another expression", spelt(rng, e), spelt(rng, f), wrong_if_not)
    if len(set(e.values)) == 1:
        value = e.values[0]
        yield Case("value of an expression", spelt(rng, e), number(rng, value), wrong_if_equal)
        other = changed(rng, value)
        yield Case("another value", spelt(rng, e), number(rng, other), wrong_if_not)
    value = Fraction(rng.randint(-4000, 4000), rng.choice((1, 1, 1, 2, 3, 4, 7, 12)))
    yield Case("another number", number(rng, value), number(rng, changed(rng, value)), wrong_if_not)
    yield Case("same number", number(rng, value), number(rng, value), wrong_if_equal)
    units = rng.choice((LENGTHS, TIMES, ENERGIES))
    given, asked = rng.choice(list(units)), rng.choice(list(units))
    amount = Fraction(rng.randint(1, 999))
    converted = amount * units[given] / units[asked]
    if converted.denominator == 1:
        yield Case("conversion", f"{amount} {given}", f"{converted} {asked}", wrong_if_equal)
    off = changed(rng, converted)
    if abs(off - converted) > converted / 10:
        yield Case(
            "wrong conversion", f"{amount} {given}", f"{float(off):.12g} {asked}", wrong_if_not
        )
    values = list({Fraction(rng.randint(-30, 30), rng.randint(1, 5)) for _ in range(4)})
    shuffled = rng.sample(values, len(values))
    one_set = "\\{" + ", ".join(number(rng, v) for v in values) + "\\}"
    yield Case("same set", one_set, ", ".join(number(rng, v) for v in shuffled), wrong_if_equal)
    shuffled[0] = max(values) + 1
    wrong_set = "\\{" + ", ".join(number(rng, v) for v in shuffled) + "\\}"
    yield Case("another set", one_set, wrong_set, wrong_if_not)
    low, high = sorted(rng.sample(range(-20, 20), 2))
    brackets = rng.choice((("(", "]"), ("[", ")")))
    interval = f"{brackets[0]}{low},{high}{brackets[1]}"
    left, right = ("<", "\\le") if brackets[0] == "(" else ("\\le", "<")
    yield Case("interval", interval, f"{low} {left} x {right} {high}", wrong_if_equal)
    yield Case("wrong ends", interval, f"{low} {right} x {left} {high}", wrong_if_not)
    yield Case("wrong interval", interval, f"{low} {left} x {right} {high + 1}", wrong_if_not)


def scientific(rng: random.Random, digits: int, exponent: int) -> str:
    """One of the spellings of ``digits`` · 10^``exponent``."""
    mantissa = f"{str(digits)[0]}.{str(digits)[1:]}" if digits > 9 else str(digits)
    shift = exponent + len(str(digits)) - 1
    forms = [
        f"{mantissa}e{shift}", f"{mantissa}E{shift:+d}", f"{mantissa} \\times 10^{{{shift}}}",
        f"${mantissa} \\cdot 10^{{{shift}}}$", f"{mantissa} × 10^{shift}",
        f"{mantissa}*10**{shift}",
    ]  # fmt: skip
    return rng.choice(forms)


def composed_cases(rng: random.Random) -> Iterator[Case]:
    """Pairs of answers that are made of several values, or of a power of ten."""
    wrong_if_equal, wrong_if_not = (Status.REJECTED,), (Status.ACCEPTED,)
    digits, exponent = rng.randint(11, 9999), rng.randint(-30, 30)
    one = scientific(rng, digits, exponent)
    yield Case("same power of ten", one, scientific(rng, digits, exponent), wrong_if_equal)
    off = scientific(rng, digits, exponent + rng.choice((-3, -1, 1, 2)))
    yield Case("another power of ten", one, off, wrong_if_not)
    yield Case("wrong sign", one, "-" + scientific(rng, digits, exponent).strip("$"), wrong_if_not)
    distractor = digits + rng.choice((1, -1)) * 10 ** (len(str(digits)) - 1)
    if distractor > 0:
        yield Case("wrong digit", one, scientific(rng, distractor, exponent), wrong_if_not)
    a, b, c = rng.sample(range(-40, 40), 3)
    yield Case("same pair", f"({a}, {b})", f"\\left({number(rng, Fraction(a))}, {b}\\right)",
               wrong_if_equal)  # fmt: skip
    yield Case("swapped pair", f"({a}, {b})", f"({b}, {a})", wrong_if_not)
    yield Case("another pair", f"({a}, {b})", f"({a}, {c})", wrong_if_not)
    row, other = f"{a} & {b} \\\\ {c} & 1", f"{a} & {c} \\\\ {b} & 1"
    environments = [f"\\begin{{{e}matrix}}{row}\\end{{{e}matrix}}" for e in "pb"]
    yield Case("same matrix", environments[0], environments[1], wrong_if_equal)
    yield Case("another matrix", environments[0], f"\\begin{{pmatrix}}{other}\\end{{pmatrix}}",
               wrong_if_not)  # fmt: skip
    if a and b and c:
        k = rng.choice((2, 3, -1))
        line = f"{a}x + {b}y = {c}".replace("+ -", "- ")
        scaled = f"{k * a}x + {k * b}y = {k * c}".replace("+ -", "- ")
        wrong = f"{k * a}x + {k * b}y = {k * c + 1}".replace("+ -", "- ")
        yield Case("scaled equation", line, scaled, wrong_if_equal)
        yield Case("another equation", line, wrong, wrong_if_not)
    letter, chosen = rng.sample("ABDE", 2)
    yield Case("same letter", letter, f"\\text{{({letter})}}", wrong_if_equal)
    yield Case("another letter", letter, f"({chosen})", wrong_if_not)


def damaged(rng: random.Random, text: str) -> str:
    """A text with a few pieces lost, doubled, moved, inserted or wrapped."""
    for _ in range(rng.randint(1, 6)):
        at, to = sorted(rng.randint(0, len(text)) for _ in range(2))
        match rng.randint(0, 8):
            case 0:
                text = text[:at] + text[to:]
            case 1:
                text = text[:to] + text[at:to] * rng.choice((1, 1, 2, 40)) + text[to:]
            case 2:
                text = text[at:to] + text[:at] + text[to:]
            case 3:
                text = f"\\frac{{{text}}}{{{text[at:to]}}}"
            case 4:
                depth = rng.choice((1, 2, 70))
                opening, closing = rng.choice(
                    (("(", ")"), ("\\sqrt{", "}"), ("\\left[", "\\right]"))
                )
                text = opening * depth + text + closing * depth
            case 5:
                text = text[:at] + chr(rng.choice((rng.randrange(32, 0x3000), 0x1D465))) + text[at:]
            case _:
                text = text[:at] + rng.choice(SCRAPS) + text[at:]
        text = text[:3000]
    return text


def cases(rng: random.Random, texts: list[str]) -> Iterator[Case]:
    """Endless pairs."""
    while True:
        known = [*known_cases(rng), *composed_cases(rng)]
        yield from known
        sources = [c.reference for c in known] + rng.sample(texts, min(4, len(texts)))
        for text in rng.sample(sources, min(6, len(sources))):
            broken = damaged(rng, text)
            yield Case("damaged answer", text, broken)
            if broken.strip() and broken.encode("utf-8", "ignore").decode() == broken:
                yield Case("damaged reference", broken, text)
                yield Case("itself", broken, broken, (Status.REJECTED,))


def finding(case: Case, verdict: Verdict, limit: float) -> str:
    """What is wrong with a verdict, or nothing."""
    if verdict.status is Status.ERROR:
        return "error"
    if verdict.seconds > limit + GRACE:
        return "late"
    return "wrong" if verdict.status in case.wrong else ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=20.0, help="how long to run")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--limit", type=float, default=2.0, help="seconds for one pair")
    parser.add_argument("--pairs", type=Path, help="JSONL file with more answers to damage")
    parser.add_argument("--most", type=int, default=40, help="findings after which to stop")
    given = parser.parse_args()
    rng = random.Random(given.seed)
    texts = []
    if given.pairs:
        rows = [json.loads(line) for line in given.pairs.read_text("utf-8").splitlines()]
        texts = [str(row[name]) for row in rows for name in ("reference", "candidate") if row[name]]
    made, statuses, findings = cases(rng, texts), Counter[str](), 0
    begun = time.monotonic()
    with VerificationHost(Registry.load(), workers=1, seconds=given.limit) as host:
        while time.monotonic() - begun < given.seconds and findings < given.most:
            batch = [next(made) for _ in range(256)]
            verdicts = verify_batch([(c.reference, c.candidate) for c in batch], host=host)
            for case, verdict in zip(batch, verdicts, strict=True):
                statuses[f"{case.kind}: {verdict.status}"] += 1
                if problem := finding(case, verdict, given.limit):
                    findings += 1
                    line = {"problem": problem, **case.__dict__, "wrong": None}
                    outcome = {"verdict": verdict.status, "reason": verdict.reason}
                    print(json.dumps({**line, **outcome, "seconds": verdict.seconds}), flush=True)
        kills, crashes = host.counts.kills, host.counts.crashes
    total = sum(statuses.values())
    for name, count in sorted(statuses.items()):
        print(f"{count:8d}  {name}")
    print(f"{total} pairs, {kills} killed at the limit, {crashes} crashes, {findings} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
