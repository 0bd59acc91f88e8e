"""Acids and bases: weak acids, buffers and titration curves, at 25 °C."""

from __future__ import annotations

import math
import random
from typing import ClassVar, Final

from preceptor.families import Instance, significant, worked
from preceptor_chemistry.constants import PKW
from preceptor_chemistry.family import ChemistryFamily, NumberAnswer
from preceptor_chemistry.notation import divisor, plain, rounded
from preceptor_chemistry.tables import BUFFERS, TITRATED_ACIDS, WEAK_ACIDS

PH_TOLERANCE = 0.02
"""Absolute tolerance of pH references: two decimals, and one unit of the last either way."""


def ph_answer(value: float) -> NumberAnswer:
    """A pH to two decimals."""
    return NumberAnswer(value, None, decimals=2, rtol=None, atol=PH_TOLERANCE)


class WeakAcid(ChemistryFamily):
    """pH, [H+] in mol/L or degree of ionisation in % of a weak acid.

    x^2 / (C - x) = Ka, solved as a quadratic.
    """

    name: ClassVar[str] = "weak-acid-ph"
    topic: ClassVar[str] = "acid-base equilibrium"

    def draw(self, rng: random.Random) -> Instance:
        acid = rng.choice(WEAK_ACIDS)
        C = rounded(10 ** rng.uniform(-3, 0), 2)
        asked = rng.choice(["pH", "pH", "pH", "percent", "hydrogen"])
        ka = significant(acid.ka, 3)
        what = {
            "pH": "the pH (two decimals)",
            "percent": "the percentage of the acid that is ionised (in %)",
            "hydrogen": "the concentration of H^+ in mol/L",
        }[asked]
        strength = significant(C, 2)
        statement = rng.choice(
            [
                f"Calculate {what} of {strength} mol/L {acid.name} ({acid.formula}, "
                f"Ka = {ka} at 25 °C).",
                f"At 25 °C {acid.name}, {acid.formula}, has Ka = {ka}. For a {strength} mol/L "
                f"solution, find {what} without assuming that little of it ionises.",
                f"A solution is {strength} mol/L in {acid.name} ({acid.formula}). With Ka = {ka}, "
                f"what is {what} at 25 °C?",
                f"{acid.formula} ({acid.name}, Ka = {ka}) is dissolved to {strength} mol/L at "
                f"25 °C. Solve the equilibrium for {what}.",
            ]
        )
        root = math.sqrt(acid.ka**2 + 4 * acid.ka * C)
        x = (root - acid.ka) / 2
        shown = significant(x, 4)
        steps = [
            "HA = H^+ + A^-, with [H^+] = [A^-] = x and [HA] = C - x.",
            f"x^2 / ({strength} - x) = {ka}, so x^2 + Ka x - Ka C = 0.",
            f"Ka C = {ka} × {strength} = {significant(acid.ka * C, 4)}.",
            f"Ka^2 + 4 Ka C = {significant(root**2, 5)}, its root is {significant(root, 5)}.",
            f"x = ({significant(root, 5)} - {divisor(ka)}) / 2 = {shown} mol/L.",
        ]
        simple = math.sqrt(acid.ka * C)
        if asked == "pH":
            answer = ph_answer(-math.log10(x))
            steps.append(f"pH = -log10({shown}) = {answer.text(answer.value)}.")
            distractors = [
                (-math.log10(C), "treated it as a strong acid"),
                (-math.log10(acid.ka * C), "forgot the square root"),
                (-math.log10(simple), "used the square-root approximation where it fails"),
                (-math.log(x), "used the natural logarithm"),
                (PKW + math.log10(x), "gave the pOH"),
            ]
        elif asked == "percent":
            answer = NumberAnswer(100 * x / C, "%", rtol=0.02)
            steps.append(f"100 × {shown} / {strength} = {answer.text(answer.value)}.")
            distractors = [
                (100 * simple / C, "used the square-root approximation where it fails"),
                (x / C, "gave the fraction instead of the percentage"),
                (100 * x, "did not divide by the concentration"),
                (100 * acid.ka / C, "forgot the square root"),
            ]
        else:
            answer = NumberAnswer(x, "mol/L", rtol=0.02)
            distractors = [
                (C, "treated it as a strong acid"),
                (acid.ka * C, "forgot the square root"),
                (simple, "used the square-root approximation where it fails"),
                (10**-PKW / x, "gave the concentration of OH^-"),
            ]
        return worked(
            {"acid": acid.formula, "ka": acid.ka, "concentration": C, "asked": asked},
            statement,
            steps,
            answer,
            distractors,
        )


class Buffer(ChemistryFamily):
    """pH of a buffer after Henderson and Hasselbalch: pH = pKa + log10(base / acid).

    Mixing is done in mmol, with strong acid or base added in some draws.
    """

    name: ClassVar[str] = "buffer-ph"
    topic: ClassVar[str] = "acid-base equilibrium"

    def draw(self, rng: random.Random) -> Instance:
        pair = rng.choice(BUFFERS)
        while True:
            va, vb = (float(rng.randrange(20, 200, 5)) for _ in range(2))
            ca, cb = (rng.choice([0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5]) for _ in range(2))
            acid, base = va * ca, vb * cb
            kind = rng.choice(["none", "NaOH", "HCl"])
            added = 0.0 if kind == "none" else rounded(rng.uniform(0.1, 0.4) * min(acid, base), 2)
            sign = {"none": 0, "NaOH": 1, "HCl": -1}[kind]
            final_acid, final_base = acid - sign * added, base + sign * added
            # Beyond 5 the equation loses its precision; at 1 there is nothing to compute.
            if 1.15 <= max(final_base / final_acid, final_acid / final_base) <= 5:
                break
        pH = pair.pka + math.log10(final_base / final_acid)
        extra = "" if kind == "none" else f" Then {plain(added)} mmol of {kind} is added."
        mixture = (
            f"{plain(va)} mL of {plain(ca)} mol/L {pair.acid} and {plain(vb)} mL of "
            f"{plain(cb)} mol/L {pair.base}"
        )
        statement = rng.choice(
            [
                f"A buffer is made from {mixture} (pKa = {pair.pka:.2f}).{extra} What is its pH "
                "(two decimals)?",
                f"{mixture} are mixed.{extra} With pKa = {pair.pka:.2f} at 25 °C, find the pH to "
                "two decimals.",
                f"Calculate the pH (two decimals) of a mixture of {mixture}; the pKa is "
                f"{pair.pka:.2f}.{extra}",
                f"The conjugate pair has pKa = {pair.pka:.2f}. A chemist combines {mixture}."
                f"{extra} What pH, to two decimals, results?",
            ]
        )
        steps = [
            f"Acid: {plain(va)} mL × {plain(ca)} mol/L = {plain(acid)} mmol.",
            f"Base: {plain(vb)} mL × {plain(cb)} mol/L = {plain(base)} mmol.",
        ]
        if sign:
            up, down = ("base", "acid") if sign > 0 else ("acid", "base")
            steps.append(
                f"{kind} turns {plain(added)} mmol of {down} into {up}: acid {plain(final_acid)} "
                f"mmol, base {plain(final_base)} mmol."
            )
        ratio = final_base / final_acid
        steps += [
            f"pH = pKa + log10(base / acid) = {pair.pka:.2f} + log10({plain(final_base)} / "
            f"{plain(final_acid)}).",
            f"log10({ratio:.4f}) = {math.log10(ratio):.4f}, so pH = {pH:.2f}.",
        ]
        distractors = [
            (pair.pka - math.log10(ratio), "turned the ratio upside down"),
            (pair.pka + math.log(ratio), "used the natural logarithm"),
            (pair.pka + math.log10(cb / ca), "used the stock concentrations, not the amounts"),
            (pair.pka, "took the pH to be the pKa"),
        ]
        if sign:
            distractors.append((pair.pka + math.log10(base / acid), f"ignored the {kind}"))
            opposite = (base - sign * added) / (acid + sign * added)
            distractors.append(
                (pair.pka + math.log10(opposite), f"changed the amounts the wrong way for {kind}")
            )
        return worked(
            {
                "pka": pair.pka,
                "acid_mL": va,
                "acid_mol_per_L": ca,
                "base_mL": vb,
                "base_mol_per_L": cb,
                "added": kind,
                "added_mmol": added,
            },
            statement,
            steps,
            ph_answer(pH),
            distractors,
        )


class TitrationPoint(ChemistryFamily):
    """pH during the titration of a weak acid with NaOH: before, at and after equivalence.

    pH = pKa + log10(A^- / HA); [OH^-] from Kb = Kw / Ka; [OH^-] from the excess of base.
    """

    name: ClassVar[str] = "titration-ph"
    topic: ClassVar[str] = "acid-base equilibrium"

    def draw(self, rng: random.Random) -> Instance:
        acid = rng.choice(TITRATED_ACIDS)
        pka = -math.log10(acid.ka)
        region = rng.choice(["before", "before", "equivalence", "after"])
        va = float(rng.choice([20, 25, 30, 40, 50]))
        ca = rng.choice([0.08, 0.1, 0.12, 0.15, 0.2])
        cb = rng.choice([0.1, 0.125, 0.16, 0.2])
        n_acid = va * ca
        fraction = {"before": rng.uniform(0.2, 0.8), "equivalence": 1.0,
                    "after": rng.uniform(1.15, 1.8)}[region]  # fmt: skip
        vb = round(n_acid * fraction / cb, 1) if fraction != 1 else round(n_acid / cb, 4)
        n_base = vb * cb
        total = va + vb
        ka = significant(acid.ka, 3)
        flask = f"{plain(va)} mL of {plain(ca)} mol/L {acid.name} ({acid.formula}, Ka = {ka})"
        burette = f"{plain(vb)} mL of {plain(cb)} mol/L NaOH"
        statement = rng.choice(
            [
                f"{flask} is titrated with NaOH. What is the pH (two decimals) after {burette} "
                "has been added, at 25 °C?",
                f"Find the pH to two decimals at 25 °C when {burette} has been run into {flask}.",
                f"To {flask} is added {burette}. Calculate the pH of the mixture (25 °C, two "
                "decimals).",
            ]
        )
        steps = [
            f"Acid: {plain(va)} × {plain(ca)} = {plain(n_acid)} mmol.",
            f"NaOH: {plain(vb)} × {plain(cb)} = {plain(n_base)} mmol. Volume: {plain(total)} mL.",
        ]
        if region == "before":
            left = n_acid - n_base
            ratio = n_base / left
            pH = pka + math.log10(ratio)
            steps += [
                f"A^- formed: {plain(n_base)} mmol; HA left: {plain(left)} mmol.",
                f"pKa = -log10({ka}) = {pka:.3f}.",
                f"pH = {pka:.3f} + log10({plain(n_base)} / {plain(left)}) = {pka:.3f} + "
                f"({math.log10(ratio):.3f}) = {pH:.2f}.",
            ]
            distractors = [
                (pka - math.log10(ratio), "turned the ratio upside down"),
                (pka + math.log10(n_base / n_acid), "did not subtract the acid that reacted"),
                (-math.log10(left / total), "treated the acid that is left as strong"),
                (pka + math.log(ratio), "used the natural logarithm"),
            ]
        elif region == "equivalence":
            salt = n_acid / total
            kb = 10**-PKW / acid.ka
            # The quadratic; for these acids its root differs from sqrt(Kb C) by under 0.1 %.
            oh = (-kb + math.sqrt(kb**2 + 4 * kb * salt)) / 2
            pOH = -math.log10(oh)
            pH = PKW - pOH
            steps += [
                f"All HA has become A^-: {plain(n_acid)} / {plain(total)} = "
                f"{significant(salt, 4)} mol/L.",
                f"Kb = 1.00 × 10^-14 / {divisor(ka)} = {significant(kb, 4)}.",
                f"[OH^-] = sqrt(Kb × C) = {significant(oh, 4)} mol/L.",
                f"pOH = {pOH:.3f}; pH = 14 - {pOH:.3f} = {pH:.2f}.",
            ]
            undiluted = math.sqrt(kb * ca)
            distractors = [
                (7.0, "took the solution to be neutral at the equivalence point"),
                (pOH, "gave the pOH"),
                (PKW + math.log10(undiluted), "forgot the dilution by the titrant"),
                (-math.log10(math.sqrt(acid.ka * salt)), "used Ka in place of Kb"),
            ]
        else:
            excess = n_base - n_acid
            oh = excess / total
            pOH = -math.log10(oh)
            pH = PKW - pOH
            steps += [
                f"NaOH left over: {plain(n_base)} - {plain(n_acid)} = {plain(excess)} mmol.",
                f"[OH^-] = {plain(excess)} / {plain(total)} = {significant(oh, 4)} mol/L; the "
                "A^- adds next to nothing.",
                f"pOH = {pOH:.3f}; pH = 14 - {pOH:.3f} = {pH:.2f}.",
            ]
            distractors = [
                (pOH, "gave the pOH"),
                (PKW + math.log10(excess / va), "forgot the volume of the titrant"),
                (PKW + math.log10(n_base / total), "did not subtract what the acid consumed"),
                (pka + math.log10(n_base / n_acid), "used the buffer equation past equivalence"),
            ]
        return worked(
            {
                "acid": acid.formula,
                "ka": acid.ka,
                "acid_mL": va,
                "acid_mol_per_L": ca,
                "base_mL": vb,
                "base_mol_per_L": cb,
                "region": region,
            },
            statement,
            steps,
            ph_answer(pH),
            distractors,
        )


FAMILIES: Final[tuple[type[ChemistryFamily], ...]] = (
    WeakAcid,
    Buffer,
    TitrationPoint,
)
