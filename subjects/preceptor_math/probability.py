"""Families about conditional probability, standard distributions and moments."""

from __future__ import annotations

import random
from fractions import Fraction
from math import comb, factorial
from typing import ClassVar, Final

from preceptor.families import Instance, TextAnswer, worked
from preceptor.references import expression
from preceptor_math.family import ExactAnswer, MathFamily
from preceptor_math.notation import power_of_e, rational, times


class BayesPosterior(MathFamily):
    """The probability of a cause after a positive finding, by Bayes' rule."""

    name: ClassVar[str] = "bayes-posterior"
    topic: ClassVar[str] = "conditional probability"

    def draw(self, rng: random.Random) -> Instance:
        prior = rng.randint(1, 40)
        hit = rng.randint(60, 99)
        false = rng.randint(1, 30)
        joint, other = prior * hit, (100 - prior) * false
        value = Fraction(joint, joint + other)
        statement = rng.choice(
            (
                (
                    f"A disease is present in {prior}% of a population. A test is positive for "
                    f"{hit}% of those who have it and for {false}% of those who do not. What is "
                    "the probability that a person with a positive test has the disease? Give an "
                    "exact fraction."
                ),
                (
                    f"{prior}% of incoming mail is spam. A filter marks {hit}% of spam and "
                    f"{false}% of other mail. A message is marked. Find the exact "
                    "probability that it is spam."
                ),
                (
                    f"Machine A makes {prior}% of the parts of a factory, machine B the rest. "
                    f"{hit}% of the parts from A and {false}% of those from B are blue. A part "
                    "picked at random is blue. With which probability, as an exact "
                    "fraction, is it from A?"
                ),
            )
        )
        return worked(
            {"prior": prior, "hit": hit, "false": false},
            statement,
            [
                "Think of 10000 cases and use Bayes' rule.",
                f"With the cause and the finding: {prior} * {hit} = {joint}",
                f"Without the cause but with the finding: {100 - prior} * {false} = {other}",
                f"All with the finding: {joint} + {other} = {joint + other}",
                f"Probability: {joint} / {joint + other} = {rational(value)}",
            ],
            ExactAnswer(value),
            [
                (Fraction(hit, 100), "swapped the condition: gave P(finding | cause)"),
                (Fraction(hit, hit + false), "ignored the prior"),
                (Fraction(joint, 10000), "gave the joint probability"),
            ],
        )


class BinomialProbability(MathFamily):
    """Exactly ``k``, or at least ``k``, successes in ``n`` independent trials.

    ``P(k) = C(n, k) p^k (1 - p)^(n - k)``.
    """

    name: ClassVar[str] = "binomial-probability"
    topic: ClassVar[str] = "discrete distributions"

    def draw(self, rng: random.Random) -> Instance:
        n, q = rng.randint(4, 8), rng.randint(2, 8)
        p = rng.randint(1, q - 1)
        chance = Fraction(p, q)
        at_least = rng.random() < 0.4
        k = n - 1 if at_least else rng.randint(1, n - 1)

        def exactly(j: int) -> Fraction:
            return comb(n, j) * chance**j * (1 - chance) ** (n - j)

        value = sum(map(exactly, range(k, n + 1)), Fraction(0)) if at_least else exactly(k)
        amount = f"{'at least' if at_least else 'exactly'} {k}"
        odds = rational(chance)
        coin = "fair" if p * 2 == q else "biased"
        statement = rng.choice(
            (
                (
                    f"A trial succeeds with probability {odds}. What is the exact probability "
                    f"that {amount} of {n} independent trials succeed?"
                ),
                (
                    f"X is binomial with n = {n} and p = {odds}. Find the probability that X is "
                    f"{amount}, as a fraction."
                ),
                (
                    f"A {coin} coin shows heads with probability {odds}. It is tossed {n} times. "
                    f"With which probability does it show heads {amount} times? Give an "
                    "exact fraction."
                ),
            )
        )
        miss = rational(1 - chance)
        terms = [
            f"P({j}) = C({n}, {j}) * ({odds})^{j} * ({miss})^{n - j} = {comb(n, j)} * "
            f"{rational(chance**j)} * {rational((1 - chance) ** (n - j))} = {rational(exactly(j))}"
            for j in range(k, n + 1 if at_least else k + 1)
        ]
        total = " + ".join(rational(exactly(j)) for j in range(k, n + 1))
        closing = [f"Sum: {total} = {rational(value)}"] if at_least else []
        return worked(
            {"n": n, "k": k, "p": odds, "at_least": at_least},
            statement,
            [
                f"Failure has probability 1 - {odds} = {miss}",
                *terms,
                *closing,
            ],
            ExactAnswer(value),
            [
                (chance**k * (1 - chance) ** (n - k), "forgot the number of arrangements"),
                (comb(n, k) * chance**k, "forgot the failures"),
                (1 - value, "gave the complement"),
            ],
        )


class HypergeometricProbability(MathFamily):
    """Drawing without replacement from two kinds.

    ``C(a, k) C(b, n - k) / C(a + b, n)``.
    """

    name: ClassVar[str] = "hypergeometric-probability"
    topic: ClassVar[str] = "discrete distributions"

    def draw(self, rng: random.Random) -> Instance:
        red, blue = rng.randint(3, 9), rng.randint(3, 9)
        drawn = rng.randint(2, 4)
        wanted = rng.randint(max(1, drawn - blue), min(drawn, red))
        total = red + blue
        ways, all_ways = comb(red, wanted) * comb(blue, drawn - wanted), comb(total, drawn)
        value = Fraction(ways, all_ways)
        statement = rng.choice(
            (
                (
                    f"An urn holds {red} red and {blue} blue balls. {drawn} balls are drawn "
                    f"without replacement. What is the exact probability that exactly "
                    f"{wanted} are red?"
                ),
                (
                    f"A committee of {drawn} is chosen at random from {red} women and {blue} men. "
                    f"Find the probability, as a fraction, that it has exactly {wanted} of "
                    "the women."
                ),
                (
                    f"{red} of {total} parts are faulty. {drawn} different parts are inspected. "
                    f"What is the exact probability that exactly {wanted} of these are faulty?"
                ),
            )
        )
        replaced = (
            comb(drawn, wanted)
            * Fraction(red, total) ** wanted
            * Fraction(blue, total) ** (drawn - wanted)
        )
        return worked(
            {"red": red, "blue": blue, "drawn": drawn, "wanted": wanted},
            statement,
            [
                f"Choices in all: C({total}, {drawn}) = {all_ways}",
                f"Choose {wanted} of {red}: C({red}, {wanted}) = {comb(red, wanted)}",
                f"Choose {drawn - wanted} of the other {blue}: C({blue}, {drawn - wanted}) = "
                f"{comb(blue, drawn - wanted)}",
                f"Good choices: {comb(red, wanted)} * {comb(blue, drawn - wanted)} = {ways}",
                f"Probability: {ways} / {all_ways} = {rational(value)}",
            ],
            ExactAnswer(value),
            [
                (replaced, "counted with replacement"),
                (Fraction(comb(red, wanted), all_ways), "forgot the other sort"),
                (1 - value, "gave the complement"),
            ],
        )


class PoissonProbability(MathFamily):
    """Exactly ``k``, or at most ``k``, events of a Poisson process, in terms of ``e``.

    ``P(k) = m^k e^(-m) / k!`` with mean ``m`` = rate times interval.
    """

    name: ClassVar[str] = "poisson-probability"
    topic: ClassVar[str] = "discrete distributions"

    def draw(self, rng: random.Random) -> Instance:
        rate, span = rng.choice([(r, s) for r in range(1, 9) for s in range(1, 6) if r * s <= 12])
        unit = rng.choice(("hour", "day", "minute", "week", "month"))
        k = rng.randint(1, 4)
        at_most = rng.random() < 0.4
        if at_most:
            k = min(k, 2)
        mean = rate * span
        terms = [Fraction(mean**j, factorial(j)) for j in range(k + 1)]
        factor = sum(terms, Fraction(0)) if at_most else terms[-1]
        decay = power_of_e(-mean)
        answer = times(factor, decay)
        amount = f"{'at most' if at_most else 'exactly'} {k}"
        plural = f"{span} {unit}s" if span > 1 else f"one {unit}"
        statement = rng.choice(
            (
                (
                    f"Events follow a Poisson process with {rate} per {unit} on average. What is "
                    f"the probability of {amount} events in {plural}? Answer exactly, in "
                    "terms of e."
                ),
                (
                    f"Calls arrive at random at a mean rate of {rate} per {unit} (Poisson). Find "
                    f"the probability that {amount} arrive in {plural}, exactly, with e left in it."
                ),
                (
                    f"A detector counts {rate} decays per {unit} on average. In {plural}, how "
                    f"likely are {amount} counts? Assume a Poisson distribution and give the exact "
                    "value in terms of e."
                ),
            )
        )
        listed = " + ".join(map(rational, terms))
        steps = [f"Mean: {rate} * {span} = {mean}"]
        if at_most:
            steps += [
                f"P(j) = {mean}^j / j! * {decay}, summed over j = 0 to {k}",
                f"{listed} = {rational(factor)}",
            ]
        else:
            steps.append(
                f"P({k}) = {mean}^{k} / {k}! * {decay} = {mean**k} / {factorial(k)} * {decay}"
            )
        distractors = [
            (times(factor, power_of_e(mean)), "sign error in the exponent"),
        ]
        careless = {
            factor - terms[-1] + mean**k: "forgot the factorial",
            terms[-2] if not at_most else factor - 1: "off by one in the number of events",
        }
        distractors += [(times(v, decay), why) for v, why in careless.items() if v != factor]
        if span > 1:
            unscaled = [Fraction(rate**j, factorial(j)) for j in range(k + 1)]
            lost = sum(unscaled, Fraction(0)) if at_most else unscaled[-1]
            distractors.append(
                (times(lost, power_of_e(-rate)), "did not scale the mean to the interval")
            )
        return worked(
            {"rate": rate, "span": span, "k": k, "at_most": at_most},
            statement,
            [
                *steps,
                f"Probability: {answer}",
            ],
            TextAnswer(expression(answer)),
            distractors,
        )


class DiscreteMoments(MathFamily):
    """Mean ``E[X]`` or variance ``E[X^2] - E[X]^2`` of a variable given by a small table."""

    name: ClassVar[str] = "discrete-moments"
    topic: ClassVar[str] = "expectation and variance"

    def draw(self, rng: random.Random) -> Instance:
        values = sorted(rng.sample(range(-3, 8), 3))
        weights = [rng.randint(1, 5) for _ in values]
        total = sum(weights)
        first = Fraction(sum(w * v for w, v in zip(weights, values, strict=True)), total)
        second = Fraction(sum(w * v * v for w, v in zip(weights, values, strict=True)), total)
        variance = second - first**2
        wants_variance = rng.random() < 0.5
        value = variance if wants_variance else first
        what = "variance" if wants_variance else "expected value"
        table = ", ".join(
            f"P(X = {v}) = {rational(Fraction(w, total))}"
            for v, w in zip(values, weights, strict=True)
        )
        statement = rng.choice(
            (
                f"A random variable X has {table}. Find its {what} exactly.",
                f"Let {table}. What is the {what} of X, as an exact fraction?",
                f"X takes three values, with {table}. Compute the {what} of X. Do not round.",
            )
        )
        weighted = " + ".join(
            f"{w} * {f'({v})' if v < 0 else v}" for v, w in zip(values, weights, strict=True)
        )
        squared = " + ".join(f"{w} * {v * v}" for v, w in zip(values, weights, strict=True))
        steps = [
            f"Over the common denominator {total} the weights are {', '.join(map(str, weights))}.",
            f"E[X] = ({weighted}) / {total} = {rational(first)}",
        ]
        if wants_variance:
            steps += [
                f"E[X^2] = ({squared}) / {total} = {rational(second)}",
                (
                    f"Var X = E[X^2] - E[X]^2 = {rational(second)} - {rational(first**2)} = "
                    f"{rational(variance)}"
                ),
            ]
            wrong = [
                (second, "forgot to subtract the square of the mean"),
                (second - first, "did not square the mean"),
                (first, "gave the mean"),
            ]
        else:
            wrong = [
                (Fraction(sum(values), 3), "ignored the probabilities"),
                (first * total, "forgot to divide by the sum of the weights"),
                (second, "weighted the squares"),
            ]
        return worked(
            {"values": list(values), "weights": list(weights), "what": what},
            statement,
            steps,
            ExactAnswer(value),
            wrong,
        )


FAMILIES: Final[tuple[type[MathFamily], ...]] = (
    BayesPosterior,
    BinomialProbability,
    HypergeometricProbability,
    PoissonProbability,
    DiscreteMoments,
)
