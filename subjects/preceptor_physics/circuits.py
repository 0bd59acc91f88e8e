"""Circuits in time and in frequency."""

from __future__ import annotations

import math
import random
from typing import ClassVar, Final

from pydantic import JsonValue

from preceptor.families import Instance
from preceptor_physics.family import PhysicsFamily, QuantityAnswer, worked_quantity
from preceptor_physics.notation import angle_unit, grouped, quantity, restated, shown


class RCTransient(PhysicsFamily):
    """A capacitor charging or discharging through a resistor: voltage, current or time.

    V = E (1 - exp(-t / τ)) or E exp(-t / τ) in V or mV, I = (E / R) exp(-t / τ) in mA, τ = R C.
    """

    name: ClassVar[str] = "rc-transient"
    topic: ClassVar[str] = "circuits"

    def draw(self, rng: random.Random) -> Instance:
        r_k, c_u = rng.randint(10, 99) / 10, rng.randint(10, 470)
        emf = rng.randint(5, 24)
        r, c = r_k * 1e3, c_u * 1e-6
        tau = r * c
        charging = rng.choice((True, False))
        x = rng.randint(20, 250) / 100
        t = float(f"{x * tau:.2g}")
        left = math.exp(-t / tau)
        wanted = rng.choice(("voltage", "current", "time"))
        start = (
            rng.choice(
                (
                    f"An uncharged {c_u} µF capacitor is connected in series with a {r_k:g} kΩ "
                    f"resistor to a {emf} V battery at t = 0.",
                    f"At t = 0 a switch connects a {emf} V source, a {r_k:g} kΩ resistor and an "
                    f"uncharged capacitor of {c_u} µF in series.",
                    f"A {c_u} µF capacitor, at first uncharged, charges through {r_k:g} kΩ from "
                    f"a {emf} V supply, starting at t = 0.",
                )
            )
            if charging
            else rng.choice(
                (
                    f"A {c_u} µF capacitor charged to {emf} V discharges through a {r_k:g} kΩ "
                    "resistor from t = 0.",
                    f"At t = 0 a resistor of {r_k:g} kΩ is put across a {c_u} µF capacitor that "
                    f"holds a voltage of {emf} V.",
                    f"From t = 0 a {c_u} µF capacitor, initially at {emf} V, drains through "
                    f"{r_k:g} kΩ.",
                )
            )
        )
        steps = [f"Time constant: τ = R C = {shown(r)} × {c_u} × 10^-6 = {shown(tau)} s."]
        parameters: dict[str, JsonValue] = {
            "wanted": wanted,
            "charging": charging,
            "R_kohm": r_k,
            "C_uF": c_u,
            "emf_V": emf,
        }
        if wanted == "voltage":
            unit, value = rng.choice(("V", "mV")), emf * (1 - left if charging else left)
            parameters |= {"time_s": t}
            ask = f"What is the voltage across the capacitor at t = {t:g} s, in {unit}?"
            steps += [
                f"exp(-t / τ) = exp(-{t:g} / {grouped(tau)}) = {shown(left)}.",
                f"Charging: V = E (1 - exp(-t / τ)) = {emf} × (1 - {shown(left)}) = "
                f"{shown(value)} V."
                if charging
                else f"Discharging: V = V0 exp(-t / τ) = {emf} × {shown(left)} = {shown(value)} V.",
            ]
            steps += restated("V", value, unit, solved_in="V")
            distractors = [
                (emf - value, "took charging for discharging, or the other way round"),
                (emf * t / tau, "used a straight line for the exponential"),
                (emf * (1 - 10 ** (-t / tau) if charging else 10 ** (-t / tau)), "base 10 for e"),
            ]
        elif wanted == "current":
            unit, value = "mA", emf / r * left
            parameters |= {"time_s": t}
            ask = f"How large is the current in the resistor at t = {t:g} s, in mA?"
            steps += [
                f"exp(-t / τ) = exp(-{t:g} / {grouped(tau)}) = {shown(left)}.",
                f"I = (V0 / R) exp(-t / τ) = {emf} / {grouped(r)} × {shown(left)} = "
                f"{shown(value)} A.",
                f"In mA: I = {quantity(value, 'mA')}.",
            ]
            distractors = [
                (emf / r, "gave the current at t = 0"),
                (emf / r * (1 - left), "used the growth law for the current"),
                (value / 1000, "forgot that 1 A is 1000 mA"),
            ]
        else:
            percent = rng.choice((10, 20, 30, 60, 70, 80, 90))
            ratio = 1 - percent / 100 if charging else percent / 100
            unit, value = rng.choice(("s", "ms")), -tau * math.log(ratio)
            parameters |= {"percent": percent}
            whole = "battery's voltage" if charging else "initial voltage"
            ask = f"After what time, in {unit}, is its voltage {percent} % of the {whole}?"
            steps += [
                (f"1 - exp(-t / τ) = {percent / 100:g}, so " if charging else "")
                + f"exp(-t / τ) = {shown(ratio)}.",
                f"t = -τ ln({shown(ratio)}) = -{shown(tau)} × ln({shown(ratio)}) = "
                f"{shown(value)} s.",
            ]
            steps += restated("t", value, unit, solved_in="s")
            distractors = [
                (-tau * math.log(1 - ratio), "took charging for discharging, or the reverse"),
                (-tau * math.log10(ratio), "used the logarithm to base 10"),
                (tau * (1 - ratio), "used a straight line for the exponential"),
            ]
        answer = QuantityAnswer(value, unit, rtol=0.02)
        return worked_quantity(parameters, f"{start} {ask}", steps, answer, distractors)


class RLTransient(PhysicsFamily):
    """Current in a coil after the switch is closed: current, time or stored energy.

    I = (V / R) (1 - exp(-t R / L)) in A or mA, W = L I^2 / 2 in mJ or J; t in ms or s.
    """

    name: ClassVar[str] = "rl-transient"
    topic: ClassVar[str] = "circuits"

    def draw(self, rng: random.Random) -> Instance:
        r, l_mh, emf = rng.randint(5, 60), 10 * rng.randint(5, 90), rng.randint(6, 48)
        coil = l_mh * 1e-3
        tau = coil / r
        t_ms = float(f"{rng.randint(20, 250) / 100 * tau * 1e3:.2g}")
        grown = 1 - math.exp(-t_ms * 1e-3 / tau)
        final = emf / r
        current = final * grown
        setting = rng.choice(
            (
                f"A coil of {l_mh} mH and a resistance of {r} Ω are connected in series to a "
                f"{emf} V battery at t = 0.",
                f"At t = 0 a switch puts {emf} V across an inductor of {l_mh} mH in series with "
                f"a {r} Ω resistor.",
                f"An inductor (L = {l_mh} mH) with series resistance {r} Ω is switched onto an "
                f"ideal {emf} V source at t = 0.",
            )
        )
        wanted = rng.choice(("current", "energy", "time"))
        parameters: dict[str, JsonValue] = {
            "wanted": wanted,
            "R_ohm": r,
            "L_mH": l_mh,
            "emf_V": emf,
        }
        steps = [
            f"Time constant: τ = L / R = {coil:g} / {r} = {shown(tau)} s.",
            f"Final current: I_f = V / R = {emf} / {r} = {shown(final)} A.",
        ]
        growth = (
            f"I = I_f (1 - exp(-t / τ)) = {shown(final)} × (1 - exp(-{grouped(t_ms / 1e3)} / "
            f"{grouped(tau)})) = {shown(current)} A."
        )
        if wanted == "current":
            unit, value = rng.choice(("A", "mA")), current
            parameters |= {"time_ms": t_ms}
            ask = f"Find the current at t = {t_ms:g} ms in {unit}."
            steps.append(growth)
            steps += restated("I", value, unit, solved_in="A")
            distractors = [
                (final * (1 - grown), "used the law of decay"),
                (final, "gave the final current"),
                (final * t_ms * 1e-3 / tau, "used a straight line for the exponential"),
            ]
        elif wanted == "energy":
            unit, value = rng.choice(("mJ", "J")), coil * current**2 / 2
            parameters |= {"time_ms": t_ms}
            ask = f"How much energy is stored in the coil at t = {t_ms:g} ms, in {unit}?"
            steps += [
                growth,
                f"Energy: W = L I^2 / 2 = {coil:g} × {grouped(current)}^2 / 2 = {shown(value)} J.",
            ]
            steps += restated("W", value, unit, solved_in="J")
            distractors = [
                (2 * value, "forgot the factor 1/2"),
                (coil * final**2 / 2, "used the final current"),
                (coil * current / 2, "did not square the current"),
            ]
        else:
            percent = rng.choice((25, 50, 75, 90, 95))
            parameters |= {"percent": percent}
            unit, value = rng.choice(("ms", "s")), -tau * math.log(1 - percent / 100)
            ask = f"After what time does the current reach {percent} % of its final value, in "
            ask += f"{unit}?"
            steps = [
                steps[0],
                f"1 - exp(-t / τ) = {percent / 100:g}, so t = -τ ln(1 - {percent / 100:g}).",
                f"t = -{shown(tau)} × ln(1 - {percent / 100:g}) = {shown(value)} s.",
            ]
            steps += restated("t", value, unit, solved_in="s")
            distractors = [
                (-tau * math.log(percent / 100), "used the law of decay"),
                (tau * percent / 100, "used a straight line for the exponential"),
                (value * r**2, "used τ = L R"),
            ]
        answer = QuantityAnswer(value, unit, rtol=0.02)
        return worked_quantity(parameters, f"{setting} {ask}", steps, answer, distractors)


class RLCImpedance(PhysicsFamily):
    """A series RLC circuit driven away from resonance: impedance, current, power or phase.

    Z = sqrt(R^2 + (ω L - 1 / (ω C))^2) in Ω or kΩ, I = V / Z in A or mA, P = I^2 R in W, and
    tan φ = (ω L - 1 / (ω C)) / R in degrees or rad.
    """

    name: ClassVar[str] = "rlc-impedance"
    topic: ClassVar[str] = "alternating current"

    def draw(self, rng: random.Random) -> Instance:
        # Away from resonance, where the reactance would be a difference of nearly equal numbers.
        while True:
            r, l_mh, c_u = 10 * rng.randint(2, 20), 10 * rng.randint(5, 60), rng.randint(2, 60)
            f, v = 10 * rng.randint(5, 40), rng.choice((12, 24, 48, 110, 230))
            omega = 2 * math.pi * f
            xl, xc = omega * l_mh * 1e-3, 1 / (omega * c_u * 1e-6)
            x = xl - xc
            if abs(x) > 0.2 * max(xl, xc):
                break
        z = math.hypot(r, x)
        current = v / z
        phase = math.atan2(x, r)
        setting = rng.choice(
            (
                f"A resistor of {r} Ω, a coil of {l_mh} mH and a capacitor of {c_u} µF are in "
                f"series across an AC source of {v} V (rms) at {f} Hz.",
                f"A series RLC circuit has R = {r} Ω, L = {l_mh} mH, C = {c_u} µF and is driven "
                f"by {v} V rms at {f} Hz.",
                f"{v} V rms at {f} Hz is applied to R = {r} Ω, L = {l_mh} mH and C = {c_u} µF "
                "connected in series.",
            )
        )
        steps = [
            f"X_L = 2π f L = 2π × {f} × {l_mh / 1000:g} = {shown(xl)} Ω.",
            f"X_C = 1 / (2π f C) = 1 / (2π × {f} × {c_u} × 10^-6) = {shown(xc)} Ω.",
            f"X = X_L - X_C = {shown(xl)} - {shown(xc)} = {shown(x)} Ω.",
        ]
        impedance = f"Z = sqrt(R^2 + X^2) = sqrt({r}^2 + ({shown(x)})^2) = {shown(z)} Ω."
        wanted = rng.choice(("impedance", "current", "power", "phase"))
        if wanted == "impedance":
            unit, value = rng.choice(("Ω", "kΩ")), z
            ask = f"Find its impedance in {unit}."
            steps.append(impedance)
            steps += restated("Z", z, unit, solved_in="Ω")
            distractors = [
                (r + xl + xc, "added the magnitudes"),
                (math.hypot(r, xl + xc), "added the reactances"),
                (
                    math.hypot(r, f * l_mh * 1e-3 - 1 / (f * c_u * 1e-6)),
                    "used f for the angular frequency",
                ),
            ]
        elif wanted == "current":
            unit, value = rng.choice(("A", "mA")), current
            ask = f"Find the rms current in {unit}."
            steps += [impedance, f"I = V / Z = {v} / {grouped(z)} = {shown(current)} A."]
            steps += restated("I", value, unit, solved_in="A")
            distractors = [
                (v / (r + xl + xc), "added the magnitudes"),
                (v / r, "left out the reactances"),
                (current * math.sqrt(2), "gave the peak current"),
            ]
        elif wanted == "power":
            unit, value = "W", current**2 * r
            ask = "Find the mean power that it takes up, in W."
            steps += [
                impedance,
                f"I = V / Z = {v} / {grouped(z)} = {shown(current)} A.",
                f"Only R takes up power: P = I^2 R = {grouped(current)}^2 × {r} = "
                f"{shown(value)} W.",
            ]
            distractors = [
                (v * current, "left out the power factor"),
                (v**2 / r, "left out the reactances"),
                (value / 2, "took rms values for peak values"),
            ]
        else:
            unit, value = rng.choice(("°", "rad")), phase
            ask = (
                f"By what angle does the voltage lead the current, in {angle_unit(unit)}? "
                "Negative means that it lags."
            )
            steps.append(f"φ = arctan(X / R) = arctan({shown(x)} / {r}) = {quantity(phase, unit)}.")
            distractors = [
                (-phase, "wrong sign: exchanged X_L and X_C"),
                (math.atan2(r, x), "inverted the fraction"),
                (math.asin(max(-1.0, min(1.0, x / r))), "used the arcsine"),
            ]
        return worked_quantity(
            {
                "wanted": wanted,
                "R_ohm": r,
                "L_mH": l_mh,
                "C_uF": c_u,
                "frequency_Hz": f,
                "rms_V": v,
            },
            f"{setting} {ask}",
            steps,
            QuantityAnswer(value, unit, rtol=0.02),
            distractors,
        )


class RLCResonance(PhysicsFamily):
    """Resonance of a series RLC circuit: frequency, quality factor or bandwidth.

    ω0 = 1 / sqrt(L C), f0 = ω0 / 2π and Δf = R / (2π L) in Hz or kHz, Q = ω0 L / R.
    """

    name: ClassVar[str] = "rlc-resonance"
    topic: ClassVar[str] = "alternating current"

    def draw(self, rng: random.Random) -> Instance:
        l_mh, c_n, r = rng.randint(1, 50), rng.randint(1, 99) * 10, rng.randint(2, 40)
        coil, c = l_mh * 1e-3, c_n * 1e-9
        omega = 1 / math.sqrt(coil * c)
        f0 = omega / (2 * math.pi)
        q = omega * coil / r
        setting = rng.choice(
            (
                f"A series circuit has R = {r} Ω, L = {l_mh} mH and C = {c_n} nF.",
                f"A coil of {l_mh} mH, a capacitor of {c_n} nF and a resistor of {r} Ω are in "
                "series.",
                f"Consider a series RLC circuit with a {l_mh} mH inductor, a {c_n} nF capacitor "
                f"and a {r} Ω resistor.",
            )
        )
        omega_step = (
            f"ω0 = 1 / sqrt(L C) = 1 / sqrt({coil:g} × {c_n} × 10^-9) = {shown(omega)} rad/s."
        )
        wanted = rng.choice(("frequency", "quality factor", "bandwidth"))
        unit: str | None
        if wanted == "frequency":
            unit, value = rng.choice(("Hz", "kHz")), f0
            ask = f"At what frequency does it resonate, in {unit}?"
            steps = [omega_step, f"f0 = ω0 / 2π = {shown(omega)} / (2π) = {shown(f0)} Hz."]
            steps += restated("f0", f0, unit, solved_in="Hz")
            distractors = [
                (omega, "gave the angular frequency"),
                (1 / (2 * math.pi * coil * c), "forgot the square root"),
                (f0 / math.sqrt(1000), "took nanofarad for microfarad"),
            ]
        elif wanted == "quality factor":
            unit, value = None, q
            ask = "What is its quality factor at resonance (a pure number)?"
            steps = [
                omega_step,
                f"Q = ω0 L / R = {shown(omega)} × {coil:g} / {r} = {shown(q)}.",
            ]
            distractors = [
                (f0 * coil / r, "used f0 for the angular frequency"),
                (1 / q, "used the formula of a parallel circuit"),
                (coil / (r * c), "forgot the square root"),
            ]
        else:
            unit, value = rng.choice(("Hz", "kHz")), r / (2 * math.pi * coil)
            ask = f"What is its bandwidth between the half-power frequencies, in {unit}?"
            steps = [
                "Bandwidth: Δf = f0 / Q = R / (2π L).",
                f"Δf = {r} / (2π × {coil:g}) = {shown(value)} Hz.",
            ]
            steps += restated("Δf", value, unit, solved_in="Hz")
            distractors = [
                (r / coil, "gave the bandwidth in rad/s"),
                (value / 2, "gave the distance from resonance to one side"),
                (1 / (2 * math.pi * r * c), "used the formula of a parallel circuit"),
            ]
        return worked_quantity(
            {"wanted": wanted, "R_ohm": r, "L_mH": l_mh, "C_nF": c_n},
            f"{setting} {ask}",
            steps,
            QuantityAnswer(value, unit),
            distractors,
        )


FAMILIES: Final[tuple[type[PhysicsFamily], ...]] = (
    RCTransient,
    RLTransient,
    RLCImpedance,
    RLCResonance,
)
