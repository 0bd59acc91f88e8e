"""Verification: candidate answers are decided in processes that can be killed.

A computation on a hostile answer cannot be stopped from inside its own process: a signal waits
for C code to return, a thread cannot be ended, and the timeout of a pool leaves its worker
running. The host therefore owns worker processes, exchanges lines of JSON with them, kills one
that exceeds its limit, and starts another.

From the callers down to the worker:

- :mod:`.api`: ``verify`` and ``verify_batch``, with a host that all callers share;
- :mod:`.pairs`: files of pairs; :mod:`.rewards`: rewards for reinforcement learning;
- :mod:`.host`: the host; :mod:`.queue`: what waits for its workers; :mod:`.counts`: its counts;
- :mod:`.router`: which verifiers decide about a reference, and the verdict of several;
- :mod:`.worker_process`: a worker as the host sees it; :mod:`.worker`: the program it runs;
- :mod:`.protocol`: the lines they exchange; :mod:`.limits`: limits of several of these.
"""

from preceptor.verification.counts import HostCounts
from preceptor.verification.host import VerificationHost

__all__ = ["HostCounts", "VerificationHost"]
