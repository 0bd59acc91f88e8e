"""Writes the pages of the reference that are read off the program itself.

    python docs/generate_reference.py [FOLDER]

One page has the recipe, one each kind of component with the options of every installed component,
and one the command line. They are made at each build, so they are not kept in the repository.
"""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

import click

from preceptor.cli.main import preceptor as program
from preceptor.components import KINDS
from preceptor.errors import PluginError
from preceptor.recipe.schema import recipe_schema
from preceptor.registry import Entry, Registry

FOLDER = Path(__file__).parent / "reference/generated"

WRITTEN_IN: Mapping[str, str] = {
    "subject": "`subjects: [NAME, …]`",
    "source": "`sources: {NAME: {use: …}}`",
    "teacher": "`teachers: {NAME: {use: …}}`",
    "verifier": "`verification: {use: {NAME: {…}}}`; without `use`, all installed ones take part",
    "reflection": "`reflection: {use: …}` in a pass of `annotate`",
    "filter": "`filters: [{use: …}]`",
    "mixer": "`mix: {use: …}`, for all mixtures or in one of `arms`",
    "exporter": "`exports: [{use: …}]`",
    "trainer": "`train: {use: …}`, for all mixtures or in one of `arms`",
    "evaluator": "`evaluate: {use: …}`",
    "executor": "`executor: {use: …}`",
    "probe": "nothing; `preceptor check` uses all installed ones",
}
"""Where each kind of component stands in a recipe."""


def pages(registry: Registry) -> dict[str, str]:
    """The text of every generated page by its name."""
    made = {"recipe.md": recipe_page(registry), "cli.md": cli_page()}
    for kind in KINDS:
        made[f"{kind}.md"] = kind_page(registry, kind)
    return made


def main(folder: Path = FOLDER) -> None:
    """Write all pages into ``folder``; one that is unchanged is not touched."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages(Registry.load()).items():
        path = folder / name
        if not path.exists() or path.read_text() != text:
            path.write_text(text)


# --- components ---------------------------------------------------------------------------------


def kind_page(registry: Registry, kind: str) -> str:
    """All components of one kind with their options."""
    lines = [f"# {kind.capitalize()}s", ""]
    if kind in WRITTEN_IN:
        lines += [f"In a recipe: {WRITTEN_IN[kind]}.", ""]
    for entry in registry.entries(kind):
        lines += component(registry, entry)
    return "\n".join(lines)


def component(registry: Registry, entry: Entry) -> Iterator[str]:
    """The section of one component."""
    name = entry.registration.name
    yield from (f"## {name}", "", sentence(entry.registration.summary), "")
    try:
        loaded = registry.component(entry.kind, name)
    except PluginError as error:
        yield from (f"It does not load on the machine that built this page: {error}", "")
        return
    default = " A recipe uses it where it names none." if entry.registration.default else ""
    yield from (f"Version {loaded.version}, from the plugin `{entry.owner.name}`.{default}", "")
    schema = loaded.Options.model_json_schema()
    yield from options(schema, schema.get("$defs", {}), level=3)


def options(schema: Mapping[str, Any], definitions: Mapping[str, Any], level: int) -> Iterator[str]:
    """The options of a model as a table; those of models inside of it follow."""
    properties: Mapping[str, Any] = schema.get("properties", {})
    if not properties:
        yield from ("It has no options.", "")
        return
    yield from table(schema, definitions)
    for inner in sorted(set(references(properties))):
        model = definitions.get(inner, {})
        if "properties" in model:
            yield from (f"{'#' * level} {inner}", "", summary(model), "")
            yield from options(model, definitions if level < 5 else {}, level + 1)


def table(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Iterator[str]:
    """The options of one model."""
    properties: Mapping[str, Any] = schema["properties"]
    required = schema.get("required", [])
    yield from ("| option | type | default | meaning |", "|---|---|---|---|")
    for name, value in properties.items():
        default = "required" if name in required else default_of(value)
        cells = (
            code(name),
            kind_of(value, definitions),
            default,
            sentence(value.get("description", "")),
        )
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
    yield ""


def default_of(schema: Mapping[str, Any]) -> str:
    """The default of an option; one that is a section of its own is described there."""
    if "default" not in schema or isinstance(schema["default"], dict):
        return ""
    return code(json.dumps(schema["default"], ensure_ascii=False))


def kind_of(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    """What a value may be, in words."""
    if "$ref" in schema:
        name = last_part(schema["$ref"])
        model = definitions.get(name, {})
        if "properties" in model:
            return name
        return (
            kind_of(model, definitions) if model.get("enum") or model.get("anyOf") else "anything"
        )
    if "const" in schema:
        return code(json.dumps(schema["const"]))
    if "enum" in schema:
        return " or ".join(code(json.dumps(value)) for value in schema["enum"])
    for word in ("anyOf", "oneOf", "allOf"):
        if word in schema:
            return " or ".join(dict.fromkeys(kind_of(part, definitions) for part in schema[word]))
    name = schema.get("type", "anything")
    if isinstance(name, list):
        return " or ".join(kind_of({**schema, "type": part}, definitions) for part in name)
    if name == "array":
        items = schema.get("items") or {"anyOf": schema.get("prefixItems", [{}])}
        return f"list of {kind_of(items, definitions)}"
    if name == "object":
        values = schema.get("additionalProperties")
        return (
            f"mapping to {kind_of(values, definitions)}" if isinstance(values, dict) else "mapping"
        )
    words = {"string": "text", "integer": "whole number", "boolean": "true or false"}
    return str(words.get(name, name)) + bounds(schema)


def bounds(schema: Mapping[str, Any]) -> str:
    """The limits of a number or text, such as ``, ≥ 1, ≤ 32``."""
    signs = {"minimum": "≥", "exclusiveMinimum": ">", "maximum": "≤", "exclusiveMaximum": "<"}
    parts = [f", {sign} {schema[key]}" for key, sign in signs.items() if key in schema]
    return "".join(parts)


def references(value: Any) -> Iterator[str]:
    """Names of the models that a schema refers to."""
    if isinstance(value, Mapping):
        if isinstance(value.get("$ref"), str):
            yield last_part(value["$ref"])
        for item in value.values():
            yield from references(item)
    elif isinstance(value, list):
        for item in value:
            yield from references(item)


# --- the recipe ---------------------------------------------------------------------------------


def recipe_page(registry: Registry) -> str:
    """The sections of a recipe; options of components are on the pages of their kinds."""
    schema = recipe_schema(registry)
    definitions = schema["$defs"]
    own = {
        name: model
        for name, model in definitions.items()
        if "." not in name and "properties" in model
    }
    lines = [
        "# Recipe",
        "",
        "The keys of a recipe file, at the top and in each of its sections. Where a component",
        "stands, `component` means its name or a mapping `{use: NAME, option: …}` with the options",
        "on the page of its kind.",
        "",
        "## Top",
        "",
    ]
    lines += table_of(schema, definitions)
    for name, model in sorted(own.items()):
        lines += [f"## {name}", "", summary(model), "", *table_of(model, definitions)]
    return "\n".join(lines)


def table_of(model: Mapping[str, Any], definitions: Mapping[str, Any]) -> Iterator[str]:
    """The keys of a section, with components named as such; other sections follow elsewhere."""
    plain = {name: without_components(value) for name, value in model["properties"].items()}
    yield from table({**model, "properties": plain}, definitions)


def without_components(value: Any) -> Any:
    """A schema in which every choice among components is the word ``component``."""
    if isinstance(value, list):
        return [without_components(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    refs = [part.get("$ref", "") for part in value.get("anyOf", [])]
    if any("." in last_part(ref) for ref in refs):
        kept = {key: item for key, item in value.items() if key in ("default", "description")}
        return {**kept, "type": "component"}
    return {key: without_components(item) for key, item in value.items()}


# --- the command line ---------------------------------------------------------------------------


def cli_page() -> str:
    """Every command with its arguments and options."""
    lines = ["# Command line", ""]
    context = click.Context(program, info_name="preceptor")
    lines += command(program, context, level=2)
    return "\n".join(lines)


def command(given: click.Command, context: click.Context, level: int) -> Iterator[str]:
    """The section of one command, then those of its subcommands."""
    yield from (f"{'#' * level} {context.command_path}", "")
    for paragraph in inspect.cleandoc(given.help or "").split("\n\n"):
        yield from (paragraph.replace("\b", "").strip(), "")
    usage = " ".join((context.command_path, *given.collect_usage_pieces(context)))
    yield from ("```text", usage, "```", "")
    records = [param.get_help_record(context) for param in given.get_params(context)]
    rows = [record for record in records if record and record[1]]
    yield from ("| option | meaning |", "|---|---|")
    for name, text in rows:
        cells = (code(name), " ".join(text.split()))
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
    yield ""
    if isinstance(given, click.Group):
        for name in given.list_commands(context):
            inner = given.get_command(context, name)
            if inner is not None and not inner.hidden:
                below = click.Context(inner, parent=context, info_name=name)
                yield from command(inner, below, min(level + 1, 4))


# --- text ---------------------------------------------------------------------------------------


def summary(model: Mapping[str, Any]) -> str:
    """The first paragraph of a model's docstring."""
    return sentence(inspect.cleandoc(model.get("description", "")).split("\n\n")[0])


def sentence(text: str) -> str:
    """``text`` in one line, ending in a full stop, its code in single backticks."""
    line = " ".join(text.replace("``", "`").split())
    line = line[:1].upper() + line[1:]
    return line if not line or line[-1] in ".!?:" else f"{line}."


def code(text: str) -> str:
    """``text`` as code; one that holds a bar is HTML, since a bar ends the cell of a table."""
    return f"<code>{escape(text).replace('|', '&#124;')}</code>" if "|" in text else f"`{text}`"


def last_part(reference: str) -> str:
    return reference.rpartition("/")[2]


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
