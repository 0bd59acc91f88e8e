"""The report of a run: what was asked, what was accepted, what was tuned, and what that changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from preceptor.components import EvalReport, GeneralLoss, TrainResult
from preceptor.records import Earned, Record, Stage
from preceptor.reporting import CardFacts
from preceptor.reporting.judge_report import describe_judge
from preceptor.reporting.markdown import p_value, share, table
from preceptor.reporting.reflection_gain import ReflectionGain


class Spending(Record):
    """Requests, tokens and US dollars of one stage of one annotation pass."""

    annotation: str
    stage: str
    requests: int
    tokens: int
    dollars: float


class Unknown(Record):
    """A request that was in flight when a run died: charged, and sent again."""

    request: str
    problem: str
    annotation: str
    stage: str


class ArmReport(Record):
    """One mixture: rows by split, files, and the model tuned on it or why there is none."""

    name: str
    splits: Mapping[str, int]
    files: tuple[str, ...] = ()
    tuned: TrainResult | None = None
    reason: str | None = None


class RunReport(Record):
    """Everything a run reports; ``report.json`` holds it, ``report.md`` shows it."""

    name: str
    card: CardFacts
    gains: tuple[ReflectionGain, ...] = ()
    spending: tuple[Spending, ...] = ()
    unknown_outcomes: tuple[Unknown, ...] = ()
    failed_tries: Mapping[str, int] = {}
    incomplete_replies: Mapping[str, int] = {}
    duplicates: int = 0
    arms: tuple[ArmReport, ...] = ()
    evaluation: EvalReport | None = None
    seconds: Mapping[str, float] = {}
    notes: tuple[str, ...] = ()


Sections = Sequence[tuple[str, Iterator[str]]]


def render(report: RunReport) -> str:
    """The report as Markdown."""
    sections = (
        ("Solved in annotation", annotation_table(report.card)),
        *([("Judge", describe_judge(report.card.judge))] if report.card.judge else []),
        ("Reflection against resampling at equal cost", gain_table(report.gains)),
        ("Asked and spent", _spending(report)),
        *([("Without any usable reply", _failures(report.card))] if report.card.failures else []),
        ("Dropped by filters", _drops(report.card)),
        ("Mixtures and tuning", _arms(report.arms)),
        *_evaluation_sections(report.evaluation),
        ("Time", _time(report.seconds)),
    )
    return _document(f"Run {report.name}", sections, report.notes)


def render_evaluation(evaluation: EvalReport) -> str:
    """An evaluation alone, as Markdown."""
    return _document("Evaluation", _evaluation_sections(evaluation))


def _evaluation_sections(evaluation: EvalReport | None) -> Sections:
    return (
        ("Before and after tuning", evaluation_table(evaluation)),
        ("Paired comparisons", _comparisons(evaluation)),
        ("Loss on general text", general_table(evaluation)),
    )


def _document(title: str, sections: Sections, notes: Sequence[str] = ()) -> str:
    lines = [f"# {title}", ""]
    for note in notes:
        lines += [note, ""]
    for heading, body in sections:
        lines += [f"## {heading}", "", *(list(body) or ["None."]), ""]
    return "\n".join(lines).rstrip() + "\n"


def annotation_table(card: CardFacts) -> Iterator[str]:
    """Per pass and subject: what was solved, with intervals, and how it was earned."""
    if not card.passes:
        return
    ways = [how for how in Earned if any(entry.earned.get(how) for entry in card.passes)]
    judged = any(entry.judged for entry in card.passes)
    yield from table(
        (
            "pass",
            "subject",
            "solved (95 % interval)",
            *(how.label for how in ways),
            *(["accepted by judge"] if judged else []),
            "failed",
        ),
        (
            (
                entry.annotation,
                entry.subject,
                entry.solved.shown if entry.asked_model else "no model asked",
                *(entry.earned.get(how, 0) for how in ways),
                *([entry.judged] if judged else []),
                entry.failed,
            )
            for entry in card.passes
        ),
    )
    yield ""
    yield (
        "*Solved* means that the answer was reached without the reference in view. What the "
        "verifiers could not decide is not counted as wrong; the data card lists it separately."
    )
    if judged:
        yield ""
        yield "Solutions accepted by the judge alone are not counted as solved."
    for finding in card.findings:
        yield ""
        yield f"Please look at: {finding.flag} ({finding.count}), for example {finding.rows[0]}."


def gain_table(gains: Sequence[ReflectionGain]) -> Iterator[str]:
    """Reflection and its control, on the same problems."""
    if not gains:
        return
    yield from table(
        (
            "pass",
            "problems",
            "reflection solved",
            "resampling solved",
            "right only with the reference shown",
            "tokens",
            "p (paired)",
        ),
        (
            (
                gain.annotation,
                gain.problems,
                share(gain.reflected, gain.problems, gain.reflected_low, gain.reflected_high),
                share(gain.resampled, gain.problems, gain.resampled_low, gain.resampled_high),
                gain.shown_only,
                f"{gain.reflection_tokens} against {gain.resampling_tokens}",
                p_value(gain.p_value),
            )
            for gain in gains
        ),
    )


def _spending(report: RunReport) -> Iterator[str]:
    if report.spending:
        yield from table(
            ("pass", "stage", "requests", "tokens", "US dollars"),
            (
                *(
                    (
                        entry.annotation,
                        Stage(entry.stage).label,
                        entry.requests,
                        entry.tokens,
                        f"{entry.dollars:.4f}",
                    )
                    for entry in report.spending
                ),
                (
                    "all",
                    "",
                    sum(entry.requests for entry in report.spending),
                    sum(entry.tokens for entry in report.spending),
                    f"{sum(entry.dollars for entry in report.spending):.4f}",
                ),
            ),
        )
    if report.failed_tries:
        yield ""
        listed = _listed(report.failed_tries)
        yield f"Tries without a reply: {listed}."
    if report.incomplete_replies:
        yield ""
        listed = _listed(report.incomplete_replies)
        yield f"Incomplete replies: {listed}; this alone does not count as wrong."
    if report.unknown_outcomes:
        yield ""
        yield (
            f"{len(report.unknown_outcomes)} requests were in flight when an earlier run ended; "
            "their outcome is unknown, so they were charged and sent again:"
        )
        for unknown in report.unknown_outcomes:
            yield f"- {unknown.request}: problem {unknown.problem}, {Stage(unknown.stage).label}"


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {kind.replace('-', ' ')}" for kind, count in counts.items())


def _failures(card: CardFacts) -> Iterator[str]:
    yield from table(("reason", "problems"), card.failures.items())


def _drops(card: CardFacts) -> Iterator[str]:
    rows = [(d.filter, reason, count) for d in card.drops for reason, count in d.reasons.items()]
    if rows:
        yield from table(("filter", "reason", "rows"), rows)


def _arms(arms: Sequence[ArmReport]) -> Iterator[str]:
    if not arms:
        return
    yield from table(
        ("mixture", "rows", "tuned", "steps", "tokens", "minutes", "last loss", "held-out loss"),
        (
            (
                arm.name,
                ", ".join(f"{split} {count}" for split, count in arm.splits.items()) or "none",
                *_tuned(arm),
            )
            for arm in arms
        ),
    )


def _tuned(arm: ArmReport) -> tuple[object, ...]:
    result = arm.tuned
    if result is None:
        return (arm.reason or "not asked for", "", "", "", "", "")
    held_out = "" if result.validation_loss is None else f"{result.validation_loss:.3f}"
    last = f"{result.losses[-1]:.3f}" if result.losses else ""
    where = f"{result.device}, {result.precision}"
    return (where, result.steps, result.tokens, f"{result.seconds / 60:.1f}", last, held_out)


def evaluation_table(evaluation: EvalReport | None) -> Iterator[str]:
    """Conditions by sets, each share with its Wilson interval."""
    if evaluation is None or not evaluation.scores:
        return
    sets = list(dict.fromkeys(score.set for score in evaluation.scores))
    cells = {(score.condition, score.set): score for score in evaluation.scores}
    conditions = dict.fromkeys(score.condition for score in evaluation.scores)
    yield from table(
        ("condition", *sets),
        (
            (
                condition,
                *(
                    share(score.correct, score.total, score.low, score.high)
                    if (score := cells.get((condition, name)))
                    else ""
                    for name in sets
                ),
            )
            for condition in conditions
        ),
    )
    undecided = [score for score in evaluation.scores if score.undecided]
    if undecided:
        yield ""
        listed = ", ".join(f"{s.undecided} of {s.condition} on {s.set}" for s in undecided)
        yield f"Not decided (counted as not solved): {listed}."


def _comparisons(evaluation: EvalReport | None) -> Iterator[str]:
    if evaluation is not None and evaluation.comparisons:
        yield from table(
            ("set", "condition", "against", "gained", "lost", "p (exact McNemar)"),
            (
                (c.set, c.condition, c.baseline, c.gained, c.lost, p_value(c.p_value))
                for c in evaluation.comparisons
            ),
        )


def general_table(evaluation: EvalReport | None) -> Iterator[str]:
    """Loss on general text, with the interval of its change."""
    if evaluation is None or not evaluation.general:
        return
    yield from table(
        ("condition", "tokens", "loss (nats/token)", "change (95 % interval)"),
        (
            (entry.condition, entry.tokens, f"{entry.loss:.4f}", _change(entry))
            for entry in evaluation.general
        ),
    )


def _change(entry: GeneralLoss) -> str:
    if entry.change is None or entry.change_low is None or entry.change_high is None:
        return "baseline"
    return f"{entry.change:+.4f} ({entry.change_low:+.4f} to {entry.change_high:+.4f})"


def _time(seconds: Mapping[str, float]) -> Iterator[str]:
    if seconds:
        yield from table(
            ("stage", "minutes"), ((stage, f"{spent / 60:.1f}") for stage, spent in seconds.items())
        )
