"""A scripted, SYNTHETIC OpenAI-compatible server for tests: no model is behind it.

It knows the answers it is told, errs and corrects itself in every way the reflection
strategies know, breaks down in every way endpoints do, and counts every request it gets. Its
model name is ``synthetic-scripted``, so that nothing it said can be taken for a result.

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
is written to the last once it listens). A restarted server goes on counting in the same log.

Behaviours of a problem (:class:`Part`), by what its prompts ask for:

===============  ========  ========  ==============  =======================  ===============
behaviour        solve     revise    revise, shown   re-solve                 ends as
===============  ========  ========  ==============  =======================  ===============
right            right     right     right           right                    first try
corrects         wrong     right     right           right                    reflected
resolves         wrong     wrong     right           right                    re-solved
shown_only       wrong     wrong     right           wrong                    reference shown
repeats          wrong     wrong     bare answer     wrong                    reference shown
never            wrong     wrong     wrong           wrong (all different)    unsolved
insists          wrong     wrong     wrong           wrong (all the same)     suspect reference
refuses          a refusal in its own field, whatever is asked                undecided
truncates        cut off with finish_reason ``length``, without an answer     undecided
no_answer        prose without a final answer                                 undecided
reasoning_field  right, reasoning in ``reasoning_content``                    first try
think_tags       right, reasoning in leading ``<think>`` tags                 first try
nth_ask          right from the ``right_from``-th time that the same prompt   resampled
                 is asked on (the only one with a memory)
===============  ========  ========  ==============  =======================  ===============

A critique names a kind of error; one written with the reference in view quotes it, so that
masking has something to mask. What is asked for is read off the prompts' wording (see
:class:`Markers`). Apart from ``nth_ask``, a reply depends on the request alone, so a run that
was killed and resumed must end in the rows of an undisturbed one. Samples of one prompt are
then all the same, and a wrong answer looks like one that many attempts agree on; where that
matters, ``Script(vary=True)`` makes them differ, except for ``insists``.

Faults (:class:`Fault`) strike requests by order of arrival (``at``), every so many
(``every``) or by text in the prompt (``match``), at most ``times`` times: ``429`` ``500``
``503`` ``401`` ``400`` ``404`` (with ``retry_after`` in seconds, ``as_date`` for the HTTP
date form), ``drop`` (connection closed without a byte), ``slow`` (answers after ``seconds``),
``half_body``, ``invalid_json``, ``empty_choices``, ``error_200`` (an error with status 200),
``no_usage``.

Asked to compare two answers, it does so as :mod:`scripted_server.judging` says
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
