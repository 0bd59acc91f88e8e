"""The evaluator ``held-out``: every condition answers the same problems in the same way."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import JsonValue

from preceptor.components import (
    Comparison,
    Context,
    EvalJob,
    EvalReport,
    EvalSet,
    Evaluator,
    GeneralLoss,
    Score,
)
from preceptor.digests import digest
from preceptor.files.atomic import replacing, write_text
from preceptor.models.precision import requested_precision
from preceptor.models.store import resolve_model
from preceptor.prompts import Prompts
from preceptor.records import Message, Problem, Status, Verdict
from preceptor.reporting.statistics import mcnemar_exact, paired_mean_interval, wilson_interval
from preceptor_training import hardware
from preceptor_training.chat_data import render
from preceptor_training.general_loss import block_losses, token_blocks
from preceptor_training.generation import GreedyGenerator, Prompt, batches
from preceptor_training.held_out_options import HeldOutOptions
from preceptor_training.reply_cache import KeptReply, ReplyFile

TOO_LONG = "prompt too long"


@dataclass
class _Condition:
    """A condition with its resolved model and, later, its graded answers by set."""

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

    def __init__(self, options: HeldOutOptions, context: Context) -> None:
        super().__init__(options, context)
        requested_precision()  # a mistake in the variable is reported before anything is run

    def evaluate(self, job: EvalJob) -> EvalReport:
        """Run every condition; replies saved in ``job.folder`` are not generated again.

        Raises:
            NotReadyError: packages, weights or the requested GPU are missing.
        """
        hardware.require_training_packages()
        job.folder.mkdir(parents=True, exist_ok=True)
        machine = hardware.choose(self.options.device, self.options.precision)
        conditions = [self._resolved(*condition) for condition in job.conditions]
        models = _OneModel(machine)
        kept = ReplyFile(job.folder / "replies.jsonl")
        # Conditions are grouped by model, so that each model is loaded once.
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
            comparisons=tuple(row for s in job.sets for row in _comparisons(conditions, s.name)),
            general=_general_losses(conditions, general, self.options.general_block),
            backend=self._backend(machine, conditions),
        )

    def _resolved(self, label: str, model: str, shots: int) -> _Condition:
        resolved = resolve_model(model, base=self.context.base, log=self.context.log)
        return _Condition(label, shots, resolved.path, resolved.fingerprint())

    # --- answering ------------------------------------------------------------------------

    def _answer(
        self, job: EvalJob, condition: _Condition, models: _OneModel, kept: ReplyFile
    ) -> None:
        """Generate what is missing for a condition, all sets together for fuller batches."""
        asked: dict[str, tuple[Problem, list[Message]]] = {}
        for eval_set in job.sets:
            keys = condition.keys[eval_set.name] = []
            for problem in eval_set.problems:
                messages = self._messages(problem, condition.shots)
                key = self._key(condition, models.machine, messages)
                keys.append(key)
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
            answers = generator.generate(batch)
            kept.add(
                reply(prompt.index, answer.text, answer.tokens, answer.finish)
                for prompt, answer in zip(batch, answers, strict=True)
            )
            condition.tokens += sum(answer.tokens for answer in answers)
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
        """Return prompts as token ids, and the indices of those that do not fit the model."""
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
        """Return the loss per block of the condition's model; saved on disk like the replies."""
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
        write_text(path, json.dumps(losses))
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
    """Holds at most one loaded model; loading another one replaces it."""

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


def _first(conditions: Sequence[_Condition], condition: _Condition) -> int:
    """Return the place of the first condition with the same model."""
    return next(i for i, c in enumerate(conditions) if c.fingerprint == condition.fingerprint)


def _template(path: Path) -> str | None:
    template: str | None = hardware.load_tokenizer(path).chat_template
    return template


# --- grading ------------------------------------------------------------------------------


def _grade(job: EvalJob, condition: _Condition, kept: ReplyFile) -> None:
    for eval_set in job.sets:
        replies = [kept[key] for key in condition.keys[eval_set.name]]
        pairs = zip(eval_set.problems, replies, strict=True)
        answered = [(p, r.text) for p, r in pairs if r.finish != TOO_LONG]
        verdicts = iter(job.verify(answered) if answered else ())
        condition.verdicts[eval_set.name] = [
            Verdict(status=Status.ERROR, reason="the prompt is longer than the model's context")
            if reply.finish == TOO_LONG
            else next(verdicts)
            for reply in replies
        ]


def _write_graded(job: EvalJob, conditions: Sequence[_Condition]) -> None:
    """Write ``graded.jsonl``: the verdict on each problem under each condition."""
    with (
        replacing(job.folder / "graded.jsonl") as temporary,
        temporary.open("w", encoding="utf-8") as file,
    ):
        for condition in conditions:
            for eval_set in job.sets:
                graded = zip(
                    eval_set.problems,
                    condition.keys[eval_set.name],
                    condition.verdicts[eval_set.name],
                    strict=True,
                )
                for problem, key, verdict in graded:
                    row = {
                        "condition": condition.label,
                        "set": eval_set.name,
                        "problem": problem.id,
                        "family": problem.provenance.family,
                        "reply": key,
                        "status": verdict.status,
                        "reason": verdict.reason,
                    }
                    file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _score(condition: _Condition, eval_set: EvalSet) -> Score:
    verdicts = condition.verdicts[eval_set.name]
    correct = sum(condition.solved(eval_set.name))
    low, high = wilson_interval(correct, len(verdicts))
    return Score(
        condition=condition.label,
        set=eval_set.name,
        correct=correct,
        total=len(verdicts),
        undecided=sum(not verdict.status.decided for verdict in verdicts),
        low=low,
        high=high,
    )


def _comparisons(conditions: Sequence[_Condition], name: str) -> list[Comparison]:
    """Compare each condition with the few-shot baseline and the strongest baseline before it.

    Baselines are the conditions of the first model; the earlier of two equally strong ones wins.
    """
    comparisons: list[Comparison] = []
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
            comparisons.append(
                Comparison(
                    set=name,
                    baseline=baseline.label,
                    condition=condition.label,
                    gained=gained,
                    lost=lost,
                    p_value=mcnemar_exact(gained, lost),
                )
            )
    return comparisons


def _general_losses(
    conditions: Sequence[_Condition], general: Mapping[str, Sequence[float]], block: int
) -> tuple[GeneralLoss, ...]:
    """Return one row per model, named after its first condition, compared with the first model."""
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
