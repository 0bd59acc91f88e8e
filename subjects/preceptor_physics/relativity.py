"""Special relativity."""

from __future__ import annotations

import math
import random
from typing import ClassVar, Final

from pydantic import JsonValue

from preceptor.families import Instance
from preceptor_physics.constants import c
from preceptor_physics.family import PhysicsFamily, QuantityAnswer, worked_quantity
from preceptor_physics.notation import EV, grouped, quantity, restated, shown

BEAMS = (("electron", 0.5110), ("muon", 105.7), ("proton", 938.3))  # rest energy, MeV, as stated


class RelativisticEnergy(PhysicsFamily):
    """Kinetic energy from speed, speed from kinetic energy, or work between two speeds.

    K = (γ - 1) m c^2 in MeV or keV, β = sqrt(1 - 1 / γ^2), v in km/s.
    """

    name: ClassVar[str] = "relativistic-energy"
    topic: ClassVar[str] = "special relativity"

    def draw(self, rng: random.Random) -> Instance:
        particle, rest = rng.choice(BEAMS)
        a = "an" if particle == "electron" else "a"
        wanted = rng.choice(("kinetic energy", "speed", "accelerating work"))
        parameters: dict[str, JsonValue] = {
            "wanted": wanted,
            "particle": particle,
            "rest_MeV": rest,
        }
        data = f"The rest energy of the {particle} is {rest:g} MeV."
        mega = 1e6 * EV
        if wanted == "kinetic energy":
            beta = rng.randint(50, 98) / 100
            gamma = 1 / math.sqrt(1 - beta**2)
            unit, value = rng.choice(("MeV", "keV")), (gamma - 1) * rest * mega
            parameters |= {"beta": beta}
            statement = rng.choice(
                (
                    f"What is the kinetic energy, in {unit}, of {a} {particle} that moves at "
                    f"{beta:g} c?",
                    f"{a.capitalize()} {particle} has a speed of {beta:g} c. Find its kinetic "
                    f"energy in {unit}.",
                    f"How much work, in {unit}, brings {a} {particle} from rest to {beta:g} c?",
                )
            )
            steps = [
                f"γ = 1 / sqrt(1 - β^2) = 1 / sqrt(1 - {beta:g}^2) = {shown(gamma, 5)}.",
                "Kinetic energy: K = (γ - 1) m c^2.",
                f"K = ({shown(gamma, 5)} - 1) × {rest:g} = {quantity(value, 'MeV')}.",
            ]
            steps += restated("K", value, unit, solved_in="MeV")
            distractors = [
                (rest * mega * beta**2 / 2, "used the classical formula"),
                (gamma * rest * mega, "gave the total energy"),
                ((1 / (1 - beta**2) - 1) * rest * mega, "forgot the square root in γ"),
            ]
        elif wanted == "speed":
            ratio = rng.randint(2, 40) / 10
            kinetic = float(f"{ratio * rest:.3g}")
            gamma = 1 + kinetic / rest
            beta = math.sqrt(1 - 1 / gamma**2)
            unit, value = "km/s", beta * c
            parameters |= {"kinetic_MeV": kinetic}
            statement = rng.choice(
                (
                    f"How fast is {a} {particle} with a kinetic energy of {kinetic:g} MeV, in "
                    "km/s?",
                    f"{a.capitalize()} {particle} has {kinetic:g} MeV of kinetic energy. Find its "
                    "speed in km/s.",
                    f"What is the speed, in km/s, of {a} {particle} whose kinetic energy is "
                    f"{kinetic:g} MeV?",
                )
            )
            data += " Use c = 299792 km/s."
            steps = [
                f"γ = 1 + K / (m c^2) = 1 + {kinetic:g} / {rest:g} = {shown(gamma)}.",
                f"β = sqrt(1 - 1 / γ^2) = sqrt(1 - 1 / {grouped(gamma)}^2) = {shown(beta)}.",
                f"v = {shown(beta)} × 299792 = {quantity(value, 'km/s')}.",
            ]
            distractors = [
                (math.sqrt(2 * kinetic / rest) * c, "used the classical formula"),
                (
                    math.sqrt(max(0.0, 1 - (rest / kinetic) ** 2)) * c,
                    "took the kinetic for the total energy",
                ),
                (beta**2 * c, "forgot the square root"),
            ]
        else:
            b1 = rng.randint(30, 80) / 100
            b2 = round(b1 + rng.randint(8, 17) / 100, 2)
            g1, g2 = (1 / math.sqrt(1 - b * b) for b in (b1, b2))
            unit, value = rng.choice(("MeV", "keV")), (g2 - g1) * rest * mega
            parameters |= {"beta1": b1, "beta2": b2}
            statement = rng.choice(
                (
                    f"How much work, in {unit}, speeds {a} {particle} up from {b1:g} c to "
                    f"{b2:g} c?",
                    f"{a.capitalize()} {particle} is accelerated from {b1:g} c to {b2:g} c. Find "
                    f"the energy it gains in {unit}.",
                    f"By how much, in {unit}, does the energy of {a} {particle} grow when its "
                    f"speed rises from {b1:g} c to {b2:g} c?",
                )
            )
            steps = [
                f"γ1 = 1 / sqrt(1 - {b1:g}^2) = {shown(g1, 5)}.",
                f"γ2 = 1 / sqrt(1 - {b2:g}^2) = {shown(g2, 5)}.",
                f"W = (γ2 - γ1) m c^2 = ({shown(g2, 5)} - {shown(g1, 5)}) × {rest:g} = "
                f"{quantity(value, 'MeV')}.",
            ]
            steps += restated("W", value, unit, solved_in="MeV")
            distractors = [
                (rest * mega * (b2**2 - b1**2) / 2, "used the classical formula"),
                ((1 / math.sqrt(1 - (b2 - b1) ** 2) - 1) * rest * mega, "used γ of v2 - v1"),
                ((g2 - 1) * rest * mega, "took the particle to start from rest"),
            ]
        answer = QuantityAnswer(value, unit, rtol=0.015)
        return worked_quantity(parameters, f"{statement} {data}", steps, answer, distractors)


UNSTABLE = (  # mean lives at rest, as the statements give them
    ("muon", 2.197e-6, "2.197 µs"),
    ("charged pion", 26.03e-9, "26.03 ns"),
    ("charged kaon", 12.38e-9, "12.38 ns"),
)


class TimeDilation(PhysicsFamily):
    """Fast unstable particles: mean distance or surviving fraction.

    Mean path γ β c τ in m or km; fraction exp(-x / (γ β c τ)) in %.
    """

    name: ClassVar[str] = "time-dilation"
    topic: ClassVar[str] = "special relativity"

    def draw(self, rng: random.Random) -> Instance:
        particle, life, life_text = rng.choice(UNSTABLE)
        beta = rng.randint(120, 199) / 200
        gamma = 1 / math.sqrt(1 - beta**2)
        mean_path = gamma * beta * c * life
        wanted = rng.choice(("distance", "fraction"))
        data = f"The mean life of a {particle} at rest is {life_text}; c = 2.998 × 10^8 m/s."
        unit: str | None
        parameters: dict[str, JsonValue] = {"wanted": wanted, "mean_life_s": life, "beta": beta}
        steps = [
            f"γ = 1 / sqrt(1 - {beta:g}^2) = {shown(gamma)}.",
            f"Mean life in the laboratory: γ τ = {shown(gamma)} × {shown(life)} = "
            f"{shown(gamma * life)} s.",
            f"Mean path: {beta:g} × 2.998 × 10^8 × {shown(gamma * life)} = {shown(mean_path)} m.",
        ]
        if wanted == "distance":
            unit, value = ("km" if mean_path > 500 else "m"), mean_path
            statement = rng.choice(
                (
                    f"How far does a {particle} moving at {beta:g} c travel on average before it "
                    f"decays, in {unit}?",
                    f"A beam of {particle}s moves at {beta:g} c. Find the mean decay distance in "
                    f"{unit}.",
                    f"What mean distance, in {unit}, does a {particle} with speed {beta:g} c "
                    "cover in the laboratory before decaying?",
                )
            )
            if unit == "km":
                steps.append(f"In km: {quantity(value, 'km')}.")
            distractors = [
                (beta * c * life, "left out time dilation"),
                (beta * c * life / gamma, "divided by γ"),
                (gamma**2 * beta * c * life, "forgot the square root in γ"),
            ]
        else:
            far = max(float(f"{rng.randint(3, 25) / 10 * mean_path:.2g}"), 1.0)
            unit, value = "%", math.exp(-far / mean_path)
            parameters |= {"distance_m": far}
            statement = rng.choice(
                (
                    f"{particle.capitalize()}s leave a target at {beta:g} c. What part of them, "
                    f"in %, is left after {far:g} m?",
                    f"What percentage (in %) of {particle}s moving at {beta:g} c survives a "
                    f"flight of {far:g} m?",
                    f"A beam of {particle}s with speed {beta:g} c travels {far:g} m in vacuum. "
                    "Find the surviving part in %.",
                )
            )
            steps += [
                f"Surviving: exp(-x / path) = exp(-{far:g} / {grouped(mean_path)}) = "
                f"{shown(value)}.",
                f"In per cent: {quantity(value, '%')}.",
            ]
            distractors = [
                (math.exp(-far / (beta * c * life)), "left out time dilation"),
                (1 - value, "gave the part that decays"),
                (0.5 ** (far / mean_path), "took the mean life for a half-life"),
            ]
        answer = QuantityAnswer(value, unit, rtol=0.02)
        return worked_quantity(parameters, f"{statement} {data}", steps, answer, distractors)


class RelativisticDoppler(PhysicsFamily):
    """Light from a source that moves along the line of sight: wavelength or speed.

    λ' = λ sqrt((1 + β) / (1 - β)), β > 0 for a receding source; λ' in nm or µm, v in km/s.
    """

    name: ClassVar[str] = "relativistic-doppler"
    topic: ClassVar[str] = "special relativity"

    def draw(self, rng: random.Random) -> Instance:
        away = rng.choice((True, False))
        nm = rng.choice((121.6, 393.4, 434.0, 486.1, 500.7, 589.0, 656.3))
        wanted = rng.choice(("wavelength", "speed"))
        way = "away from" if away else "toward"
        beta = rng.randint(10, 70) / 100 * (1 if away else -1)
        factor = math.sqrt((1 + beta) / (1 - beta))
        parameters: dict[str, JsonValue] = {"wanted": wanted, "rest_nm": nm}
        if wanted == "wavelength":
            unit, value = rng.choice(("nm", "µm")), nm * 1e-9 * factor
            parameters |= {"beta": beta}
            speed = abs(beta)
            statement = rng.choice(
                (
                    f"A source that emits light of {nm:g} nm in its own frame moves straight "
                    f"{way} an observer at {speed:g} c. What wavelength is observed, in {unit}?",
                    f"A spectral line has a rest wavelength of {nm:g} nm. Find, in {unit}, where "
                    f"it is seen when its source moves {way} us at {speed:g} c along the line of "
                    "sight.",
                    f"A spacecraft flying {way} the Earth at {speed:g} c shines a {nm:g} nm laser "
                    f"at it. What wavelength, in {unit}, arrives?",
                )
            )
            signs = ("+", "-") if away else ("-", "+")
            steps = [
                f"The source moves {way} the observer: λ' = λ sqrt((1 {signs[0]} β) / "
                f"(1 {signs[1]} β)).",
                f"sqrt((1 {signs[0]} {speed:g}) / (1 {signs[1]} {speed:g})) = {shown(factor)}.",
                f"λ' = {nm:g} × {shown(factor)} = {shown(nm * factor)} nm.",
            ]
            steps += restated("λ'", value, unit, solved_in="nm")
            distractors = [
                (nm * 1e-9 / factor, "wrong direction of the shift"),
                (nm * 1e-9 * (1 + beta), "used the classical formula"),
                (nm * 1e-9 * factor**2, "forgot the square root"),
            ]
        else:
            seen = round(nm * factor, 1)
            ratio = (seen / nm) ** 2
            unit, value = "km/s", abs(ratio - 1) / (ratio + 1) * c
            parameters |= {"seen_nm": seen}
            statement = rng.choice(
                (
                    f"A line of rest wavelength {nm:g} nm is observed at {seen:g} nm from a "
                    f"source moving straight {way} us. How fast does it move, in km/s?",
                    f"Light of {nm:g} nm in the source's frame is received at {seen:g} nm. Find "
                    f"the source's speed {way} the observer in km/s.",
                    f"With what speed, in km/s, does a source move {way} us if its {nm:g} nm "
                    f"line is seen at {seen:g} nm?",
                )
            )
            big = "((λ'/λ)^2 - 1)" if away else "(1 - (λ'/λ)^2)"
            sub = f"({shown(ratio)} - 1)" if away else f"(1 - {shown(ratio)})"
            steps = [
                f"(λ'/λ)^2 = ({seen:g} / {nm:g})^2 = {shown(ratio)}.",
                f"β = {big} / ((λ'/λ)^2 + 1) = {sub} / ({shown(ratio)} + 1) = {shown(value / c)}.",
                f"v = {shown(value / c)} × 299792 = {quantity(value, 'km/s')}.",
            ]
            distractors = [
                (abs(seen - nm) / nm * c, "used the classical formula"),
                (abs(seen - nm) / seen * c, "divided by the observed wavelength"),
                (abs(seen - nm) / (seen + nm) * c, "did not square the ratio"),
            ]
        return worked_quantity(
            parameters,
            statement + (" Use c = 299792 km/s." if wanted == "speed" else ""),
            steps,
            QuantityAnswer(value, unit),
            distractors,
        )


class VelocityAddition(PhysicsFamily):
    """u = (v ± u') / (1 ± v u' / c^2) along a line, in km/s or m/s."""

    name: ClassVar[str] = "velocity-addition"
    topic: ClassVar[str] = "special relativity"

    def draw(self, rng: random.Random) -> Instance:
        ship, probe = rng.randint(20, 90) / 100, rng.randint(20, 90) / 100
        forward = rng.choice((True, False))
        if not forward and abs(ship - probe) < 0.1:
            ship, probe = 0.9, 0.35
        signed = probe if forward else -probe
        result = (ship + signed) / (1 + ship * signed)
        unit, value = rng.choice(("km/s", "m/s")), abs(result) * c
        way = "forward" if forward else "backward"
        statement = rng.choice(
            (
                f"A spaceship passes the Earth at {ship:g} c and fires a probe {way} at "
                f"{probe:g} c relative to itself. How fast is the probe as seen from the Earth, "
                f"in {unit} (its speed, a positive number)?",
                f"A nucleus moving at {ship:g} c in the laboratory emits an electron straight "
                f"{way} at {probe:g} c in its own frame. Find the electron's speed in the "
                f"laboratory in {unit}.",
                f"From a rocket that recedes from a station at {ship:g} c, a capsule is ejected "
                f"{way} along the line of flight with {probe:g} c relative to the rocket. What "
                f"is its speed relative to the station, in {unit}?",
            )
        )
        sign = "+" if forward else "-"
        steps = [
            f"Velocities add as u = (v {sign} u') / (1 {sign} v u' / c^2).",
            f"u = ({ship:g} {sign} {probe:g}) / (1 {sign} {ship:g} × {probe:g}) = "
            f"{shown(result)} in units of c.",
            f"Speed: {shown(abs(result))} × {299792 if unit == 'km/s' else '2.998 × 10^8'} = "
            f"{quantity(value, unit)}.",
        ]
        galilei = ship + signed
        return worked_quantity(
            {"ship": ship, "probe": signed},
            f"{statement} Use c = 2.998 × 10^8 m/s.",
            steps,
            QuantityAnswer(value, unit),
            [
                (abs(galilei) * c, "added the velocities as Galileo did"),
                (abs(galilei / (1 - ship * signed)) * c, "wrong sign in the denominator"),
                (
                    abs((ship - signed) / (1 - ship * signed)) * c,
                    "took the opposite direction for the probe",
                ),
            ],
        )


FAMILIES: Final[tuple[type[PhysicsFamily], ...]] = (
    RelativisticEnergy,
    TimeDilation,
    RelativisticDoppler,
    VelocityAddition,
)
