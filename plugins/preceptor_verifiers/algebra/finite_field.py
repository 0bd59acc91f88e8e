"""Images of numbers in a finite field, in which equality can be proved.

The field is F(p²) with p ≡ -1 modulo M, where M holds the small primes. Its subfield F(p)
represents the real numbers, its elements of norm 1 the unit circle: a root of unity of
order M is there, and with it (by Gauss's sums) the square root of every prime in M, in one
ring homomorphism from the cyclotomic integers. Odd roots of elements of F(p) are unique.

Source of the method: Gonnet, "Determining equivalence of expressions in random polynomial
time", STOC 1984; quadratic Gauss sums: Ireland and Rosen, "A Classical Introduction to
Modern Number Theory", chapter 6.
"""

from __future__ import annotations

import random
import secrets
from fractions import Fraction
from functools import cache, cached_property
from typing import Final

Element = tuple[int, int]
"""``a + b·j`` in F(p²), where j² = -1."""

_PRIMES: Final = (3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47)
_ORDER: Final = 2**5 * 3**2 * 5
"""Factor of M besides the single primes, so that M/2 is divisible by 720."""


def _modulus() -> int:
    product = _ORDER
    for prime in _PRIMES:
        product *= prime
    return product


ROOTS_OF_UNITY: Final = _modulus()
"""Order M of the roots of unity; angles are multiples of 2π/M."""


def is_prime(n: int) -> bool:
    """Whether ``n`` is prime, by Miller and Rabin's test with twenty bases."""
    if n < 2:
        return False
    for small in (2, *_PRIMES):
        if n % small == 0:
            return n == small
    odd, twos = n - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    generator = random.Random(n)  # noqa: S311 - bases of a test, not secrets
    for _ in range(20):
        power = pow(generator.randrange(2, n - 1), odd, n)
        if power in (1, n - 1):
            continue
        for _ in range(twos - 1):
            power = power * power % n
            if power == n - 1:
                break
        else:
            return False
    return True


class Field:
    """F(p²) for the first prime p = k·M - 1 with k not below ``start``."""

    def __init__(self, start: int) -> None:
        while not is_prime(start * ROOTS_OF_UNITY - 1):
            start += 1
        self.p = start * ROOTS_OF_UNITY - 1
        self._small_roots: dict[int, Element] = {}

    # --- arithmetic -----------------------------------------------------------------------

    def multiply(self, x: Element, y: Element) -> Element:
        (a, b), (c, d) = x, y
        return (a * c - b * d) % self.p, (a * d + b * c) % self.p

    def add(self, x: Element, y: Element) -> Element:
        return (x[0] + y[0]) % self.p, (x[1] + y[1]) % self.p

    def negate(self, x: Element) -> Element:
        return -x[0] % self.p, -x[1] % self.p

    def invert(self, x: Element) -> Element:
        """Return the inverse; raise ZeroDivisionError for zero."""
        norm = (x[0] * x[0] + x[1] * x[1]) % self.p
        if norm == 0:
            raise ZeroDivisionError
        inverse = pow(norm, -1, self.p)
        return x[0] * inverse % self.p, -x[1] * inverse % self.p

    def power(self, x: Element, n: int) -> Element:
        if n < 0:
            x, n = self.invert(x), -n
        result: Element = (1, 0)
        while n:
            if n & 1:
                result = self.multiply(result, x)
            x = self.multiply(x, x)
            n >>= 1
        return result

    def rational(self, value: Fraction) -> Element:
        """Return the image of a rational number; ZeroDivisionError if p divides its denominator."""
        bottom = value.denominator % self.p
        if bottom == 0:
            raise ZeroDivisionError
        return value.numerator * pow(bottom, -1, self.p) % self.p, 0

    # --- elements -------------------------------------------------------------------------

    def real(self, generator: random.Random) -> Element:
        """Return a random element of F(p)."""
        return generator.randrange(2, self.p), 0

    def unit(self, generator: random.Random) -> Element:
        """Return a random element of norm 1."""
        x: Element = (generator.randrange(2, self.p), generator.randrange(2, self.p))
        conjugate = (x[0], -x[1] % self.p)
        return self.multiply(x, self.invert(conjugate))

    @cached_property
    def root_of_unity(self) -> Element:
        """An element of order M: the image of exp(2πi/M)."""
        divisors = [2, *_PRIMES]
        generator = random.Random(self.p)  # noqa: S311 - any root will do
        while True:
            x = self.power(self.unit(generator), (self.p + 1) // ROOTS_OF_UNITY)
            if all(self.power(x, ROOTS_OF_UNITY // d) != (1, 0) for d in divisors):
                return x

    @cached_property
    def i(self) -> Element:
        """The image of the imaginary unit."""
        return self.power(self.root_of_unity, ROOTS_OF_UNITY // 4)

    def root_of_small_prime(self, q: int) -> Element | None:
        """Return the image of √q for 2 and the primes in M; None for others."""
        if q != 2 and q not in _PRIMES:
            return None
        if q not in self._small_roots:
            self._small_roots[q] = self._gauss_root(q)
        return self._small_roots[q]

    def _gauss_root(self, q: int) -> Element:
        if q == 2:
            eighth = self.power(self.root_of_unity, ROOTS_OF_UNITY // 8)
            return self.add(eighth, self.invert(eighth))
        root = self.power(self.root_of_unity, ROOTS_OF_UNITY // q)
        total: Element = (0, 0)
        for a in range(1, q):
            term = self.power(root, a)
            residue = pow(a, (q - 1) // 2, q) == 1
            total = self.add(total, term if residue else self.negate(term))
        # The sum is √q for q ≡ 1 and i√q for q ≡ 3 modulo 4.
        return total if q % 4 == 1 else self.multiply(total, self.invert(self.i))

    def square_root(self, x: Element) -> Element | None:
        """Return a square root of either sign; None if there is none."""
        p = self.p
        a, b = x
        if b == 0:
            root = pow(a, (p + 1) // 4, p)
            if root * root % p == a % p:
                return root, 0
            return 0, root  # -a is a square, as p ≡ 3 modulo 4
        norm = (a * a + b * b) % p
        length = pow(norm, (p + 1) // 4, p)
        if length * length % p != norm:
            return None
        for sign in (length, -length % p):
            half = (a + sign) * pow(2, -1, p) % p
            c = pow(half, (p + 1) // 4, p)
            if c and c * c % p == half:
                return c, b * pow(2 * c, -1, p) % p
        return None

    def odd_root(self, x: Element, degree: int) -> Element | None:
        """Return the real root of odd degree of an element of F(p); None if it is not unique."""
        if x[1] != 0:
            return None
        try:
            return pow(x[0], pow(degree, -1, self.p - 1), self.p), 0
        except ValueError:
            return None


@cache
def secret_field() -> Field:
    """Return the field of this process, which no answer can anticipate."""
    return Field(secrets.randbits(63) | 1 << 63)
