"""The evaluator ``held-out``: every condition answers the same problems in the same way."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import Field, JsonValue

from preceptor.components import (
    Comparison,
    EvalJob,
    EvalReport,
    EvalSet,
    Evaluator,
    GeneralLoss,
    Options,
    Score,
)
from preceptor.models.store import resolve_model
from preceptor.prompts import Prompts
from preceptor.records import Message, Problem, Status, Verdict, digest
from preceptor.reporting.statistics import mcnemar_exact, paired_mean_interval, wilson_interval
from preceptor_training import hardware
from preceptor_training.chat_data import render
from preceptor_training.general_loss import block_losses, token_blocks
from preceptor_training.generation import GreedyGenerator, Prompt, batches
from preceptor_training.reply_cache import KeptReply, ReplyFile

TOO_LONG = "prompt too long"


class HeldOutOptions(Options):
    """Options of the evaluator ``held-out``.

    Attributes:
        max_new_tokens: Longest answer; one that is cut there is graded as it stands.
        batch_size: Answers generated at a time.
        general_tokens: At least this many predicted tokens of general text; 0 leaves it out.
        general_block: Tokens per block; the blocks are the units of the paired interval.
        precision / device: As for the trainer; the same for every condition.
    """

    max_new_tokens: int = Field(default=256, ge=1)
    batch_size: int = Field(default=32, ge=1)
    general_tokens: int = Field(default=20_000, ge=0)
    general_block: int = Field(default=512, ge=16)
    precision: hardware.Precision = "auto"
    device: hardware.DeviceName = "auto"


@dataclass
class _Condition:
    """A condition with its model found and, later, its graded answers by set."""

    label: str
    shots: int
    path: Path
    fingerprint: str
    keys: dict[str, list[str]] = field(default_factory=dict)
    verdicts: dict[str, list[Verdict]] = field(default_factory=dict)
    seconds: float = 0.0
    tokens: int = 0

    def solved(self, name: str) -> list[bool]:
        return [verdict.accepted for verdict in self.verdicts[name]]


class HeldOutEvaluator(Evaluator):
    """Greedy answers graded by the run's own verifiers, and the loss on general text."""

    Options = HeldOutOptions
    options: HeldOutOptions
    version = "1"

    def evaluate(self, job: EvalJob) -> EvalReport:
        """Run every condition; replies kept in ``job.folder`` are not generated again.

        Raises:
            NotReadyError: packages, weights or the GPU asked for are missing.
        """
        hardware.require_training_packages()
        job.folder.mkdir(parents=True, exist_ok=True)
        machine = hardware.choose(self.options.device, self.options.precision)
        conditions = [self._find(*condition) for condition in job.conditions]
        models = _OneModel(machine)
        kept = ReplyFile(job.folder / "replies.jsonl")
        # One model after the other, whatever the order of the conditions: each loads once.
        general: dict[str, list[float]] = {}
        for condition in sorted(conditions, key=lambda c: _first(conditions, c)):
            self._answer(job, condition, models, kept)
            if self.options.general_tokens and condition.fingerprint not in general:
                general[condition.fingerprint] = self._general(job, condition, models)
        for condition in conditions:
            _grade(job, condition, kept)
        _write_graded(job, conditions)
        return EvalReport(
            scores=tuple(_score(c, s) for s in job.sets for c in conditions),
            comparisons=tuple(one for s in job.sets for one in _comparisons(conditions, s.name)),
            general=_general_losses(conditions, general, self.options.general_block),
            backend=self._backend(machine, conditions),
        )

    def _find(self, label: str, model: str, shots: int) -> _Condition:
        found = resolve_model(model, base=self.context.base, log=self.context.log)
        return _Condition(label, shots, found.path, found.fingerprint())

    # --- answering ------------------------------------------------------------------------

    def _answer(
        self, job: EvalJob, condition: _Condition, models: _OneModel, kept: ReplyFile
    ) -> None:
        """Generate what is missing for a condition, all sets together for fuller batches."""
        asked: dict[str, tuple[Problem, list[Message]]] = {}
        for one in job.sets:
            condition.keys[one.name] = []
            for problem in one.problems:
                messages = self._messages(problem, condition.shots)
                key = self._key(condition, models.machine, messages)
                condition.keys[one.name].append(key)
                asked[key] = (problem, messages)
        total = len(asked)
        missing = [key for key in asked if key not in kept]
        job.progress(condition.label, total - len(missing), total)
        if not missing:
            return
        started = time.perf_counter()
        model, tokenizer = models.load(condition.path)
        prompts, too_long = self._encode([asked[key][1] for key in missing], model, tokenizer)
        done = total - len(missing) + len(too_long)

        def reply(index: int, text: str, tokens: int, finish: str) -> KeptReply:
            key = missing[index]
            return KeptReply(
                key=key,
                condition=condition.label,
                problem=asked[key][0].id,
                text=text,
                tokens=tokens,
                finish=finish,
            )

        kept.add(reply(index, "", 0, TOO_LONG) for index in too_long)
        generator = GreedyGenerator(model, tokenizer, self.options.max_new_tokens)
        for batch in batches(prompts, self.options.batch_size):
            found = generator.generate(batch)
            kept.add(
                reply(prompt.index, one.text, one.tokens, one.finish)
                for prompt, one in zip(batch, found, strict=True)
            )
            condition.tokens += sum(one.tokens for one in found)
            done += len(batch)
            job.progress(condition.label, done, total)
        condition.seconds = time.perf_counter() - started

    def _messages(self, problem: Problem, shots: int) -> list[Message]:
        subject = self.context.subjects.get(problem.subject)
        if subject is None:
            return Prompts().solve(problem)
        return subject.prompts().solve(problem, list(subject.examples())[:shots])

    def _key(
        self, condition: _Condition, machine: hardware.Hardware, messages: Sequence[Message]
    ) -> str:
        return digest(
            [
                self.version,
                condition.fingerprint,
                [message.model_dump(mode="json") for message in messages],
                self.options.max_new_tokens,
                machine.precision,
                machine.device,
            ]
        )

    def _encode(
        self, chats: Sequence[Sequence[Message]], model: Any, tokenizer: Any
    ) -> tuple[list[Prompt], list[int]]:
        """Prompts as token ids, and the indices of those that do not fit the model."""
        longest = getattr(model.config, "max_position_embeddings", None) or 1 << 30
        prompts: list[Prompt] = []
        too_long: list[int] = []
        for index, chat in enumerate(chats):
            text = render(tokenizer, [m.model_dump() for m in chat], answer_next=True)
            ids = tokenizer(text, add_special_tokens=False)["input_ids"]
            if len(ids) + self.options.max_new_tokens > longest:
                too_long.append(index)
            else:
                prompts.append(Prompt(index, tuple(ids)))
        return prompts, too_long

    # --- general text ---------------------------------------------------------------------

    def _general(self, job: EvalJob, condition: _Condition, models: _OneModel) -> list[float]:
        """Loss per block of the condition's model; kept on disk like the replies."""
        versions = hardware.versions()
        key = digest(
            [
                condition.fingerprint,
                self.options.general_tokens,
                self.options.general_block,
                models.machine.precision,
                versions["python"],
            ]
        )
        path = job.folder / f"general-{key}.json"
        if path.exists():
            losses: list[float] = json.loads(path.read_text(encoding="utf-8"))
            return losses
        model, tokenizer = models.load(condition.path)
        blocks = token_blocks(tokenizer, self.options.general_tokens, self.options.general_block)
        batch = max(1, 2048 // self.options.general_block)

        def progress(done: int, total: int) -> None:
            job.progress(f"general text, {condition.label}", done, total)

        losses = block_losses(model, blocks, batch, progress)
        path.with_suffix(".tmp").write_text(json.dumps(losses), encoding="utf-8")
        path.with_suffix(".tmp").replace(path)
        return losses

    def _backend(
        self, machine: hardware.Hardware, conditions: Sequence[_Condition]
    ) -> Mapping[str, JsonValue]:
        return {
            **hardware.versions(),
            "device": f"{machine.device} ({machine.label})",
            "dtype": machine.precision,
            "decoding": "greedy, until the end-of-turn token or the end of an answer line",
            "batch_size": self.options.batch_size,
            "max_new_tokens": self.options.max_new_tokens,
            "general_text": "docstrings of the Python standard library",
            "models": {
                c.label: {
                    "sha256": c.fingerprint,
                    "shots": c.shots,
                    "chat_template": digest(_template(c.path)),
                    "generated_tokens": c.tokens,
                    "seconds": round(c.seconds, 1),
                }
                for c in conditions
            },
        }


class _OneModel:
    """Holds the model that is in use; another one takes its place."""

    def __init__(self, machine: hardware.Hardware) -> None:
        self.machine = machine
        self._path: Path | None = None
        self._loaded: tuple[Any, Any] | None = None

    def load(self, path: Path) -> tuple[Any, Any]:
        if self._loaded is None or self._path != path:
            self._loaded = None
            model = hardware.load_model(path, self.machine, dtype=self.machine.inference_dtype)
            self._path, self._loaded = path, (model.eval(), hardware.load_tokenizer(path))
        return self._loaded


def _first(conditions: Sequence[_Condition], one: _Condition) -> int:
    return next(i for i, c in enumerate(conditions) if c.fingerprint == one.fingerprint)


def _template(path: Path) -> str | None:
    template: str | None = hardware.load_tokenizer(path).chat_template
    return template


# --- grading ------------------------------------------------------------------------------


def _grade(job: EvalJob, condition: _Condition, kept: ReplyFile) -> None:
    for one in job.sets:
        replies = [kept[key] for key in condition.keys[one.name]]
        pairs = zip(one.problems, replies, strict=True)
        answered = [(p, r.text) for p, r in pairs if r.finish != TOO_LONG]
        verdicts = iter(job.verify(answered) if answered else ())
        condition.verdicts[one.name] = [
            Verdict(status=Status.ERROR, reason="the prompt is longer than the model's context")
            if reply.finish == TOO_LONG
            else next(verdicts)
            for reply in replies
        ]


def _write_graded(job: EvalJob, conditions: Sequence[_Condition]) -> None:
    """``graded.jsonl``: which problem was solved under which condition, and why not."""
    path = job.folder / "graded.jsonl"
    with path.with_suffix(".tmp").open("w", encoding="utf-8") as file:
        for condition in conditions:
            for one in job.sets:
                graded = zip(
                    one.problems,
                    condition.keys[one.name],
                    condition.verdicts[one.name],
                    strict=True,
                )
                for problem, key, verdict in graded:
                    row = {
                        "condition": condition.label,
                        "set": one.name,
                        "problem": problem.id,
                        "family": problem.provenance.family,
                        "reply": key,
                        "status": verdict.status,
                        "reason": verdict.reason,
                    }
                    file.write(json.dumps(row, ensure_ascii=False) + "\n")
    path.with_suffix(".tmp").replace(path)


def _score(condition: _Condition, one: EvalSet) -> Score:
    verdicts = condition.verdicts[one.name]
    correct = sum(condition.solved(one.name))
    low, high = wilson_interval(correct, len(verdicts))
    return Score(
        condition=condition.label,
        set=one.name,
        correct=correct,
        total=len(verdicts),
        undecided=sum(not verdict.status.decided for verdict in verdicts),
        low=low,
        high=high,
    )


def _comparisons(conditions: Sequence[_Condition], name: str) -> list[Comparison]:
    """Each condition against the few-shot baseline and against the strongest one before it.

    Baselines are the conditions of the first model; among equally strong ones the earlier.
    """
    found: list[Comparison] = []
    for place, condition in enumerate(conditions):
        before = [c for c in conditions[:place] if c.fingerprint == conditions[0].fingerprint]
        if not before:
            continue
        strongest = max(before, key=lambda c: sum(c.solved(name)))
        chosen = [c for c in before if c is strongest or c.shots]
        for baseline in chosen:
            pairs = list(zip(baseline.solved(name), condition.solved(name), strict=True))
            gained = sum(new and not old for old, new in pairs)
            lost = sum(old and not new for old, new in pairs)
            found.append(
                Comparison(
                    set=name,
                    baseline=baseline.label,
                    condition=condition.label,
                    gained=gained,
                    lost=lost,
                    p_value=mcnemar_exact(gained, lost),
                )
            )
    return found


def _general_losses(
    conditions: Sequence[_Condition], general: Mapping[str, Sequence[float]], block: int
) -> tuple[GeneralLoss, ...]:
    """One row per model, named after its first condition; changes are to the first model."""
    rows: list[GeneralLoss] = []
    seen: set[str] = set()
    for condition in conditions:
        losses = general.get(condition.fingerprint)
        if losses is None or condition.fingerprint in seen:
            continue
        seen.add(condition.fingerprint)
        row = GeneralLoss(
            condition=condition.label,
            tokens=len(losses) * (block - 1),
            loss=sum(losses) / len(losses),
        )
        if rows:
            base = general[conditions[0].fingerprint]
            pairs = zip(losses, base, strict=True)
            mean, low, high = paired_mean_interval([new - old for new, old in pairs])
            change = {"change": mean, "change_low": low, "change_high": high}
            row = row.model_copy(update=change)
        rows.append(row)
    return tuple(rows)
