"""The verification host: candidate answers are judged in processes that can be killed.

A computation on a hostile answer cannot be stopped from inside its own process: a signal
waits for C code to return, a thread cannot be ended, and a pool's timeout leaves its worker
running. The host therefore owns worker processes, talks with them in lines of JSON, kills
one that overruns its limit, and starts another.
"""

from preceptor.verification.counts import HostCounts
from preceptor.verification.host import VerificationHost

__all__ = ["HostCounts", "VerificationHost"]
