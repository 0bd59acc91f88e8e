"""What the tests see does not depend on the terminal, the network or the shell they run in."""

from __future__ import annotations

import os
import signal

# A script starts its background jobs with SIGINT ignored, and every child inherits that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Tests that are about a terminal, a key or a proxy set these themselves.
TERMINAL = (
    "COLUMNS",
    "LINES",
    "FORCE_COLOR",
    "NO_COLOR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "TTY_COMPATIBLE",
    "TTY_INTERACTIVE",
)
for _name in list(os.environ):
    if _name in TERMINAL or _name.startswith("OPENAI_"):
        del os.environ[_name]

# The servers of the tests are on this machine, which a proxy cannot reach.
_direct = ",".join(filter(None, [os.environ.get("no_proxy"), "127.0.0.1,localhost,::1"]))
os.environ["no_proxy"] = os.environ["NO_PROXY"] = _direct
