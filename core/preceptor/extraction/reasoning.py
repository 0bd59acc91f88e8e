"""The part of a reply that is meant for the reader: reasoning and later turns are left out.

Models mark their reasoning with tags (``<think>``, ``[THINK]``, ``<reasoning>``), with tokens
(``<|begin_of_thought|>``, ``◁think▷``) or by the channels of gpt-oss.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

REPLY_CHARS: Final = 400_000
"""Characters at the end of a reply in which an answer is looked for."""

_NAME: Final = (
    r"(?:[a-z]{1,12}:)?(?:think(?:ing)?|thoughts?|reasoning|reason|analysis|scratchpad|reflection"
    r"|inner_monologue|internal_monologue)"
)
_OPENING: Final = re.compile(
    rf"<{_NAME}(?:\s[^<>]{{0,80}})?>|\[THINK(?:ING)?\]|<\|?(?:begin|start)_?(?:of_)?thinking\|>"
    r"|<\|(?:begin|start)_of_(?:thought|think)\|>|◁think▷|<\|think\|>",
    re.IGNORECASE,
)
_CLOSING: Final = re.compile(
    rf"</{_NAME}\s{{0,4}}>|\[/THINK(?:ING)?\]|<\|end_?(?:of_)?thinking\|>"
    r"|<\|end_of_(?:thought|think)\|>|◁/think▷|<\|/think\|>",
    re.IGNORECASE,
)
_CHANNEL: Final = re.compile(r"<\|channel\|>\s{0,4}([a-z]{1,20})[^<\n]{0,80}<\|message\|>", re.I)
_BARE_CHANNEL: Final = re.compile(r"\s{0,8}analysis(?=[A-Z])")
_BARE_FINAL: Final = "assistantfinal"
_SOLUTION: Final = re.compile(r"\s{0,8}<\|begin_of_solution\|>")
_TURN_END: Final = re.compile(
    r"<\|(?:im_start|im_end|eot_id|eom_id|endoftext|end|return|call|user|start_header_id"
    r"|end_of_solution|eos)\|>|<(?:start|end)_of_turn>|</s>|<｜end▁of▁sentence｜>"
    r"|<(?:eo[amst]|EOS|EOS_TOKEN|end_of_text)>|\[(?:EOS|end of text)\]"
)


@dataclass(frozen=True)
class Visible:
    """What is left of a reply.

    Attributes:
        text: A slice of the reply.
        start: Where it begins in the reply.
        reasoning_left_out: Whether marked reasoning was cut away.
    """

    text: str
    start: int
    reasoning_left_out: bool = False


def visible_part(reply: str) -> Visible:
    """The part of a reply that is meant for the reader.

    What follows the last piece of reasoning counts, also when only its closing tag is there. Of
    reasoning that was never closed, only the text before it is left. What follows an end-of-turn
    marker is left out.
    """
    start = max(0, len(reply) - REPLY_CHARS)
    end = len(reply)
    left_out = False
    channels = list(_CHANNEL.finditer(reply, start))
    if channels:
        last = channels[-1]
        if last.group(1).lower() != "final":
            return Visible("", end, True)
        left_out = len(channels) > 1
        start = last.end()
    elif _BARE_CHANNEL.match(reply, start):
        # The tokens of the channels are gone from text that was decoded without special tokens.
        final = reply.rfind(_BARE_FINAL, start)
        if final >= 0:
            start, left_out = final + len(_BARE_FINAL), True
    closing = None
    for closing in _CLOSING.finditer(reply, start):  # noqa: B007 - the last one is wanted
        pass
    if closing is not None:
        start, left_out = closing.end(), True
    opening = _OPENING.search(reply, start)
    if opening is not None:
        end, left_out = opening.start(), True
    solution = _SOLUTION.match(reply, start, end)
    if solution is not None:
        start = solution.end()
    for turn_end in _TURN_END.finditer(reply, start, end):
        if reply[start : turn_end.start()].strip():
            end = turn_end.start()
            break
        start = turn_end.end()
    return Visible(reply[start:end], start, left_out)


_CODE: Final = re.compile(
    r"^[ \t]{0,4}```[ \t]*(?:python3?|py|asy|asymptote|c|cpp|c\+\+|java|javascript|js|ts|bash"
    r"|sh|sql|r|matlab|julia|output|console|plaintext|sympy)[ \t]*$|^[ \t]{0,4}\[asy\]",
    re.IGNORECASE | re.MULTILINE,
)
_CODE_END: Final = re.compile(r"^[ \t]{0,4}```|\[/asy\]", re.MULTILINE)


def without_code(text: str) -> str:
    """``text`` with blocks of program code and their output blanked out, place by place."""
    opening = _CODE.search(text)
    if opening is None:
        return text
    pieces: list[str] = []
    at = 0
    while opening is not None:
        pieces.append(text[at : opening.start()])
        closing = _CODE_END.search(text, opening.end())
        at = closing.end() if closing is not None else len(text)
        pieces.append(re.sub(r"[^\n]", " ", text[opening.start() : at]))
        opening = _CODE.search(text, at)
    pieces.append(text[at:])
    return "".join(pieces)


def visible(reply: str) -> str:
    """The text of :func:`visible_part`."""
    return visible_part(reply).text
