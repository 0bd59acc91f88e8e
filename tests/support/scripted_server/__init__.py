"""A scripted, SYNTHETIC OpenAI-compatible server for tests; it does not run a model.

It has the answers of its script, errs and corrects itself in every way that the reflection
strategies handle, fails in every way that endpoints do, and counts every request. Its model name
is ``synthetic-scripted``, so that its replies cannot be mistaken for results.

In a test::

    sys.path.insert(0, str(ROOT / "tests" / "support"))   # or pytest's `pythonpath`
    from scripted_server import Fault, Part, ScriptedServer, Script, script_for

    script = script_for(problems, cycle=["right", "corrects", "resolves", "never"])
    with ScriptedServer(script, log=tmp_path / "server.jsonl") as server:
        teacher = registry.create("teacher", "openai", {
            "base_url": server.url, "model": MODEL, "api_key_env": None})
        ...
        server.count()            # chat requests it got, faulty ones included
        server.count("200")       # those it answered in full
        server.log()              # one Entry per request, in the order of arrival

As a process, so that it outlives what is killed: ``python -m scripted_server --script
script.json --log server.jsonl --port-file port`` (``Script.save`` writes the first; the port
is written to the last once it listens). A restarted server continues the count in the same log.

Behaviours of a problem (:class:`Part`), by what its prompts ask for:

===============  ========  ========  ==============  =======================  ===============
behaviour        solve     revise    revise, shown   re-solve                 ends as
===============  ========  ========  ==============  =======================  ===============
right            right     right     right           right                    first-try
corrects         wrong     right     right           right                    reflected
resolves         wrong     wrong     right           right                    re-solved
shown_only       wrong     wrong     right           wrong                    reference-shown
repeats          wrong     wrong     bare answer     wrong                    reference-shown
never            wrong     wrong     wrong           wrong (all different)    unsolved
insists          wrong     wrong     wrong           wrong (all the same)     suspect-reference
refuses          a refusal in its own field, whatever is asked                undecided
truncates        cut off with finish_reason ``length``, without an answer     undecided
no_answer        prose without a final answer                                 undecided
reasoning_field  right, reasoning in ``reasoning_content``                    first-try
think_tags       right, reasoning in leading ``<think>`` tags                 first-try
nth_ask          right from the ``right_from``-th time that the same prompt   resampled
                 is asked on (the only one with memory)
===============  ========  ========  ==============  =======================  ===============

A critique names a kind of error; one written with the reference in view quotes it, so that
masking has something to mask. The wording of a prompt determines what it asks for (see
:class:`Markers`). Apart from ``nth_ask``, a reply depends on the request alone, so a run that
was killed and resumed must end in the rows of an undisturbed run. All samples of a prompt are
then equal, and a wrong answer looks as if many attempts agreed on it; where that matters,
``Script(vary=True)`` makes them differ, except for ``insists``.

Faults (:class:`Fault`) strike requests by order of arrival (``at``), every n-th request
(``every``) or by text in the prompt (``match``), at most ``times`` times: ``429`` ``500``
``503`` ``401`` ``400`` ``404`` (with ``retry_after`` in seconds, ``as_date`` for the HTTP
date form), ``drop`` (connection closed without a byte), ``slow`` (answers after ``seconds``),
``half_body``, ``invalid_json``, ``empty_choices``, ``error_200`` (an error with status 200),
``no_usage``.

When asked to compare two answers, it follows :mod:`scripted_server.judging`
(``Script.judge``).
"""

from __future__ import annotations

from scripted_server.faults import Fault
from scripted_server.replies import BEHAVIOURS, Markers, Part, Stage, wrong_answers
from scripted_server.script import MODEL, Script, script_for
from scripted_server.server import Entry, ScriptedServer, prompt_digest

__all__ = [
    "BEHAVIOURS",
    "MODEL",
    "Entry",
    "Fault",
    "Markers",
    "Part",
    "Script",
    "ScriptedServer",
    "Stage",
    "prompt_digest",
    "script_for",
    "wrong_answers",
]
