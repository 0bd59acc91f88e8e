"""Temperature dependence of rate constants after Arrhenius."""

from __future__ import annotations

import math
import random
from typing import ClassVar, Final

from pydantic import JsonValue

from preceptor.families import Instance, significant, worked
from preceptor_chemistry.constants import ZERO_CELSIUS, R
from preceptor_chemistry.family import (
    ChemistryFamily,
    NumberAnswer,
    exponent_errors,
    molar_energy_errors,
)
from preceptor_chemistry.kinetics import FIRST_ORDER, SECOND_ORDER
from preceptor_chemistry.notation import divisor, rounded


class Arrhenius(ChemistryFamily):
    """Rate constant at another temperature, or activation energy from two of them.

    ln(k2 / k1) = -(Ea / R) (1/T2 - 1/T1); k in 1/s or L/(mol·s), Ea in kJ/mol or J/mol.
    """

    name: ClassVar[str] = "arrhenius"
    topic: ClassVar[str] = "kinetics"

    def draw(self, rng: random.Random) -> Instance:
        first_order = rng.random() < 0.6
        law = rng.choice(FIRST_ORDER if first_order else SECOND_ORDER)
        unit_k = "1/s" if first_order else "L/(mol·s)"
        k1 = rounded(law.k * 10 ** rng.uniform(-0.3, 0.3))
        Ea = round(law.activation * rng.uniform(0.95, 1.05), 1)
        c1 = law.celsius
        c2 = c1 + rng.choice([-15, -10, 10, 15, 20, 25, 30])
        T1, T2 = c1 + ZERO_CELSIUS, c2 + ZERO_CELSIUS
        difference = 1 / T2 - 1 / T1
        log = -1000 * Ea / R * difference
        k1t = significant(k1, 3)
        steps = [f"T1 = {c1} + 273.15 = {T1:.2f} K; T2 = {c2} + 273.15 = {T2:.2f} K."]
        shown = f"{difference * 1e4:.4f} × 10^-4"
        parameters: dict[str, JsonValue] = {"t1_C": c1, "t2_C": c2, "k1": k1}
        gas_constant = "R = 8.314 J/(mol·K)"
        if rng.random() < 0.55:
            value = k1 * math.exp(log)
            statement = rng.choice(
                [
                    f"For {law.what}, k = {k1t} {unit_k} at {c1} °C and Ea = {Ea} kJ/mol. Find k "
                    f"at {c2} °C in {unit_k} ({gas_constant}).",
                    f"The rate constant of {law.what} is {k1t} {unit_k} at {c1} °C. With an "
                    f"activation energy of {Ea} kJ/mol, what is it at {c2} °C, in {unit_k}? "
                    f"{gas_constant}.",
                    f"An activation energy of {Ea} kJ/mol governs {law.what}. If k({c1} °C) = "
                    f"{k1t} {unit_k}, calculate k({c2} °C) in {unit_k}; {gas_constant}.",
                ]
            )
            answer = NumberAnswer(value, unit_k, rtol=0.02)
            steps += [
                f"ln(k2/k1) = -(Ea/R) (1/T2 - 1/T1), with 1/T2 - 1/T1 = {shown} 1/K.",
                f"Ea/R = {1000 * Ea:.0f} / 8.314 = {1000 * Ea / R:.1f} K, so ln(k2/k1) = "
                f"{log:.4f}.",
                f"k2 = {k1t} × exp({log:.4f}) = {answer.text(value)}.",
            ]
            distractors = [
                (k1 * math.exp(-log), "lost the sign: heating slows the reaction"),
                *exponent_errors(k1, log),
                (k1 * c2 / c1, "took k proportional to the temperature in °C"),
            ]
            wrong = -1000 * Ea / R * (1 / c2 - 1 / c1)
            if abs(wrong) < 200:
                distractors.append((k1 * math.exp(wrong), "did not convert °C to K"))
            parameters.update(activation_kJ=Ea, k2=None, unit=unit_k)
        else:
            k2 = rounded(k1 * math.exp(log))
            ratio = math.log(k2 / k1)
            unit = rng.choice(["kJ/mol", "kJ/mol", "J/mol"])
            joules = -R * ratio / difference
            value = joules / 1000 if unit == "kJ/mol" else joules
            k2t = significant(k2, 3)
            statement = rng.choice(
                [
                    f"For {law.what}, k = {k1t} {unit_k} at {c1} °C and {k2t} {unit_k} at {c2} °C. "
                    f"Find the activation energy in {unit} ({gas_constant}).",
                    f"The rate constant of {law.what} goes from {k1t} {unit_k} at {c1} °C to {k2t} "
                    f"{unit_k} at {c2} °C. What is Ea in {unit}? {gas_constant}.",
                    f"Calculate Ea, in {unit}, of {law.what} from k({c1} °C) = {k1t} {unit_k} and "
                    f"k({c2} °C) = {k2t} {unit_k}; {gas_constant}.",
                ]
            )
            answer = NumberAnswer(value, unit, rtol=0.02)
            steps += [
                f"ln(k2/k1) = ln({k2t} / {divisor(k1t)}) = {ratio:.4f}; 1/T2 - 1/T1 = {shown} 1/K.",
                f"Ea = -R × ln(k2/k1) / (1/T2 - 1/T1) = -8.314 × ({ratio:.4f}) / ({shown}) = "
                f"{significant(joules, 4)} J/mol.",
            ]
            if unit == "kJ/mol":
                steps.append(f"In kJ/mol: {answer.text(value)}.")
            distractors = [
                *molar_energy_errors(value, unit),
                (
                    -R * ratio / (1 / c2 - 1 / c1) * (1e-3 if unit == "kJ/mol" else 1),
                    "did not convert °C to K",
                ),
            ]
            parameters.update(activation_kJ=None, k2=k2, unit=unit)
        return worked(parameters, statement, steps, answer, distractors)


FAMILIES: Final[tuple[type[ChemistryFamily], ...]] = (Arrhenius,)
