"""The perturbation check: answers that are certainly wrong or right, made from references.

A verifier that accepts a perturbed reference can be cheated; one that rejects another way to
write it throws away right answers. ``preceptor check`` finds both without any model, by giving
each problem's verifiers perturbations of its reference (which must be rejected) and equivalent
forms of it (which must be accepted). The idea is that of mutation testing (DeMillo, Lipton and
Sayward, Computer 11 (1978) 34).
"""
