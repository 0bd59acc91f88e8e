"""Registers the trainer and the evaluator; imports nothing heavy."""

from __future__ import annotations

from collections.abc import Iterable

from preceptor.hookspecs import Registration, hookimpl

PRECEPTOR_API = 1


@hookimpl
def preceptor_trainers() -> Iterable[Registration]:
    return [
        Registration(
            "sft",
            "preceptor_training.sft:SupervisedTrainer",
            "supervised fine-tuning, full or LoRA, on a CPU or one GPU",
        )
    ]


@hookimpl
def preceptor_evaluators() -> Iterable[Registration]:
    return [
        Registration(
            "held-out",
            "preceptor_training.held_out:HeldOutEvaluator",
            "greedy answers to held-out problems and the loss on general text",
            default=True,
        )
    ]
