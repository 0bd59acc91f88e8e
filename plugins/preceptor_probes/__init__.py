"""The mutation check: answers that are surely wrong or surely right, made from references.

A verifier that accepts a perturbed reference can be cheated; one that rejects another way to
write it throws away right answers. Both are found here without any model, by feeding each
problem's verifiers with mutations of its reference (which must be rejected) and with
equivalent forms of it (which must be accepted). The name is that of mutation testing
(DeMillo, Lipton and Sayward, Computer 11 (1978) 34).

What is wrong or right is decided by values computed here, never by a verifier; where that is
not sure, nothing is offered. The probes of a problem follow from its id alone.
"""

from __future__ import annotations

from preceptor_probes.numbers import Margin
from preceptor_probes.probes import Probe, mutation_probes

__all__ = ["Margin", "Probe", "mutation_probes"]
