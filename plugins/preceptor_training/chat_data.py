"""Chat rows as token ids, with the loss on what the assistant says and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from preceptor.errors import UsageError
from preceptor.records import digest

IGNORED = -100
"""The label that cross-entropy leaves out."""


@dataclass(frozen=True)
class EncodedRow:
    """One conversation.

    Attributes:
        ids: Token ids, shape ``(length,)``.
        labels: The same where the assistant speaks (its end-of-turn token included), else
            :data:`IGNORED`.
        location: ``file:line`` it came from.
    """

    ids: tuple[int, ...]
    labels: tuple[int, ...]
    location: str

    @property
    def target_tokens(self) -> int:
        return sum(label != IGNORED for label in self.labels)


@dataclass(frozen=True)
class EncodedFile:
    """The rows of a file and how many were left out for their length."""

    rows: tuple[EncodedRow, ...]
    too_long: int


def read_chats(path: Path) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Yield ``(location, messages)`` for each JSONL row; other keys of a row are ignored.

    A row looks like ``{"messages": [{"role": "user", "content": "2 + 2?"}, {"role":
    "assistant", "content": "Answer: 4"}]}``.

    Raises:
        UsageError: the file is missing, or a line is no such row.
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
                told = json.loads(line)["messages"]
                messages = [{"role": m["role"], "content": m["content"]} for m in told]
            except (ValueError, KeyError, TypeError) as error:
                raise UsageError(
                    f"{location}: not a chat row: {type(error).__name__}: {error}",
                    hint='each line needs "messages": a list of {"role", "content"}',
                ) from error
            if not any(m["role"] == "assistant" for m in messages):
                raise UsageError(f"{location}: no assistant message, so nothing to learn from")
            yield location, messages


def encode_chat(messages: Sequence[dict[str, str]], tokenizer: Any, location: str) -> EncodedRow:
    """Render with the tokenizer's chat template and label the assistant's turns.

    Every piece is tokenised by itself, as generation does: there, too, the prompt's tokens
    are fixed before the first token of the answer is chosen. The labels are set by position,
    never by comparing with the pad token, which may be the same as the end-of-turn token.

    Raises:
        UsageError: the chat template rewrites earlier turns, so the turns cannot be told apart.
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
        asked = render(tokenizer, messages[:index], answer_next=True)
        told = render(tokenizer, messages[: index + 1], answer_next=False)
        if not asked.startswith(done) or not told.startswith(asked):
            raise UsageError(
                f"{location}: the model's chat template changes earlier turns when later ones "
                "are added",
                hint="give rows with one assistant turn each, or another chat template",
            )
        add(asked[len(done) :], learn=False)
        spoken, ending = _at_end_of_turn(told[len(asked) :], tokenizer.eos_token)
        add(spoken, learn=True)
        last = len(ids)
        add(ending, learn=False)
        done = told
    return EncodedRow(tuple(ids[:last]), tuple(labels[:last]), location)


def render(tokenizer: Any, messages: Sequence[dict[str, str]], *, answer_next: bool) -> str:
    """The text of a conversation in the tokenizer's chat template."""
    text: str = tokenizer.apply_chat_template(
        list(messages), tokenize=False, add_generation_prompt=answer_next
    )
    return text


def _at_end_of_turn(text: str, eos: str | None) -> tuple[str, str]:
    """Cut after the end-of-turn token: a line break that the template adds is not learnt."""
    if eos and eos in text:
        before, _, after = text.rpartition(eos)
        return before + eos, after
    return text, ""


def encode_file(path: Path, tokenizer: Any, max_length: int) -> EncodedFile:
    """Encode all rows; those longer than ``max_length`` tokens are counted and left out.

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
    """The batches of one epoch: a seeded shuffle of ``count`` rows, each coming exactly once.

    Rows of like length are not gathered into one batch: generated problems of one family are
    of like length, and a step that sees a single family pulls the model its way. Padding is
    saved within the batch instead, by :func:`micro_batches`.
    """
    # Sorting by a hash shuffles alike on every machine and Python version.
    order = sorted(range(count), key=lambda row: digest([seed, epoch, row]))
    return [order[start : start + batch_size] for start in range(0, count, batch_size)]


def micro_batches(
    batch: Sequence[int], lengths: Sequence[int], max_tokens: int
) -> Iterator[list[int]]:
    """Cut a batch, sorted by length, into pieces that waste little on padding.

    A piece, padded, has at most ``max_tokens`` tokens, unless it is a single row that is
    longer; and no row in it is padded by more than a third of its length.
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
    """Token ids and labels, each of shape ``(rows, longest)``, padded on the right."""
    longest = max(len(row.ids) for row in rows)
    ids = [[*row.ids, *[pad] * (longest - len(row.ids))] for row in rows]
    labels = [[*row.labels, *[IGNORED] * (longest - len(row.labels))] for row in rows]
    return ids, labels
