"""Chat rows as token ids, with the loss on the assistant's tokens only."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from preceptor.digests import digest
from preceptor.errors import UsageError

IGNORED = -100
"""The label that cross-entropy ignores."""


@dataclass(frozen=True)
class EncodedRow:
    """One conversation.

    Attributes:
        ids: Token ids, shape ``(length,)``.
        labels: Equal to ``ids`` in the assistant's turns (end-of-turn token included), else
            :data:`IGNORED`.
        location: ``file:line`` of the row.
    """

    ids: tuple[int, ...]
    labels: tuple[int, ...]
    location: str

    @property
    def target_tokens(self) -> int:
        return sum(label != IGNORED for label in self.labels)


@dataclass(frozen=True)
class EncodedFile:
    """The rows of a file, and the number of rows left out because they are too long."""

    rows: tuple[EncodedRow, ...]
    too_long: int


def read_chats(path: Path) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Yield ``(location, messages)`` for each JSONL row; other keys of a row are ignored.

    A row looks like ``{"messages": [{"role": "user", "content": "2 + 2?"}, {"role":
    "assistant", "content": "Answer: 4"}]}``.

    Raises:
        UsageError: the file is missing, or a line is not a row of this form.
    """
    try:
        file = path.open(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    with file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            location = f"{path}:{number}"
            try:
                turns = json.loads(line)["messages"]
                messages = [{"role": turn["role"], "content": turn["content"]} for turn in turns]
            except (ValueError, KeyError, TypeError) as error:
                raise UsageError(
                    f"{location}: not a chat row: {type(error).__name__}: {error}",
                    hint='each line needs "messages": a list of {"role", "content"}',
                ) from error
            if not any(m["role"] == "assistant" for m in messages):
                raise UsageError(f"{location}: no assistant message to learn from")
            yield location, messages


def encode_chat(messages: Sequence[dict[str, str]], tokenizer: Any, location: str) -> EncodedRow:
    """Render with the tokenizer's chat template and label the assistant's turns.

    Every piece is tokenised separately, as in generation, where the prompt's tokens are fixed
    before the first token of the answer is chosen. The labels are set by position, never by
    comparing with the pad token, which may be the same as the end-of-turn token.

    Raises:
        UsageError: the chat template rewrites earlier turns, so turns cannot be separated.
    """
    ids: list[int] = []
    labels: list[int] = []
    done = ""

    def add(text: str, learn: bool) -> None:
        piece = tokenizer(text, add_special_tokens=False)["input_ids"] if text else []
        ids.extend(piece)
        labels.extend(piece if learn else [IGNORED] * len(piece))

    for index, message in enumerate(messages):
        if message["role"] != "assistant":
            continue
        prompt = render(tokenizer, messages[:index], answer_next=True)
        with_answer = render(tokenizer, messages[: index + 1], answer_next=False)
        if not prompt.startswith(done) or not with_answer.startswith(prompt):
            raise UsageError(
                f"{location}: the model's chat template changes earlier turns when later ones "
                "are added",
                hint="use rows with one assistant turn each, or another chat template",
            )
        add(prompt[len(done) :], learn=False)
        answer, ending = _at_end_of_turn(with_answer[len(prompt) :], tokenizer.eos_token)
        add(answer, learn=True)
        last = len(ids)
        add(ending, learn=False)
        done = with_answer
    return EncodedRow(tuple(ids[:last]), tuple(labels[:last]), location)


def render(tokenizer: Any, messages: Sequence[dict[str, str]], *, answer_next: bool) -> str:
    """Return the text of a conversation in the tokenizer's chat template."""
    text: str = tokenizer.apply_chat_template(
        list(messages), tokenize=False, add_generation_prompt=answer_next
    )
    return text


def _at_end_of_turn(text: str, eos: str | None) -> tuple[str, str]:
    """Split after the end-of-turn token; a line break added by the template is not learnt."""
    if eos and eos in text:
        before, _, after = text.rpartition(eos)
        return before + eos, after
    return text, ""


def encode_file(path: Path, tokenizer: Any, max_length: int) -> EncodedFile:
    """Encode all rows; rows longer than ``max_length`` tokens are counted and left out.

    Raises:
        UsageError: as :func:`read_chats` and :func:`encode_chat`.
    """
    rows: list[EncodedRow] = []
    too_long = 0
    for location, messages in read_chats(path):
        row = encode_chat(messages, tokenizer, location)
        if len(row.ids) > max_length:
            too_long += 1
        else:
            rows.append(row)
    return EncodedFile(tuple(rows), too_long)


def batch_order(count: int, batch_size: int, seed: int, epoch: int) -> list[list[int]]:
    """Return the batches of one epoch: a seeded shuffle of ``count`` rows, each exactly once.

    Rows of similar length are not gathered into one batch: generated problems of one family
    have similar lengths, and a step on a single family pulls the model towards it. Padding is
    saved within the batch instead, by :func:`micro_batches`.
    """
    # Sorting by a hash gives the same shuffle on every machine and Python version.
    order = sorted(range(count), key=lambda row: digest([seed, epoch, row]))
    return [order[start : start + batch_size] for start in range(0, count, batch_size)]


def micro_batches(
    batch: Sequence[int], lengths: Sequence[int], max_tokens: int
) -> Iterator[list[int]]:
    """Split a batch, sorted by length, into pieces with little padding.

    A padded piece has at most ``max_tokens`` tokens, unless it is a single row that is longer.
    No row is padded by more than a third of its length.
    """
    piece: list[int] = []
    for row in sorted(batch, key=lambda row: (lengths[row], row)):
        full = (len(piece) + 1) * lengths[row] > max_tokens
        if piece and (full or 3 * lengths[row] > 4 * lengths[piece[0]]):
            yield piece
            piece = []
        piece.append(row)
    if piece:
        yield piece


def padded(rows: Sequence[EncodedRow], pad: int) -> tuple[list[list[int]], list[list[int]]]:
    """Return token ids and labels, each of shape ``(rows, longest)``, padded on the right."""
    longest = max(len(row.ids) for row in rows)
    ids = [[*row.ids, *[pad] * (longest - len(row.ids))] for row in rows]
    labels = [[*row.labels, *[IGNORED] * (longest - len(row.labels))] for row in rows]
    return ids, labels
