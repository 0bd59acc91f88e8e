"""Ctrl-C ends what the tests start, however they were started themselves."""

from __future__ import annotations

import signal

# A script starts its background jobs with SIGINT ignored, and every child inherits that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
