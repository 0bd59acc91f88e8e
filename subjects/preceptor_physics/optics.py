"""Geometrical and wave optics."""

from __future__ import annotations

import math
import random
from typing import ClassVar, Final

from pydantic import JsonValue

from preceptor.families import Instance
from preceptor_physics.family import PhysicsFamily, QuantityAnswer, worked_quantity
from preceptor_physics.notation import DEGREE, angle_unit, grouped, quantity, restated, shown


class ThinLensPair(PhysicsFamily):
    """Two thin lenses in a row: position or height of the final image, in cm or mm.

    1/f = 1/a + 1/b for each lens; the second one's object is the image formed by the first.
    """

    name: ClassVar[str] = "thin-lens-pair"
    topic: ClassVar[str] = "geometrical optics"

    def draw(self, rng: random.Random) -> Instance:
        # Draws with an image near infinity are drawn again: a small change of one distance
        # would move them by more than any tolerance.
        while True:
            f1 = rng.randint(5, 25)
            f2 = rng.choice((-1, 1)) * rng.randint(5, 25)
            do1 = rng.randint(f1 + 3, 4 * f1)
            gap = rng.randint(5, 60)
            image1 = 1 / (1 / f1 - 1 / do1)
            object2 = gap - image1
            if abs(object2) < 1 or abs(1 / f2 - 1 / object2) < 0.01:
                continue
            image2 = 1 / (1 / f2 - 1 / object2)
            if 2 <= abs(image2) <= 120:
                break
        size = rng.randint(5, 40) / 10
        magnification = (image1 / do1) * (image2 / object2)
        second = f"{'converging' if f2 > 0 else 'diverging'} lens (f = {f2} cm)"
        setting = rng.choice(
            (
                f"An object {size:g} cm tall stands {do1} cm in front of a converging lens "
                f"(f = {f1} cm). A {second} is {gap} cm behind the first.",
                f"A converging lens (f = {f1} cm) and, {gap} cm behind it, a {second} form an "
                f"image of an object {size:g} cm tall that stands {do1} cm in front of the first "
                "lens.",
                f"Light from a {size:g} cm tall object passes a converging lens (f = {f1} cm) "
                f"{do1} cm away, and then a {second} that stands {gap} cm further on.",
            )
        )
        steps = [
            f"First lens: 1/b1 = 1/{f1} - 1/{do1} so b1 = 1 / (1/{f1} - 1/{do1}) = "
            f"{shown(image1)} cm.",
            f"Object distance for the second lens: a2 = {gap} - {shown(image1)} = "
            f"{shown(object2)} cm.",
            f"Second lens: b2 = 1 / (1/({f2}) - 1/({shown(object2)})) = {shown(image2)} cm.",
        ]
        wanted = rng.choice(("position", "size"))
        wrong2 = 1 / (1 / f2 + 1 / object2) if abs(1 / f2 + 1 / object2) > 1e-9 else math.inf
        if wanted == "position":
            unit, value = rng.choice(("cm", "mm")), image2 / 100
            ask = (
                "How far from the second lens is the final image? Count it positive behind the "
                f"second lens, negative in front of it, in {unit}."
            )
            steps += restated("b2", value, unit, solved_in="cm")
            distractors = [
                (-value, "wrong sign of the image distance"),
                (wrong2 / 100, "wrong sign of the object distance"),
                (image1 / 100, "gave the image of the first lens"),
            ]
        else:
            unit, value = rng.choice(("cm", "mm")), abs(magnification) * size / 100
            ask = f"How tall is the final image, in {unit} (a positive number)?"
            steps += [
                f"|m| = |b1/a1 × b2/a2| = {shown(image1)}/{do1} × {shown(abs(image2))}/"
                f"{shown(abs(object2))} = {shown(abs(magnification))}.",
                f"Height: {shown(abs(magnification))} × {size:g} = {quantity(value, 'cm')}.",
            ]
            steps += restated("", value, unit, solved_in="cm")
            distractors = [
                (image1 / do1 * size / 100, "left out the second lens"),
                (abs(image2 / do1) * size / 100, "used b2 / a1 for the magnification"),
                (size / 100 / abs(magnification), "inverted the magnification"),
            ]
        return worked_quantity(
            {
                "wanted": wanted,
                "object_cm": do1,
                "f1_cm": f1,
                "f2_cm": f2,
                "gap_cm": gap,
                "height_cm": size,
            },
            f"{setting} {ask}",
            steps,
            QuantityAnswer(value, unit, rtol=0.02),
            distractors,
        )


class DiffractionGrating(PhysicsFamily):
    """A grating at normal incidence: angle, wavelength, or distance on a flat screen.

    m λ = d sin θ, with θ in degrees or rad and λ in nm; y = L tan θ in cm.
    """

    name: ClassVar[str] = "diffraction-grating"
    topic: ClassVar[str] = "wave optics"

    def draw(self, rng: random.Random) -> Instance:
        while True:
            lines, order, nm = 50 * rng.randint(2, 16), rng.randint(1, 3), rng.randint(400, 700)
            sine = order * nm * 1e-9 * lines * 1e3
            if sine < 0.9:
                break
        spacing, angle = 1e-3 / lines, math.asin(sine)
        grating = rng.choice(("grating", "transmission grating", "diffraction grating"))
        wanted = rng.choice(("angle", "wavelength", "screen"))
        nth = ("first", "second", "third")[order - 1]
        d_step = f"Spacing: d = 0.001 / {lines} = {shown(spacing)} m."
        parameters: dict[str, JsonValue] = {"wanted": wanted, "lines_per_mm": lines, "order": order}
        if wanted == "wavelength":
            angle_deg = round(angle / DEGREE, 1)
            sine = math.sin(angle_deg * DEGREE)
            parameters |= {"angle_deg": angle_deg}
            unit, value = "nm", spacing * sine / order
            statement = rng.choice(
                (
                    f"Light falls normally on a {grating} with {lines} lines per mm. Its {nth}-"
                    f"order line lies at {angle_deg:g}°. Find the wavelength in nm.",
                    f"A {grating} of {lines} lines/mm sends the {nth}-order maximum of a spectral "
                    f"line to {angle_deg:g}° from the normal. What is the wavelength in nm?",
                    f"What wavelength, in nm, has its {nth}-order maximum at {angle_deg:g}° "
                    f"behind a {grating} with {lines} lines per mm at normal incidence?",
                )
            )
            steps = [
                d_step,
                "Grating equation: m λ = d sin θ.",
                f"λ = {shown(spacing)} × sin({angle_deg:g}°) / {order} = {shown(value)} m.",
                f"In nm: λ = {quantity(value, 'nm')}.",
            ]
            distractors = [
                (value * order, "left out the order"),
                (spacing * math.cos(angle_deg * DEGREE) / order, "used cosine for sine"),
                (spacing * math.tan(angle_deg * DEGREE) / order, "used tangent for sine"),
            ]
        else:
            parameters |= {"wavelength_nm": nm}
            s_step = (
                f"sin θ = m λ / d = {order} × {nm} × 10^-9 / {grouped(spacing)} = {shown(sine)}."
            )
            setting = rng.choice(
                (
                    f"Light of wavelength {nm} nm falls normally on a {grating} with {lines} "
                    "lines per mm.",
                    f"A {grating} of {lines} lines/mm is lit at normal incidence by a {nm} nm "
                    "laser.",
                    f"A beam with λ = {nm} nm meets, at right angles, a {grating} that has "
                    f"{lines} lines per millimetre.",
                )
            )
            if wanted == "angle":
                unit, value = rng.choice(("°", "rad")), angle
                statement = (
                    f"{setting} At what angle is the {nth}-order maximum, in {angle_unit(unit)}?"
                )
                steps = [d_step, s_step, f"θ = arcsin({shown(sine)}) = {quantity(angle, unit)}."]
                distractors = [
                    (math.asin(sine / order), "left out the order"),
                    (math.acos(sine), "used cosine for sine"),
                    (math.asin(sine / 2), "used d sin θ = m λ / 2"),
                ]
            else:
                far_cm = 10 * rng.randint(5, 30)
                parameters |= {"screen_cm": far_cm}
                unit, value = "cm", far_cm / 100 * math.tan(angle)
                statement = (
                    f"{setting} A flat screen parallel to the grating is {far_cm} cm away. How "
                    f"far from the central maximum is the {nth}-order maximum, in cm?"
                )
                steps = [
                    d_step,
                    s_step,
                    f"θ = arcsin({shown(sine)}) = {quantity(angle, '°')}.",
                    f"y = L tan θ = {far_cm} × tan({quantity(angle, '°')}) = "
                    f"{quantity(value, 'cm')}.",
                ]
                distractors = [
                    (far_cm / 100 * sine, "used sin θ for tan θ"),
                    (far_cm / 100 * angle / DEGREE, "used degrees for radians"),
                    (far_cm / 100 * math.tan(math.asin(sine / order)), "left out the order"),
                ]
        answer = QuantityAnswer(value, unit)
        return worked_quantity(parameters, statement, steps, answer, distractors)


class OpticalFibre(PhysicsFamily):
    """A step-index fibre: acceptance angle or critical angle, in degrees or rad.

    n0 sin θ = sqrt(n1^2 - n2^2) at the end, n1 sin θ = n2 at the wall.
    """

    name: ClassVar[str] = "optical-fibre"
    topic: ClassVar[str] = "geometrical optics"

    def draw(self, rng: random.Random) -> Instance:
        core = rng.randint(146, 170) / 100
        clad = round(core - rng.randint(2, 20) / 100, 2)
        medium, outside = rng.choice((("air", 1.0), ("water", 1.33)))
        aperture = math.sqrt(core**2 - clad**2)
        accept = math.asin(aperture / outside)
        critical = math.asin(clad / core)
        setting = rng.choice(
            (
                f"A step-index fibre has a core of refractive index {core:g} and a cladding of "
                f"{clad:g}; its flat end stands in {medium} (n = {outside:g}).",
                f"The core of an optical fibre has n = {core:g}, its cladding n = {clad:g}. Light "
                f"enters its flat end from {medium} (n = {outside:g}).",
                f"Light from {medium} (n = {outside:g}) enters the flat end of a fibre with core "
                f"index {core:g} and cladding index {clad:g}.",
            )
        )
        wanted = rng.choice(("acceptance", "critical"))
        unit = rng.choice(("°", "rad"))
        if wanted == "acceptance":
            value = accept
            ask = (
                "What is the largest angle to the axis at which a ray may enter and still be "
                f"guided, in {angle_unit(unit)}?"
            )
            steps = [
                "Total reflection at the wall and Snell's law at the end give "
                "n0 sin θ = sqrt(n1^2 - n2^2).",
                f"sqrt({core:g}^2 - {clad:g}^2) = {shown(aperture)}.",
                f"sin θ = {shown(aperture)} / {outside:g} = {shown(aperture / outside)}.",
                f"θ = arcsin({shown(aperture / outside)}) = {quantity(accept, unit)}.",
            ]
            distractors = [
                (math.asin(math.sqrt(1 - (clad / core) ** 2)), "forgot refraction at the end"),
                (critical, "gave the critical angle at the wall"),
                (2 * accept, "gave the full opening of the cone"),
                (math.asin((core - clad) / outside), "subtracted the indices, not their squares"),
            ]
        else:
            value = critical
            ask = (
                "What is the critical angle at the wall between core and cladding, measured from "
                f"the normal, in {angle_unit(unit)}?"
            )
            steps = [
                "At the critical angle the refracted ray grazes the wall: n1 sin θ = n2.",
                f"sin θ = {clad:g} / {core:g} = {shown(clad / core)}.",
                f"θ = arcsin({shown(clad / core)}) = {quantity(critical, unit)}.",
            ]
            distractors = [
                (math.pi / 2 - critical, "measured the angle from the wall"),
                (math.asin(outside / core), "took the outside medium for the cladding"),
                (accept, "gave the acceptance angle"),
            ]
        return worked_quantity(
            {
                "wanted": wanted,
                "core": core,
                "cladding": clad,
                "medium": medium,
                "outside": outside,
            },
            f"{setting} {ask}",
            steps,
            QuantityAnswer(value, unit, rtol=0.015),
            distractors,
        )


FAMILIES: Final[tuple[type[PhysicsFamily], ...]] = (
    ThinLensPair,
    DiffractionGrating,
    OpticalFibre,
)
