"""Absorption of light by solutions."""

from __future__ import annotations

import math
import random
from typing import ClassVar, Final

from preceptor.families import Instance, significant, worked
from preceptor_chemistry.elements import stated_molar_mass
from preceptor_chemistry.family import ChemistryFamily, NumberAnswer
from preceptor_chemistry.notation import sentence
from preceptor_chemistry.tables import ABSORBERS


class BeerLambert(ChemistryFamily):
    """Concentration of a stock from the absorbance or transmittance of its dilution.

    A = -log10(T) = ε l c; the answer in mol/L, µmol/L or mg/L.
    """

    name: ClassVar[str] = "beer-lambert"
    topic: ClassVar[str] = "spectrophotometry"

    def draw(self, rng: random.Random) -> Instance:
        absorber = rng.choice(ABSORBERS)
        epsilon = absorber.epsilon
        path = rng.choice([1.0, 1.0, 0.5, 2.0])
        aliquot, flask = rng.choice(
            [(1.0, 1.0), (5.0, 50.0), (2.0, 25.0), (10.0, 100.0), (1.0, 50.0), (4.0, 10.0)]
        )
        factor = flask / aliquot
        absorbance = round(rng.uniform(0.12, 1.1), 3)
        transmittance = rng.random() < 0.35
        if transmittance:
            percent = round(100 * 10**-absorbance, 1)
            A = -math.log10(percent / 100)
            reading = f"a transmittance of {percent} %"
        else:
            percent = None
            A = absorbance
            reading = f"an absorbance of {absorbance:.3f}"
        c = A / (epsilon * path)
        stock = c * factor
        units = ["mol/L", "µmol/L"] + (["mg/L"] if absorber.formula else [])
        unit = rng.choice(units)
        M = stated_molar_mass(absorber.formula) if absorber.formula else None
        scale = {"mol/L": 1.0, "µmol/L": 1e6, "mg/L": 1000 * (M or 0.0)}[unit]
        value = stock * scale
        known = f"ε = {epsilon} L/(mol·cm) at {absorber.wavelength} nm"
        if unit == "mg/L":
            known += f", M = {M:.2f} g/mol"
        diluted = (
            "measured as it is"
            if factor == 1
            else f"diluted from {aliquot:.1f} mL to {flask:.1f} mL and then measured"
        )
        cell = f"a {path:.1f} cm cell"
        statement = rng.choice(
            [
                f"A solution of {absorber.name} ({known}) is {diluted}: it shows {reading} in "
                f"{cell}. What is the concentration of the original solution in {unit}?",
                f"In {cell}, a sample of {absorber.name} {diluted} gives {reading}. With {known}, "
                f"find the concentration of the original sample in {unit}.",
                f"{sentence(absorber.name)} has {known}. A stock is {diluted} "
                f"in {cell}, giving {reading}. Calculate the stock's concentration in {unit}.",
            ]
        )
        answer = NumberAnswer(value, unit)
        steps = ["Beer-Lambert: A = ε × l × c, so c = A / (ε × l)."]
        if percent is not None:
            steps.append(f"A = -log10({percent / 100:.3f}) = {A:.4f}.")
        steps.append(f"c = {A:.4f} / ({epsilon} × {path:.1f}) = {significant(c, 4)} mol/L.")
        if factor != 1:
            steps.append(
                f"Before dilution: {significant(c, 4)} × {flask:.1f} / {aliquot:.1f} = "
                f"{significant(stock, 4)} mol/L."
            )
        if unit == "µmol/L":
            steps.append(f"{significant(stock, 4)} mol/L × 10^6 = {answer.text(value)}.")
        elif unit == "mg/L":
            steps.append(
                f"{significant(stock, 4)} mol/L × {M:.2f} g/mol × 1000 mg/g = {answer.text(value)}."
            )
        distractors = [
            (value / factor, "forgot the dilution"),
            (value / factor**2, "divided by the dilution factor"),
            (value * path, "ignored the length of the cell"),
            (A * epsilon * path * factor * scale, "multiplied by ε instead of dividing"),
        ]
        if percent is not None:
            distractors += [
                (value * math.log(10), "used the natural logarithm"),
                (value * percent / 100 / A, "put the transmittance for the absorbance"),
            ]
        if unit == "mg/L":
            distractors.append((value / 1000, "gave g/L"))
        return worked(
            {
                "absorbance": None if percent is not None else absorbance,
                "transmittance_percent": percent,
                "epsilon": epsilon,
                "path_cm": path,
                "aliquot_mL": aliquot,
                "flask_mL": flask,
                "molar_mass": M,
                "unit": unit,
            },
            statement,
            steps,
            answer,
            distractors,
        )


FAMILIES: Final[tuple[type[ChemistryFamily], ...]] = (BeerLambert,)
