"""Engines, adiabatic changes and calorimetry."""

from __future__ import annotations

import math
import random
from typing import ClassVar, Final

from preceptor.families import Instance
from preceptor_physics.constants import GAS
from preceptor_physics.family import PhysicsFamily, QuantityAnswer, worked_quantity
from preceptor_physics.notation import grouped, quantity, restated, shown


class CarnotEngine(PhysicsFamily):
    """A Carnot engine between reservoirs given in °C: work, rejected heat or efficiency.

    η = 1 - T_c / T_h in %, W = η Q_h and Q_c = (1 - η) Q_h in kJ or J.
    """

    name: ClassVar[str] = "carnot-engine"
    topic: ClassVar[str] = "thermodynamics"

    def draw(self, rng: random.Random) -> Instance:
        hot_c, cold_c = 10 * rng.randint(20, 70), 5 * rng.randint(0, 12)
        hot, cold = hot_c + 273.15, cold_c + 273.15
        heat_kj = rng.randint(2, 60)
        heat = heat_kj * 1e3
        efficiency = 1 - cold / hot
        wrong = 1 - cold_c / hot_c
        setting = rng.choice(
            (
                f"A Carnot engine works between reservoirs at {hot_c} °C and {cold_c} °C and "
                f"takes in {heat_kj} kJ of heat per cycle.",
                f"An ideal reversible engine takes {heat_kj} kJ per cycle from a source at "
                f"{hot_c} °C and gives off heat to a sink at {cold_c} °C.",
                f"Between a boiler at {hot_c} °C and surroundings at {cold_c} °C a Carnot cycle "
                f"absorbs {heat_kj} kJ each time round.",
            )
        )
        wanted = rng.choice(("work", "rejected heat", "efficiency"))
        steps = [
            f"T_h = {hot_c} + 273.15 = {hot:.2f} K and T_c = {cold_c} + 273.15 = {cold:.2f} K.",
            f"Efficiency: η = 1 - T_c / T_h = 1 - {cold:.2f} / {hot:.2f} = {shown(efficiency)}.",
        ]
        unit = "%" if wanted == "efficiency" else rng.choice(("kJ", "J"))
        if wanted == "work":
            value = efficiency * heat
            ask = f"How much work does it do per cycle, in {unit}?"
            steps.append(
                f"Work: W = η Q_h = {shown(efficiency)} × {heat_kj} = {quantity(value, 'kJ')}."
            )
            distractors = [
                (wrong * heat, "left the temperatures in °C"),
                (heat - value, "gave the rejected heat"),
                (heat * (hot / cold - 1), "divided by the cold temperature"),
            ]
        elif wanted == "rejected heat":
            value = heat * cold / hot
            ask = f"How much heat does it reject per cycle, in {unit}?"
            steps.append(
                f"Rejected: Q_c = (1 - η) Q_h = (1 - {shown(efficiency)}) × {heat_kj} = "
                f"{quantity(value, 'kJ')}."
            )
            distractors = [
                ((1 - wrong) * heat, "left the temperatures in °C"),
                (heat - value, "gave the work"),
                (heat * hot / cold, "inverted the ratio of temperatures"),
            ]
        else:
            value = efficiency
            ask = "What is its efficiency in %?"
            steps.append(f"In per cent: η = {quantity(value, '%')}.")
            distractors = [
                (wrong, "left the temperatures in °C"),
                (cold / hot, "gave the fraction that is rejected"),
                (hot / cold - 1, "divided by the cold temperature"),
            ]
        if wanted != "efficiency":
            steps += restated("", value, unit, solved_in="kJ")
        return worked_quantity(
            {"wanted": wanted, "hot_C": hot_c, "cold_C": cold_c, "heat_kJ": heat_kj},
            f"{setting} {ask}",
            steps,
            QuantityAnswer(value, unit),
            distractors,
        )


class OttoCycle(PhysicsFamily):
    """The ideal Otto cycle: efficiency, work or temperature after compression.

    η = 1 - r^(1 - γ) in %, W = η Q in J or kJ, T2 = T1 r^(γ - 1) in K or °C.
    """

    name: ClassVar[str] = "otto-cycle"
    topic: ClassVar[str] = "thermodynamics"

    def draw(self, rng: random.Random) -> Instance:
        r, gamma = rng.randint(12, 24) / 2, rng.choice((1.3, 1.35, 1.4))
        start_c = 5 * rng.randint(0, 12)
        start = start_c + 273.15
        heat_j = 50 * rng.randint(8, 60)
        power = r ** (gamma - 1)
        efficiency = 1 - 1 / power
        gas = f"compression ratio {r:g} and γ = {gamma:g}"
        wanted = rng.choice(("efficiency", "work", "temperature"))
        factor = f"r^(γ - 1) = {r:g}^({gamma:g} - 1) = {shown(power)}."
        eta = f"Efficiency: η = 1 - 1 / r^(γ - 1) = 1 - 1 / {grouped(power)} = {shown(efficiency)}."
        if wanted == "efficiency":
            unit, value = "%", efficiency
            ask = "What is its efficiency in %?"
            steps = [factor, eta, f"In per cent: η = {quantity(value, '%')}."]
            distractors = [
                (1 - r**-gamma, "used the exponent γ instead of γ - 1"),
                (1 - 1 / r, "left out the exponent"),
                (1 / power, "gave the fraction that is rejected"),
            ]
        elif wanted == "work":
            unit, value = rng.choice(("J", "kJ")), efficiency * heat_j
            ask = f"It takes in {heat_j} J of heat per cycle. Find the work per cycle in {unit}."
            steps = [factor, eta, f"W = η Q = {shown(efficiency)} × {heat_j} = {shown(value)} J."]
            steps += restated("W", value, unit, solved_in="J")
            distractors = [
                (heat_j * (1 - r**-gamma), "used the exponent γ instead of γ - 1"),
                (heat_j * (1 - 1 / r), "left out the exponent"),
                (heat_j / power, "gave the rejected heat"),
            ]
        else:
            unit, value = rng.choice(("K", "°C")), start * power
            ask = (
                f"The gas is at {start_c} °C before compression. What is its temperature after "
                f"the adiabatic compression, in {unit}?"
            )
            steps = [
                f"T1 = {start_c} + 273.15 = {start:.2f} K.",
                factor,
                f"T2 = T1 r^(γ - 1) = {start:.2f} × {shown(power)} = {shown(value)} K.",
            ]
            if unit == "°C":
                steps.append(f"In °C: {shown(value)} - 273.15 = {quantity(value, '°C')}.")
            distractors = [
                (start * r**gamma, "used the exponent γ instead of γ - 1"),
                (start_c * power + (273.15 if unit == "°C" else 0), "used °C in a power law"),
                (start / power, "treated the compression as an expansion"),
            ]
        setting = rng.choice(
            (
                f"A petrol engine is modelled as an ideal Otto cycle with {gas}.",
                f"An air-standard Otto cycle has {gas}.",
                f"Consider an ideal Otto cycle with {gas}.",
            )
        )
        return worked_quantity(
            {
                "wanted": wanted,
                "compression_ratio": r,
                "gamma": gamma,
                "start_C": start_c,
                "heat_J": heat_j,
            },
            f"{setting} {ask}",
            steps,
            QuantityAnswer(value, unit),
            distractors,
        )


class AdiabaticGas(PhysicsFamily):
    """A reversible adiabatic change of an ideal gas: temperature, pressure or work.

    T V^(γ - 1) is constant, with T in K; p = n R T / V in kPa or Pa;
    W = n R |T1 - T2| / (γ - 1) in kJ or J.
    """

    name: ClassVar[str] = "adiabatic-gas"
    topic: ClassVar[str] = "thermodynamics"

    def draw(self, rng: random.Random) -> Instance:
        kind, gamma, gamma_text = rng.choice(
            (("monatomic", 5 / 3, "5/3"), ("diatomic", 7 / 5, "7/5"))
        )
        n, t1_c = rng.randint(2, 30) / 10, 5 * rng.randint(2, 40)
        v1 = float(rng.randint(10, 60))
        ratio_tenths = rng.choice((15, 20, 25, 30, 40, 50))
        v2 = v1 * ratio_tenths / 10
        if rng.random() < 0.5:
            v1, v2 = v2, v1
        t1 = t1_c + 273.15
        p1 = n * GAS.value * t1 / (v1 * 1e-3)
        change = (v1 / v2) ** (gamma - 1)
        t2 = t1 * change
        work = n * GAS.value * (t1 - t2) / (gamma - 1)
        verb = "expands" if v2 > v1 else "is compressed"
        setting = rng.choice(
            (
                f"{n:g} mol of a {kind} ideal gas (γ = {gamma_text}) at {t1_c} °C {verb} "
                f"reversibly and adiabatically from {v1:g} L to {v2:g} L.",
                f"A thermally insulated cylinder holds {n:g} mol of {kind} ideal gas, "
                f"γ = {gamma_text}, at {t1_c} °C. The gas {verb} slowly from {v1:g} L to "
                f"{v2:g} L.",
                f"In a reversible adiabatic process a {kind} ideal gas (γ = {gamma_text}, "
                f"{n:g} mol, initially {t1_c} °C) {verb} from {v1:g} L to {v2:g} L.",
            )
        )
        steps = [
            f"T1 = {t1_c} + 273.15 = {t1:.2f} K.",
            "Adiabatic: T V^(γ - 1) is constant, so T2 = T1 (V1 / V2)^(γ - 1).",
            f"T2 = {t1:.2f} × ({v1:g} / {v2:g})^({gamma_text} - 1) = {shown(t2)} K.",
        ]
        wanted = rng.choice(("temperature", "pressure", "work"))
        if wanted == "temperature":
            unit, value = "K", t2
            ask = "Find its final temperature in K."
            distractors = [
                (t1_c * change, "left the temperature in °C"),
                (t1 * (v1 / v2) ** gamma, "used the exponent γ instead of γ - 1"),
                (t1 / change, "inverted the ratio of volumes"),
            ]
        elif wanted == "pressure":
            unit, value = rng.choice(("kPa", "Pa")), n * GAS.value * t2 / (v2 * 1e-3)
            ask = f"Find its final pressure in {unit}, with R = 8.314 J/(mol K)."
            steps += [
                f"p2 = n R T2 / V2 = {n:g} × 8.314 × {shown(t2)} / ({v2:g} × 10^-3) = "
                f"{shown(value)} Pa."
            ]
            steps += restated("p2", value, unit, solved_in="Pa")
            distractors = [
                (p1 * v1 / v2, "treated the change as isothermal"),
                (p1 * (v2 / v1) ** gamma, "inverted the ratio of volumes"),
                (p1 * change, "used the exponent γ - 1 instead of γ"),
            ]
        else:
            unit, value = rng.choice(("kJ", "J")), abs(work)
            who = "by" if v2 > v1 else "on"
            ask = f"How much work is done {who} the gas, in {unit}? R = 8.314 J/(mol K)."
            low, high = sorted((t1, t2))
            steps += [
                f"Work {who} the gas: W = n R |T1 - T2| / (γ - 1).",
                f"W = {n:g} × 8.314 × ({shown(high, 5)} - {shown(low, 5)}) / ({gamma_text} - 1)"
                f" = {shown(value)} J.",
            ]
            steps += restated("W", value, unit, solved_in="J")
            distractors = [
                (n * GAS.value * t1 * abs(math.log(v2 / v1)), "treated the change as isothermal"),
                (value * (gamma - 1), "forgot to divide by γ - 1"),
                (p1 * abs(v2 - v1) * 1e-3, "kept the pressure at its first value"),
            ]
        return worked_quantity(
            {
                "wanted": wanted,
                "gamma": gamma_text,
                "amount_mol": n,
                "start_C": t1_c,
                "V1_L": v1,
                "V2_L": v2,
            },
            f"{setting} {ask}",
            steps,
            QuantityAnswer(value, unit, rtol=0.02),
            distractors,
        )


C_WATER, C_ICE, FUSION = 4186.0, 2100.0, 334e3  # J/(kg K), J/(kg K), J/kg, as stated


class IceCalorimetry(PhysicsFamily):
    """Ice dropped into warm water: the final temperature, in °C, when all of it melts.

    The heat given off by the water warms the ice, melts it and warms the melt; data as stated.
    """

    name: ClassVar[str] = "ice-calorimetry"
    topic: ClassVar[str] = "calorimetry"

    def draw(self, rng: random.Random) -> Instance:
        water_g, warm = 50 * rng.randint(6, 20), rng.randint(40, 90)
        # Between 8 and 25 % of ice: little enough to melt, enough to be felt.
        ice_g = rng.randint(math.ceil(0.08 * water_g), water_g // 4)
        cold = rng.randint(2, 20)
        water, ice = water_g / 1000, ice_g / 1000
        heat_up, melt = ice * C_ICE * cold, ice * FUSION
        value = (water * C_WATER * warm - heat_up - melt) / ((water + ice) * C_WATER)
        statement = rng.choice(
            (
                f"{ice_g} g of ice at -{cold} °C is dropped into {water_g} g of water at {warm} "
                "°C in an insulated cup of negligible heat capacity. Find the final temperature "
                "in °C.",
                f"An insulated vessel of no heat capacity holds {water_g} g of water at {warm} "
                f"°C. {ice_g} g of ice at -{cold} °C is added. What temperature, in °C, is "
                "reached?",
                f"What is the final temperature, in °C, when {ice_g} g of ice at -{cold} °C "
                f"melts in {water_g} g of water that starts at {warm} °C, with no heat lost?",
            )
        )
        data = (
            "Use c_water = 4186 J/(kg K), c_ice = 2100 J/(kg K) and a heat of fusion of 334 kJ/kg."
        )
        both = (water + ice) * C_WATER
        return worked_quantity(
            {"water_g": water_g, "water_C": warm, "ice_g": ice_g, "ice_C": -cold},
            f"{statement} {data}",
            [
                f"Warming the ice: {ice:g} × 2100 × {cold} = {shown(heat_up, 5)} J.",
                f"Melting it: {ice:g} × 334000 = {shown(melt, 5)} J.",
                f"Heat of the water above 0 °C: {water:g} × 4186 × {warm} = "
                f"{shown(water * C_WATER * warm, 6)} J.",
                "The rest is shared by all the water: T = (heat - warming - melting) / "
                "((m_w + m_i) c).",
                f"T = ({shown(water * C_WATER * warm, 6)} - {shown(heat_up, 5)} - "
                f"{shown(melt, 5)}) / (({water:g} + {ice:g}) × 4186) = {shown(value)} °C.",
            ],
            QuantityAnswer(value + 273.15, "°C", rtol=0.02),
            [
                (273.15 + value + melt / both, "left out the heat of fusion"),
                (
                    273.15 + (water * C_WATER * warm - heat_up - melt) / (water * C_WATER),
                    "left out the melted ice in the final mixture",
                ),
                (
                    273.15 + (water * warm - ice * cold) / (water + ice),
                    "averaged the temperatures by mass",
                ),
            ],
        )


FAMILIES: Final[tuple[type[PhysicsFamily], ...]] = (
    CarnotEngine,
    OttoCycle,
    AdiabaticGas,
    IceCalorimetry,
)
