"""Thermal radiation and photons."""

from __future__ import annotations

import math
import random
from typing import ClassVar, Final

from preceptor.families import Instance
from preceptor_physics.constants import WIEN, c, e, h, k, m_e
from preceptor_physics.family import PhysicsFamily, QuantityAnswer, worked_quantity
from preceptor_physics.notation import grouped, quantity, restated, shown

HC_EV_NM = h * c / e * 1e9  # 1239.84 eV nm


class PlanckRatio(PhysicsFamily):
    """Ratio of the spectral radiances of a black body at two frequencies.

    Planck's law: B(ν) is proportional to ν^3 / (exp(h ν / k T) - 1).
    """

    name: ClassVar[str] = "planck-ratio"
    topic: ClassVar[str] = "thermal radiation"

    def draw(self, rng: random.Random) -> Instance:
        kelvin = 100 * rng.randint(10, 80)
        # h ν / k T between 0.5 and 9: between the Rayleigh-Jeans and the Wien limit.
        low = max(round(rng.randint(5, 40) / 10 * k * kelvin / h / 1e12), 1)
        factor = rng.choice((1.5, 2, 2.5, 3))
        high = round(low * factor)
        x1, x2 = (h * f * 1e12 / (k * kelvin) for f in (low, high))
        cube = (high / low) ** 3
        value = cube * math.expm1(x1) / math.expm1(x2)
        body = rng.choice(("black body", "cavity radiator", "hot furnace with a small opening"))
        statement = rng.choice(
            (
                f"For a {body} at {kelvin} K, find the ratio of the spectral radiance per unit "
                f"frequency at {high} THz to that at {low} THz (a pure number).",
                f"A {body} is at {kelvin} K. By what factor does its spectral radiance B_ν at "
                f"{high} THz exceed that at {low} THz? Give B_ν({high} THz)/B_ν({low} THz) as a "
                "pure number.",
                f"Planck's law gives the spectral radiance B(ν) of a {body}. At {kelvin} K, what "
                f"is B({high} THz)/B({low} THz), a pure number?",
            )
        )
        return worked_quantity(
            {"temperature_K": kelvin, "high_THz": high, "low_THz": low},
            f"{statement} Use h/k = 4.799 × 10^-11 K s.",
            [
                "Planck: B(ν) is proportional to ν^3 / (exp(x) - 1), with x = h ν / (k T).",
                f"x1 = 4.799 × 10^-11 × {low} × 10^12 / {kelvin} = {shown(x1)}.",
                f"x2 = 4.799 × 10^-11 × {high} × 10^12 / {kelvin} = {shown(x2)}.",
                f"ν^3 gives ({high} / {low})^3 = {shown(cube)}.",
                f"Ratio: {shown(cube)} × (exp({shown(x1)}) - 1) / (exp({shown(x2)}) - 1) = "
                f"{shown(value)}.",
            ],
            QuantityAnswer(value, None, rtol=0.02),
            [
                (cube, "left out the exponential factors"),
                (cube * math.exp(x1 - x2), "used Wien's approximation"),
                ((high / low) ** 2, "used the Rayleigh-Jeans law"),
                (value * high / low, "used the fourth power of the frequency"),
                (1 / value, "inverted the ratio"),
            ],
        )


class PlanckPeak(PhysicsFamily):
    """Peak of the Planck distribution, or the temperature that gives it.

    Wien's law λ_max T = b per unit wavelength (nm or µm, K or °C), h ν = 2.821 k T per unit
    frequency (THz).
    """

    name: ClassVar[str] = "planck-peak"
    topic: ClassVar[str] = "thermal radiation"
    FREQUENCY_ROOT: ClassVar[float] = 2.821_439_372_122_08  # of x = 3 (1 - exp(-x))

    def draw(self, rng: random.Random) -> Instance:
        kelvin = 50 * rng.randint(6, 200)
        peak = WIEN.value / kelvin
        frequency = self.FREQUENCY_ROOT * k * kelvin / h
        wanted = rng.choice(("temperature", "wavelength", "frequency"))
        bodies = ("star", "plasma") if kelvin > 3000 else ("furnace", "filament", "glowing rod")
        body = rng.choice(bodies if kelvin > 800 else ("wall", "heated plate"))
        law = "Wien's law: λ_max T = b = 2.898 × 10^-3 m K."
        if wanted == "temperature":
            nm = float(f"{peak * 1e9:.3g}")
            value, unit = WIEN.value / (nm * 1e-9), rng.choice(("K", "°C"))
            statement = rng.choice(
                (
                    f"The thermal spectrum of a {body} per unit wavelength is highest at {nm:g} "
                    f"nm. Treat it as a black body and find its temperature in {unit}.",
                    f"A {body} radiates like a black body with λ_max = {nm:g} nm. What is its "
                    f"temperature in {unit}?",
                    f"At what temperature, in {unit}, does a black-body {body} have its peak "
                    f"spectral radiance per unit wavelength at {nm:g} nm?",
                )
            )
            steps = [law, f"T = 2.898 × 10^-3 / ({nm:g} × 10^-9) = {shown(value, 5)} K."]
            if unit == "°C":
                steps.append(f"In °C: {shown(value, 5)} - 273.15 = {quantity(value, '°C')}.")
            zero = 273.15 if unit == "°C" else 0.0
            distractors = [
                (zero + c / (nm * 1e-9) * h / (self.FREQUENCY_ROOT * k), "used the frequency law"),
                (zero + h * c / (nm * 1e-9 * k), "set h c / λ equal to k T"),
                (zero + value / 1e3, "wrong power of ten for nm"),
            ]
            if unit == "°C":
                distractors.append((value + zero, "left the temperature in kelvin"))
            drawn = {"peak_nm": nm}
        else:
            drawn = {"temperature_K": kelvin}
            if wanted == "wavelength":
                value, unit = peak, rng.choice(("nm", "µm"))
                what = "wavelength at which the spectral radiance per unit wavelength is highest"
                steps = [
                    law,
                    f"λ_max = 2.898 × 10^-3 / {kelvin} = {shown(peak)} m.",
                    f"In {unit}: λ_max = {quantity(peak, unit)}.",
                ]
                distractors = [
                    (c / frequency, "converted the peak of the frequency distribution"),
                    (h * c / (k * kelvin), "set h c / λ equal to k T"),
                    (WIEN.value / (kelvin + 273.15), "added 273 to a temperature in kelvin"),
                ]
            else:
                value, unit = frequency, "THz"
                what = "frequency at which the spectral radiance per unit frequency is highest"
                steps = [
                    "The maximum of x^3 / (exp(x) - 1) lies at x = h ν / (k T) = 2.821.",
                    f"ν = 2.821 × k T / h = 2.821 × 1.381 × 10^-23 × {kelvin} / "
                    f"(6.626 × 10^-34) = {shown(frequency)} Hz.",
                    f"In THz: ν = {quantity(frequency, 'THz')}.",
                ]
                distractors = [
                    (c / peak, "converted the peak of the wavelength distribution"),
                    (k * kelvin / h, "set h ν equal to k T"),
                    (3 * k * kelvin / h, "used Wien's approximation"),
                ]
            statement = rng.choice(
                (
                    f"A {body} radiates as a black body at {kelvin} K. Find, in {unit}, "
                    f"the {what}.",
                    f"For black-body radiation from a {body} at {kelvin} K, what is the {what}, "
                    f"in {unit}?",
                    f"The temperature of a black-body {body} is {kelvin} K. What is, in {unit}, "
                    f"the {what}?",
                )
            )
        answer = QuantityAnswer(value, unit)
        return worked_quantity({"wanted": wanted, **drawn}, statement, steps, answer, distractors)


METALS = (  # work function in eV, as the statements give it
    ("caesium", 2.14),
    ("potassium", 2.30),
    ("sodium", 2.75),
    ("calcium", 2.87),
    ("aluminium", 4.28),
    ("zinc", 4.33),
    ("copper", 4.65),
)


class PhotoelectricEffect(PhysicsFamily):
    """Photoelectrons: energy, stopping voltage, speed, or threshold wavelength.

    K = h c / λ - φ in eV or J, e V = K in V, v = sqrt(2 K / m) in km/s, λ = h c / φ in nm.
    """

    name: ClassVar[str] = "photoelectric-effect"
    topic: ClassVar[str] = "quantum physics"

    def draw(self, rng: random.Random) -> Instance:
        metal, work = rng.choice(METALS)
        threshold = HC_EV_NM / work
        nm = 5 * rng.randint(round(threshold * 0.07), int(threshold * 0.17))
        photon = HC_EV_NM / nm
        kinetic = photon - work
        speed = math.sqrt(2 * kinetic * e / m_e)
        setting = rng.choice(
            (
                f"Light of wavelength {nm} nm falls on {metal}, whose work function is "
                f"{work:.2f} eV.",
                f"A clean {metal} surface (work function {work:.2f} eV) is lit with ultraviolet "
                f"or visible light of {nm} nm.",
                f"The cathode of a photocell is {metal} with a work function of {work:.2f} eV; "
                f"light of {nm} nm reaches it.",
            )
        )
        wanted = rng.choice(("energy", "stopping voltage", "speed", "threshold"))
        data = "Use h c = 1239.8 eV nm."
        steps = [
            f"Photon energy: E = h c / λ = 1239.8 / {nm} = {shown(photon)} eV.",
            f"Largest kinetic energy: K = {shown(photon)} - {work:.2f} = {shown(kinetic)} eV.",
        ]
        if wanted == "energy":
            unit, value = rng.choice(("eV", "J")), kinetic * e
            ask = f"What is the largest kinetic energy of the photoelectrons, in {unit}?"
            if unit == "J":
                data += " 1 eV = 1.602 × 10^-19 J."
                steps.append(
                    f"In J: K = {shown(kinetic)} × 1.602 × 10^-19 = {quantity(value, 'J')}."
                )
            distractors = [
                (photon * e, "did not subtract the work function"),
                ((photon + work) * e, "added the work function"),
                (work * e, "gave the work function"),
            ]
        elif wanted == "stopping voltage":
            unit, value = "V", kinetic
            ask = "What voltage stops all photoelectrons, in V?"
            steps.append(f"Stopping: e V = K, so V = {shown(kinetic)} V.")
            distractors = [
                (photon, "did not subtract the work function"),
                (photon + work, "added the work function"),
                (kinetic * e, "left the energy in joules"),
            ]
        elif wanted == "speed":
            unit, value = "km/s", speed
            ask = "How fast are the fastest photoelectrons, in km/s?"
            data += " m_e = 9.109 × 10^-31 kg, 1 eV = 1.602 × 10^-19 J."
            steps += [
                f"K = {shown(kinetic)} × 1.602 × 10^-19 = {shown(kinetic * e)} J.",
                f"v = sqrt(2 K / m) = sqrt(2 × {shown(kinetic * e)} / (9.109 × 10^-31)) = "
                f"{shown(speed)} m/s.",
                f"In km/s: v = {quantity(speed, 'km/s')}.",
            ]
            distractors = [
                (speed * math.sqrt(photon / kinetic), "did not subtract the work function"),
                (speed / math.sqrt(2), "forgot the factor 1/2 of the kinetic energy"),
                (speed * 1000, "gave the speed in m/s"),
            ]
        else:
            unit, value = "nm", threshold * 1e-9
            ask = "What is the longest wavelength that still frees electrons from it, in nm?"
            steps = [
                "At the threshold the photon energy equals the work function: λ = h c / φ.",
                f"λ = 1239.8 / {work:.2f} = {shown(threshold)} nm.",
            ]
            distractors = [
                (nm * 1e-9, "gave the wavelength of the light"),
                (HC_EV_NM / kinetic * 1e-9, "used the kinetic energy for the work function"),
                (HC_EV_NM / (photon + work) * 1e-9, "added the photon energy"),
            ]
        return worked_quantity(
            {
                "wanted": wanted,
                "metal": metal,
                "work_function_eV": work,
                "wavelength_nm": nm,
            },
            f"{setting} {ask} {data}",
            steps,
            QuantityAnswer(value, unit, rtol=0.015),
            distractors,
        )


class ComptonScattering(PhysicsFamily):
    """A photon scattered by an electron at rest: its energy or wavelength, or the recoil.

    E' = E / (1 + (E / m c^2) (1 - cos θ)) and K = E - E' in keV or MeV; λ' = h c / E' in pm.
    """

    name: ClassVar[str] = "compton-scattering"
    topic: ClassVar[str] = "quantum physics"

    def draw(self, rng: random.Random) -> Instance:
        kev, angle = 10 * rng.randint(10, 90), 5 * rng.randint(8, 34)
        rest = 511.0
        cosine = math.cos(math.radians(angle))
        ratio = 1 + kev / rest * (1 - cosine)
        after = kev / ratio
        setting = rng.choice(
            (
                f"A {kev} keV photon is scattered by a free electron at rest through {angle}°.",
                f"A gamma ray of {kev} keV undergoes Compton scattering at an angle of {angle}°.",
                f"Photons of {kev} keV strike a thin target; those scattered by {angle}° off "
                "electrons that were at rest are observed.",
            )
        )
        wanted = rng.choice(("photon energy", "recoil energy", "wavelength"))
        steps = [
            "Compton: E' = E / (1 + (E / m c^2) (1 - cos θ)).",
            f"E / m c^2 = {kev} / 511 = {shown(kev / rest)}.",
            f"1 - cos({angle}°) = {shown(1 - cosine)}.",
            f"E' = {kev} / (1 + {shown(kev / rest)} × {shown(1 - cosine)}) = {shown(after)} keV.",
        ]
        wrong = kev / (1 + kev / rest * cosine) if abs(1 + kev / rest * cosine) > 0.1 else math.inf
        kilo = 1e3 * e
        if wanted == "photon energy":
            unit, value = rng.choice(("keV", "MeV")), after * kilo
            ask = f"What is the energy of the scattered photon, in {unit}?"
            steps += restated("E'", value, unit, solved_in="keV")
            distractors = [
                (wrong * kilo, "used cos θ for 1 - cos θ"),
                ((kev - after) * kilo, "gave the energy of the electron"),
                (kev / (1 + kev / rest * (1 + cosine)) * kilo, "used 1 + cos θ"),
            ]
        elif wanted == "recoil energy":
            unit, value = rng.choice(("keV", "MeV")), (kev - after) * kilo
            ask = f"What kinetic energy does the electron gain, in {unit}?"
            steps.append(f"K = E - E' = {kev} - {shown(after, 5)} = {shown(kev - after)} keV.")
            steps += restated("K", value, unit, solved_in="keV")
            distractors = [
                (after * kilo, "gave the energy of the scattered photon"),
                ((kev - wrong) * kilo, "used cos θ for 1 - cos θ"),
                ((kev - after + rest) * kilo, "gave the total energy of the electron"),
            ]
        else:
            unit, value = "pm", h * c / (after * kilo)
            ask = "What is the wavelength of the scattered photon, in pm? h c = 1239.8 keV pm."
            steps.append(f"λ' = h c / E' = 1239.8 / {grouped(after)} = {quantity(value, 'pm')}.")
            distractors = [
                (h * c / (kev * kilo), "gave the wavelength before scattering"),
                (value - h * c / (kev * kilo), "gave the shift alone"),
                (h * c / (wrong * kilo), "used cos θ for 1 - cos θ"),
            ]
        return worked_quantity(
            {"wanted": wanted, "energy_keV": kev, "angle_deg": angle},
            f"{setting} {ask} Use m_e c^2 = 511 keV.",
            steps,
            QuantityAnswer(value, unit, rtol=0.015),
            distractors,
        )


FAMILIES: Final[tuple[type[PhysicsFamily], ...]] = (
    PlanckRatio,
    PlanckPeak,
    PhotoelectricEffect,
    ComptonScattering,
)
