"""Which verifier decides: chosen by the kind of reference, in order of priority.

The router only uses the classes of verifiers; its callers decide where they run (in a worker,
in a process of their own, or in this one).
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from preceptor.components import Described, Item, Options, Verifier
from preceptor.digests import digest
from preceptor.errors import PluginError
from preceptor.records import Reference, Status, Verdict
from preceptor.references import ReferenceKind, infer_kind
from preceptor.registry import Registry
from preceptor.verification import limits

# Of several verdicts without a decision, the one that calls for action comes first.
_MOST_INFORMATIVE = (Status.ERROR, Status.TIMEOUT, Status.UNDECIDED)


@dataclass(frozen=True)
class Route:
    """One verifier as the router sees it.

    Attributes:
        name: The registered name.
        options: Its validated options.
        policy: Digest of name, version and options; a verdict's policy adds the payload.
    """

    name: str
    component: type[Verifier]
    options: Options
    policy: str

    @property
    def version(self) -> str:
        return self.component.version


class Router:
    """Picks the verifiers for each reference and combines their verdicts.

    Args:
        registry: The frozen registry.
        verifier_options: Options by verifier name; the others run with their defaults.
        only: Names of the verifiers to use; all installed ones by default.

    Attributes:
        broken: Verifiers that could not be used, each with the reason.

    Raises:
        PluginError: a name in ``verifier_options`` or ``only`` is not a verifier.
        UsageError: options are not valid.
    """

    def __init__(
        self,
        registry: Registry,
        verifier_options: Mapping[str, Mapping[str, Any]] | None = None,
        only: Iterable[str] | None = None,
    ) -> None:
        self.registry = registry
        given = dict(verifier_options or {})
        wanted = list(registry.names("verifier") if only is None else dict.fromkeys(only))
        named = set(given) | (set(wanted) if only is not None else set())
        for name in sorted(named):
            registry.entry("verifier", name)
        self.broken: dict[str, str] = {}
        self.routes: dict[str, Route] = {}
        for name in wanted:
            try:
                self.routes[name] = _route(registry, name, given.get(name, {}))
            except PluginError as error:
                # A verifier that the user names must work; any other may be missing.
                if name in named:
                    raise
                self.broken[name] = str(error)
        by_kind: dict[str, list[Route]] = {}
        for route in sorted(self.routes.values(), key=lambda r: (-r.component.priority, r.name)):
            for kind in route.component.kinds:
                by_kind.setdefault(kind, []).append(route)
        self._by_kind = MappingProxyType({kind: tuple(all_) for kind, all_ in by_kind.items()})
        self.policy = digest(sorted(route.policy for route in self.routes.values()))
        self._instances: dict[str, Verifier] = {}
        self._readers: dict[str, Verifier] = {}

    @property
    def decimal_comma(self) -> bool:
        """Whether options of a verifier state that a comma is the decimal mark."""
        stated = (getattr(r.options, "decimal_comma", None) for r in self.routes.values())
        return any(value is True for value in stated)

    def route(self, item: Item) -> tuple[Route, ...]:
        """The verifiers to ask about ``item``, in order; empty when :meth:`refuse` says why."""
        return self._by_kind.get(item.reference.kind, ())

    def refuse(self, item: Item) -> Verdict | None:
        """A verdict that needs no verifier: unknown kind, no verifier, bad payload, too long."""
        reference = item.reference
        try:
            kind = self.registry.reference_kind(reference.kind)
        except PluginError as error:
            return Verdict.undecided(str(error))
        if not self.route(item):
            return Verdict.undecided(f"no {kind.needs}" + self._why())
        problem = payload_problem(kind, reference.payload)
        if problem:
            return Verdict(status=Status.ERROR, reason=problem)
        for what, text in (
            ("candidate", item.candidate),
            ("reference", reference.value),
            ("statement", item.statement or ""),
        ):
            if len(text) > limits.VERIFY_CHARS:
                return Verdict.undecided(
                    f"the {what} has {len(text)} characters; at most {limits.VERIFY_CHARS} are read"
                )
        return None

    def _why(self) -> str:
        """Why a verifier may be missing, where that is known."""
        if not self.broken:
            return ""
        listed = "; ".join(f"{name}: {reason}" for name, reason in sorted(self.broken.items()))
        return f" (some verifiers did not load: {listed})"

    def fill(self, route: Route, item: Item, verdict: Verdict, seconds: float) -> Verdict:
        """``verdict`` with its verifier, the policy and the time it took."""
        policy = digest([route.policy, dict(item.reference.payload)])
        return verdict.model_copy(
            update={
                "verifier": route.name,
                "version": route.version,
                "policy": policy,
                "seconds": seconds,
            }
        )

    def verifier(self, route: Route) -> Verifier:
        """The instance of a verifier in this process; built and warmed up on first use."""
        if route.name not in self._instances:
            built: Verifier = self.registry.create("verifier", route.name, route.options)
            built.warm_up()
            self._instances[route.name] = built
        return self._instances[route.name]

    def describe(self, reference: Reference) -> Described | None:
        """What the first verifier that can use a reference reads in it; ``None``: nobody says.

        Verifiers are asked in this process, as recognisers are: they only read.
        """
        kind = self.registry.known_kind(reference.kind)
        if kind is None or payload_problem(kind, reference.payload):
            return None
        described: Described | None = None
        silent = False
        for route in self._by_kind.get(reference.kind, ()):
            if route.component.describe is Verifier.describe:
                silent = True
                continue
            try:
                if route.name not in self._readers:
                    self._readers[route.name] = self.registry.create(
                        "verifier", route.name, route.options
                    )
                read = self._readers[route.name].describe(reference)
            except Exception:  # as for recognisers: one that raises has not read anything
                read = None
            if read is not None and read.usable:
                return read
            silent = silent or read is None
            described = described or read
        return None if silent else described

    def close(self) -> None:
        """Close the verifiers that were built in this process."""
        for verifier in list(self._instances.values()):
            # A failure to close must not keep the others, or the host, from ending.
            with contextlib.suppress(Exception):
                verifier.close()
        self._instances.clear()

    def verify_batch(self, items: Sequence[Item]) -> list[Verdict]:
        """Decide every item in this process, in order, without a time limit.

        For trusted answers and tests; answers of a model go through the host.
        """
        verdicts: list[list[Verdict]] = [[] for _ in items]
        done: list[Verdict | None] = [self.refuse(item) for item in items]
        for depth in range(max((len(self.route(item)) for item in items), default=0)):
            open_: dict[str, list[int]] = {}
            for index, item in enumerate(items):
                routes = self.route(item)
                if done[index] is None and depth < len(routes):
                    open_.setdefault(routes[depth].name, []).append(index)
            for name, indices in open_.items():
                route = self.routes[name]
                for index, verdict in zip(
                    indices, self._ask(route, [items[i] for i in indices]), strict=True
                ):
                    verdicts[index].append(verdict)
                    if verdict.status.decided:
                        done[index] = verdict
        return [verdict or combine(asked) for verdict, asked in zip(done, verdicts, strict=True)]

    def _ask(self, route: Route, items: Sequence[Item]) -> list[Verdict]:
        """One verifier's verdicts in this process, asked in batches of its size."""
        size = max(1, route.component.batch_size)
        filled: list[Verdict] = []
        for start in range(0, len(items), size):
            batch = items[start : start + size]
            verdicts = ask(lambda: self.verifier(route), batch)
            filled += [
                self.fill(route, item, verdict, verdict.seconds)
                for item, verdict in zip(batch, verdicts, strict=True)
            ]
        return filled


def ask(verifier: Callable[[], Verifier], items: Sequence[Item]) -> list[Verdict]:
    """A verifier's verdicts on a batch, with its failures turned into ``error``.

    A batch that fails as a whole is repeated item by item, so that one bad item does not cost
    the others their verdicts.

    Returns:
        One verdict per item, in order, each with its share of the batch's seconds.
    """
    start = time.perf_counter()
    problem = None
    verdicts: list[Verdict] = []
    try:
        verdicts = list(verifier().verify_batch(items))
    except MemoryError:
        problem = "the verifier ran out of memory"
    except Exception as error:
        problem = f"the verifier raised {type(error).__name__}: {_short(error)}"
    seconds = (time.perf_counter() - start) / max(1, len(items))
    if problem is None and len(verdicts) != len(items):
        problem = f"the verifier returned {len(verdicts)} verdicts for {len(items)} items"
    if problem is not None and len(items) > 1:
        return [verdict for item in items for verdict in ask(verifier, [item])]
    if problem is not None:
        verdicts = [Verdict(status=Status.ERROR, reason=problem) for _ in items]
    return [_checked(verdict).model_copy(update={"seconds": seconds}) for verdict in verdicts]


def _checked(verdict: object) -> Verdict:
    if isinstance(verdict, Verdict):
        return verdict
    reason = f"the verifier returned {type(verdict).__name__} instead of a Verdict"
    return Verdict(status=Status.ERROR, reason=reason)


def _short(error: BaseException) -> str:
    try:
        text = str(error)
    # The text of an exception may itself be built from a hostile answer.
    except Exception:
        text = "(its message could not be built)"
    return text if len(text) <= 300 else text[:300] + "…"


def combine(verdicts: Sequence[Verdict]) -> Verdict:
    """One verdict of several verifiers asked in turn.

    The first that decides; without one, an error before a timeout before undecided.
    """
    for verdict in verdicts:
        if verdict.status.decided:
            if len(verdicts) == 1:
                return verdict
            return verdict.model_copy(update={"seconds": sum(v.seconds for v in verdicts)})
    for status in _MOST_INFORMATIVE:
        for verdict in verdicts:
            if verdict.status is status:
                return _with_others(verdict, verdicts)
    return Verdict.undecided("no verifier was asked")


def _with_others(verdict: Verdict, verdicts: Sequence[Verdict]) -> Verdict:
    if len(verdicts) == 1:
        return verdict
    asked = [
        {"verifier": v.verifier, "status": str(v.status), "reason": v.reason} for v in verdicts
    ]
    return verdict.model_copy(
        update={
            "detail": {**verdict.detail, "asked": asked},
            "seconds": sum(v.seconds for v in verdicts),
        }
    )


def _route(registry: Registry, name: str, values: Mapping[str, Any]) -> Route:
    component = registry.component("verifier", name)
    if not issubclass(component, Verifier):  # pragma: no cover - the registry checks it too
        raise PluginError(f"verifier {name!r} is not a Verifier")
    options = registry.checked_options("verifier", name, values)
    policy = digest([name, component.version, options.model_dump(mode="json")])
    return Route(name=name, component=component, options=options, policy=policy)


def payload_problem(kind: ReferenceKind, payload: Mapping[str, Any]) -> str | None:
    """What is wrong with the payload of a reference of this kind, or ``None``."""
    try:
        kind.payload.model_validate(dict(payload))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        message = first["msg"].removeprefix("Value error, ")
        return f"payload of a {kind.name!r} reference: {where}: {message}"
    return None


def bare_reference(
    registry: Registry,
    value: str,
    *,
    kind: str | None = None,
    unit: str | None = None,
    choices: Sequence[str] = (),
    **conventions: Any,
) -> Reference:
    """A reference from its text, its kind inferred unless stated.

    A unit, a convention or a list of choices is kept where the kind's payload has a field for
    it; a tolerance for a whole file must not make its text rows invalid. With ``decimal_comma``
    the kind is inferred from the text with decimal points.
    """
    texts = tuple(choices)
    name = kind or infer_kind(
        registry.reference_kinds(),
        value,
        unit,
        texts,
        decimal_comma=bool(conventions.get("decimal_comma")),
    )
    given: dict[str, Any] = {"unit": unit, **conventions}
    if texts:
        given["choices"] = list(texts)
    known = registry.known_kind(name)
    fields = known.payload.model_fields if known else {}
    payload = {k: v for k, v in given.items() if v is not None and k in fields}
    return Reference(kind=name, value=value, payload=payload)
