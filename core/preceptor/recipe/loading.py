"""From a recipe file to a validated :class:`Recipe`; every error with file, line and column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from preceptor.errors import PluginError, RecipeError, UsageError, did_you_mean
from preceptor.recipe.composition import compose
from preceptor.recipe.model import NAME, ComponentEntry, Recipe
from preceptor.recipe.yaml_tree import MapNode, TreePath, locate, plain
from preceptor.registry import Registry

C = TypeVar("C", bound=ComponentEntry)

_SHAPES = dict.fromkeys(("tuple_type", "list_type"), "must be a list, such as [one, two]") | (
    dict.fromkeys(
        ("model_type", "dict_type", "mapping_type"), "must be a mapping of keys to values"
    )
)
"""The message for a value of the wrong shape, by pydantic's type of the error."""


@dataclass(frozen=True)
class LoadedRecipe:
    """A validated recipe and where it came from.

    Attributes:
        recipe: The recipe.
        resolved: The same as plain data, includes and overrides applied.
        path: The file that was named.
    """

    recipe: Recipe
    resolved: Mapping[str, Any]
    path: Path


@dataclass(frozen=True)
class RecipeProblem:
    """One thing wrong with a recipe."""

    path: TreePath
    message: str


def load_recipe(path: Path, registry: Registry, overrides: Iterable[str] = ()) -> LoadedRecipe:
    """Read, compose and validate a recipe against the installed plugins.

    Raises:
        RecipeError: everything that is wrong with it, one line per finding.
        NotReadyError: an environment variable it expands is not set.
    """
    tree = compose(path, overrides)
    data = plain(tree)
    try:
        recipe = Recipe.model_validate(data)
    except ValidationError as error:
        raise _report(tree, _from_pydantic(error)) from error
    try:
        recipe = with_defaults(recipe, registry)
    except PluginError as error:
        raise RecipeError(f"{path}: {error}", hint=error.hint) from error
    findings = list(check(recipe, registry))
    if findings:
        raise _report(tree, findings)
    return LoadedRecipe(recipe, data, path)


def find_recipe(named: Path) -> Path:
    """The recipe file a command line names; ``configs/x`` also finds ``configs/x.yaml``.

    Raises:
        UsageError: there is none.
    """
    for candidate in (named, named.with_name(named.name + ".yaml")):
        if candidate.is_file():
            return candidate
    raise UsageError(
        f"there is no recipe {named}", hint="the folder configs/ has recipes to start from"
    )


def _report(tree: MapNode, findings: Iterable[RecipeProblem]) -> RecipeError:
    lines = []
    for finding in findings:
        path = _written_path(tree, finding.path)
        dotted = ".".join(str(part) for part in path) or "recipe"
        lines.append(f"{locate(tree, path)}: {dotted}: {finding.message}")
    return RecipeError("\n".join(dict.fromkeys(lines)))


def _written_path(tree: MapNode, path: TreePath) -> TreePath:
    """The path as the author wrote it: ``source`` for ``sources.source``, no ``options``."""
    if path[:2] == ("sources", "source") and "source" in tree.items:
        path = ("source", *path[2:])
    if path[:1] == ("arms",) and len(path) > 2 and "arms" not in tree.items:
        path = path[2:]
    return tuple(part for part in path if part != "options")


def _from_pydantic(error: ValidationError) -> Iterator[RecipeProblem]:
    for item in error.errors():
        path = tuple(
            part
            for part in item["loc"]
            if part != "[key]" and not str(part).startswith("function-")
        )
        yield RecipeProblem(path, _message(item, path, Recipe))


def _message(item: Any, path: TreePath, model: type[BaseModel]) -> str:
    if item["type"] == "extra_forbidden":
        known = _fields_at(model, path[:-1])
        listed = f"; known here: {', '.join(sorted(known))}" if known else ""
        return f"unknown key{did_you_mean(str(path[-1]), known)}{listed}"
    if item["type"] == "missing":
        return "is missing"
    given = item.get("input")
    said = str(item["msg"]).removeprefix("Value error, ")
    if item["type"] == "string_pattern_mismatch" and item["ctx"]["pattern"] == NAME:
        said = "a name has up to 64 letters, digits, '.', '_' and '-', and begins with one of the "
        said += "first two"
    said = _SHAPES.get(item["type"], said)
    shown = "" if isinstance(given, Mapping | list | BaseModel) else f" (given: {given!r})"
    return f"{said}{shown}"


def _fields_at(model: type[BaseModel], path: TreePath) -> tuple[str, ...]:
    """Field names of the model found by following ``path`` through annotations."""
    current: Any = model
    for part in path:
        if not (isinstance(current, type) and issubclass(current, BaseModel)):
            return ()
        field = current.model_fields.get(str(part))
        if field is None:
            continue  # a key of a mapping or an index of a list: the model stays the same
        current = next(_models_in(field.annotation), current)
    return tuple(current.model_fields)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _models_in(inner)


def with_defaults(recipe: Recipe, registry: Registry) -> Recipe:
    """The recipe with the names of default components where it names none.

    Raises:
        PluginError: a kind has no default, or several.
    """

    def named(kind: str, component: C) -> C:
        if component.use:
            return component
        return component.model_copy(update={"use": registry.default(kind)})

    changes: dict[str, Any] = {
        "annotate": tuple(
            entry.model_copy(update={"reflection": named("reflection", entry.reflection)})
            for entry in recipe.annotate
        ),
        "mix": named("mixer", recipe.mix),
        "arms": {
            name: arm.model_copy(update={"mix": named("mixer", arm.mix)})
            for name, arm in recipe.arms.items()
        },
        "exports": tuple(named("exporter", exporter) for exporter in recipe.exports),
        "executor": named("executor", recipe.executor),
    }
    if recipe.evaluate is not None:
        changes["evaluate"] = named("evaluator", recipe.evaluate)
    return recipe.model_copy(update=changes)


def components_of(recipe: Recipe) -> Iterator[tuple[TreePath, str, ComponentEntry]]:
    """Every component a recipe names: its path, its kind, and the entry."""
    for name, source in recipe.sources.items():
        yield ("sources", name), "source", source
    for name, teacher in recipe.teachers.items():
        yield ("teachers", name), "teacher", teacher
    for name, options in recipe.verification.use.items():
        path = ("verification", "use", name)
        yield path, "verifier", ComponentEntry(use=name, options=options)
    for index, entry in enumerate(recipe.annotate):
        yield ("annotate", index, "reflection"), "reflection", entry.reflection
    for index, chosen in enumerate(recipe.filters):
        yield ("filters", index), "filter", chosen
    for name, arm in recipe.arms.items():
        yield ("arms", name, "mix"), "mixer", arm.mix
        if arm.train is not None:
            yield ("arms", name, "train"), "trainer", arm.train
    for index, chosen in enumerate(recipe.exports):
        yield ("exports", index), "exporter", chosen
    if recipe.evaluate is not None:
        yield ("evaluate",), "evaluator", recipe.evaluate
    yield ("executor",), "executor", recipe.executor


def check(recipe: Recipe, registry: Registry) -> Iterator[RecipeProblem]:
    """What is wrong with a well-formed recipe, given the installed plugins."""
    for path, kind, component in components_of(recipe):
        try:
            registry.options(kind, component.use, component.options)
        except PluginError as error:
            hint = f"; {error.hint}" if error.hint else ""
            # A verifier is named by its key.
            named = path if kind == "verifier" else (*path, "use")
            yield RecipeProblem(named, f"{error}{hint}")
        except ValidationError as error:
            model = registry.component(kind, component.use).Options
            for item in error.errors():
                inside = tuple(item["loc"])
                yield RecipeProblem((*path, *inside), _message(item, inside, model))
    yield from _check_names(recipe, registry)


def _check_names(recipe: Recipe, registry: Registry) -> Iterator[RecipeProblem]:
    subjects = registry.names("subject")

    def unknown(path: TreePath, given: Iterable[str], known: Iterable[str], what: str) -> Any:
        known = list(known)
        for name in given:
            if name not in known:
                listed = ", ".join(known) or "none"
                yield RecipeProblem(
                    path, f"unknown {what} {name!r}{did_you_mean(name, known)}; known: {listed}"
                )

    yield from unknown(("subjects",), recipe.subjects or (), subjects, "subject")
    names = [entry.name for entry in recipe.annotate]
    for index, entry in enumerate(recipe.annotate):
        path: TreePath = ("annotate", index)
        yield from unknown((*path, "teacher"), [entry.teacher], recipe.teachers, "teacher")
        yield from unknown((*path, "subjects"), entry.subjects or (), subjects, "subject")
        yield from unknown((*path, "sources"), entry.sources or (), recipe.sources, "source")
        if names.index(entry.name) != index:
            yield RecipeProblem((*path, "name"), f"two passes are called {entry.name!r}")
    judge = recipe.verification.judge
    if judge is not None:
        path = ("verification", "judge")
        yield from unknown((*path, "teacher"), [judge.teacher], recipe.teachers, "teacher")
        kinds = [kind.name for kind in registry.reference_kinds() if kind.answered_by == "value"]
        yield from unknown((*path, "kinds"), judge.kinds, kinds, "kind of reference for a judge")
    budgets = recipe.engine.subject_budgets
    yield from unknown(("engine", "subject_budgets"), budgets, subjects, "subject")
    if recipe.evaluate is not None:
        evaluable = [name for name, entry in recipe.sources.items() if entry.role == "eval"]
        yield from unknown(
            ("evaluate", "sources"), recipe.evaluate.sources or (), evaluable, "eval source"
        )
