"""Oscillations and waves."""

from __future__ import annotations

import math
import random
from typing import ClassVar, Final

from pydantic import JsonValue

from preceptor.families import Instance
from preceptor_physics.family import PhysicsFamily, QuantityAnswer, worked_quantity
from preceptor_physics.notation import grouped, quantity, restated, shown


class DampedOscillator(PhysicsFamily):
    """An underdamped mass on a spring: frequency, amplitude after a time, or decay time.

    ω^2 = k / m - γ^2 and A = A0 exp(-γ t) with γ = b / (2 m); Hz or rad/s, cm or mm, s or ms.
    """

    name: ClassVar[str] = "damped-oscillator"
    topic: ClassVar[str] = "oscillations"

    def draw(self, rng: random.Random) -> Instance:
        m, k = rng.randint(2, 20) / 10, 5 * rng.randint(4, 40)
        omega0 = math.sqrt(k / m)
        # A damping ratio of 0.03 to 0.5, so that damping is felt and the motion oscillates.
        b = round(2 * m * omega0 * rng.randint(3, 50) / 100, 2)
        gamma = b / (2 * m)
        omega = math.sqrt(omega0**2 - gamma**2)
        setting = rng.choice(
            (
                f"A {m:g} kg mass on a spring of stiffness {k} N/m moves with a damping force "
                f"-b v, b = {b:g} kg/s.",
                f"A damped oscillator has mass {m:g} kg, spring constant {k} N/m and damping "
                f"constant b = {b:g} kg/s (force -b v).",
                f"The motion of a block obeys m x'' + b x' + k x = 0 with m = {m:g} kg, "
                f"b = {b:g} kg/s, k = {k} N/m.",
            )
        )
        wanted = rng.choice(("frequency", "amplitude", "half-life"))
        rate = f"Decay rate: γ = b / (2 m) = {b:g} / (2 × {m:g}) = {shown(gamma)} 1/s."
        parameters: dict[str, JsonValue] = {
            "wanted": wanted,
            "mass_kg": m,
            "stiffness_N_m": k,
            "damping_kg_s": b,
        }
        if wanted == "frequency":
            unit = rng.choice(("Hz", "rad/s"))
            value = omega / (2 * math.pi) if unit == "Hz" else omega
            kind = "frequency f" if unit == "Hz" else "angular frequency"
            ask = f"Find the {kind} of the damped oscillation in {unit}."
            steps = [
                f"Undamped: ω0 = sqrt(k / m) = sqrt({k} / {m:g}) = {shown(omega0)} rad/s.",
                rate,
                f"Damped: ω = sqrt(ω0^2 - γ^2) = sqrt({grouped(omega0)}^2 - {grouped(gamma)}^2) = "
                f"{shown(omega)} rad/s.",
            ]
            if unit == "Hz":
                steps.append(f"f = ω / 2π = {shown(omega)} / (2π) = {shown(value)} Hz.")
            factor = value / omega
            distractors = [
                (factor * omega0, "left out the damping"),
                (factor * math.sqrt(omega0**2 + gamma**2), "added γ^2 instead of subtracting"),
                (
                    omega if unit == "Hz" else omega / (2 * math.pi),
                    "confused frequency and angular frequency",
                ),
            ]
        elif wanted == "amplitude":
            a0 = rng.randint(4, 20)
            # Within about three decay times, so that something is left to be measured.
            t = max(round(rng.randint(30, 300) / 100 / gamma, 1), 0.1)
            unit, value = rng.choice(("cm", "mm")), a0 / 100 * math.exp(-gamma * t)
            parameters |= {"start_cm": a0, "time_s": t}
            ask = (
                f"Its amplitude is {a0} cm at the start. What is the amplitude after {t:g} s, "
                f"in {unit}?"
            )
            steps = [
                rate,
                "The amplitude falls as A = A0 exp(-γ t).",
                f"A = {a0} × exp(-{shown(gamma)} × {t:g}) = {quantity(value, 'cm')}.",
            ]
            steps += restated("A", value, unit, solved_in="cm")
            distractors = [
                (a0 / 100 * math.exp(-2 * gamma * t), "used b / m: forgot the factor 1/2"),
                (a0 / 100 * math.exp(-b * t), "forgot the mass"),
                (a0 / 100 / (1 + gamma * t), "used a decay that is not exponential"),
            ]
        else:
            fraction = rng.choice((2, 3, 5, 10))
            unit, value = rng.choice(("s", "ms")), math.log(fraction) / gamma
            parameters |= {"fraction": fraction}
            ask = f"How long does the amplitude take to fall to 1/{fraction}, in {unit}?"
            steps = [
                rate,
                f"exp(-γ t) = 1/{fraction}, so t = ln({fraction}) / γ.",
                f"t = ln({fraction}) / {grouped(gamma)} = {shown(value)} s.",
            ]
            steps += restated("t", value, unit, solved_in="s")
            distractors = [
                (value / 2, "used the decay of the energy"),
                (math.log10(fraction) / gamma, "used the logarithm to base 10"),
                (fraction / gamma, "left out the logarithm"),
            ]
        answer = QuantityAnswer(value, unit, rtol=0.02)
        return worked_quantity(parameters, f"{setting} {ask}", steps, answer, distractors)


class SoundDoppler(PhysicsFamily):
    """f' = f (c ± v_L) / (c ∓ v_S) in Hz or kHz: source and listener both move on a line."""

    name: ClassVar[str] = "sound-doppler"
    topic: ClassVar[str] = "waves"

    def draw(self, rng: random.Random) -> Instance:
        c = rng.choice((340, 343, 346))
        f = 10 * rng.randint(30, 150)
        source, listener = rng.randint(10, 45), rng.randint(5, 30)
        source_in, listener_in = rng.choice((True, False)), rng.choice((True, False))
        up = c + (listener if listener_in else -listener)
        down = c - (source if source_in else -source)
        value, unit = f * up / down, rng.choice(("Hz", "kHz"))
        s_way = "toward" if source_in else "away from"
        l_way = "toward" if listener_in else "away from"
        statement = rng.choice(
            (
                f"A siren of {f} Hz moves at {source} m/s {s_way} a listener, who moves at "
                f"{listener} m/s {l_way} the siren. The speed of sound is {c} m/s. What "
                f"frequency is heard, in {unit}?",
                f"A train sounding a {f} Hz horn travels at {source} m/s {s_way} a cyclist who "
                f"rides at {listener} m/s {l_way} the train. Sound travels at {c} m/s. Find the "
                f"frequency the cyclist hears, in {unit}.",
                f"With a sound speed of {c} m/s, find in {unit} the frequency received by an "
                f"observer moving at {listener} m/s {l_way} a {f} Hz source that itself moves "
                f"at {source} m/s {s_way} the observer.",
            )
        )
        plus, minus = ("+" if listener_in else "-"), ("-" if source_in else "+")
        steps = [
            f"The listener moves {l_way} the source: numerator c {plus} v_L = {c} {plus} "
            f"{listener} = {up} m/s.",
            f"The source moves {s_way} the listener: denominator c {minus} v_S = {c} {minus} "
            f"{source} = {down} m/s.",
            f"f' = {f} × {up} / {down} = {shown(value)} Hz.",
        ]
        steps += restated("f'", value, unit, solved_in="Hz")
        return worked_quantity(
            {
                "sound_speed_m_s": c,
                "frequency_Hz": f,
                "source_m_s": source if source_in else -source,
                "listener_m_s": listener if listener_in else -listener,
            },
            statement,
            steps,
            QuantityAnswer(value, unit, rtol=0.003),
            [
                (f * (2 * c - up) / (2 * c - down), "wrong sign of both speeds"),
                (f * up / (2 * c - down), "wrong sign of the source's speed"),
                (f * (2 * c - up) / down, "wrong sign of the listener's speed"),
                (f * down / up, "inverted the fraction"),
            ],
        )


class StandingWave(PhysicsFamily):
    """Harmonics of a string, f = n / (2 L) sqrt(T / μ): frequency in Hz or kHz, tension in N."""

    name: ClassVar[str] = "string-harmonic"
    topic: ClassVar[str] = "waves"

    def draw(self, rng: random.Random) -> Instance:
        length_cm, mass_g = 5 * rng.randint(8, 30), rng.randint(5, 60) / 10
        length, mass = length_cm / 100, mass_g / 1000
        n = rng.randint(1, 5)
        mu = mass / length
        wanted = rng.choice(("frequency", "tension"))
        string = f"A string {length_cm} cm long with a mass of {mass_g:g} g is fixed at both ends"
        density = f"Mass per length: μ = {mass:g} / {length:g} = {shown(mu)} kg/m."
        if wanted == "frequency":
            tension = 5 * rng.randint(4, 40)
            speed = math.sqrt(tension / mu)
            value, unit = n * speed / (2 * length), rng.choice(("Hz", "kHz"))
            statement = rng.choice(
                (
                    f"{string} and stretched with {tension} N. Find the frequency of its "
                    f"harmonic n = {n} in {unit}.",
                    f"{string} under a tension of {tension} N. At what frequency, in {unit}, "
                    f"does it vibrate in {n} loop{'s' if n > 1 else ''}?",
                    f"{string}. The tension is {tension} N. What is the frequency of mode "
                    f"n = {n} (n = 1 is the fundamental), in {unit}?",
                )
            )
            steps = [
                density,
                f"Wave speed: v = sqrt(T / μ) = sqrt({tension} / {grouped(mu)}) = "
                f"{shown(speed)} m/s.",
                f"f = n v / (2 L) = {n} × {shown(speed)} / (2 × {length:g}) = {shown(value)} Hz.",
            ]
            steps += restated("f", value, unit, solved_in="Hz")
            distractors = [
                (2 * value, "used L for the half wavelength: forgot the factor 1/2"),
                (value / math.sqrt(1000), "left the mass in grams"),
                (n / (2 * length) * tension / mu, "forgot the square root"),
            ]
            drawn = {"tension_N": tension}
        else:
            f = 10 * rng.randint(5, 60)
            speed = 2 * length * f / n
            value, unit = mu * speed**2, "N"
            statement = rng.choice(
                (
                    f"{string}. Its harmonic n = {n} sounds at {f} Hz. What is the tension in N?",
                    f"{string} and vibrates in {n} loop{'s' if n > 1 else ''} at {f} Hz. Find "
                    "the tension in N.",
                    f"{string}. What tension, in N, puts its mode n = {n} (n = 1 is the "
                    f"fundamental) at {f} Hz?",
                )
            )
            steps = [
                density,
                f"Wave speed: v = 2 L f / n = 2 × {length:g} × {f} / {n} = {shown(speed)} m/s.",
                f"T = μ v^2 = {shown(mu)} × {grouped(speed)}^2 = {shown(value)} N.",
            ]
            distractors = [
                (value / 4, "used L f / n for the speed: forgot the factor 2"),
                (mu * speed, "did not square the speed"),
                (value * n**2, "treated the harmonic as the fundamental"),
            ]
            drawn = {"frequency_Hz": f}
        return worked_quantity(
            {
                "wanted": wanted,
                "length_cm": length_cm,
                "mass_g": mass_g,
                "harmonic": n,
                **drawn,
            },
            statement,
            steps,
            QuantityAnswer(value, unit),
            distractors,
        )


FAMILIES: Final[tuple[type[PhysicsFamily], ...]] = (
    DampedOscillator,
    SoundDoppler,
    StandingWave,
)
