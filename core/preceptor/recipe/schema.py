"""JSON Schema of recipes, with the options of every installed plugin (for editors)."""

from __future__ import annotations

from typing import Any

from preceptor.errors import PluginError
from preceptor.recipe.model import Recipe
from preceptor.registry import Registry

PARTIAL = {
    "description": "Options laid over the same entry of an included recipe.",
    "type": "object",
    "properties": {"use": False},
}
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def recipe_schema(registry: Registry) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a recipe file as it is written.

    A component is either its name or a flat mapping ``{use: NAME, option: …}``; a plugin that
    does not import is left out and named in ``$comment``.
    """
    schema = Recipe.model_json_schema()
    definitions: dict[str, Any] = schema.setdefault("$defs", {})
    missing: list[str] = []

    def component(kind: str, extra: dict[str, Any] | None = None) -> dict[str, Any]:
        branches: list[dict[str, Any]] = []
        for name in registry.names(kind):
            try:
                options = registry.component(kind, name).Options.model_json_schema()
            except PluginError as error:
                missing.append(str(error))
                continue
            key = f"{kind}.{name}"
            for inner, value in options.pop("$defs", {}).items():
                definitions[f"{key}.{inner}"] = _requalified(value, key)
            options = _requalified(options, key)
            options["properties"] = {
                "use": {"const": name},
                **(extra or {}),
                **options.get("properties", {}),
            }
            options["required"] = ["use", *options.get("required", [])]
            definitions[key] = options
            branches.append({"$ref": f"#/$defs/{key}"})
        return {"anyOf": [{"enum": list(registry.names(kind))}, *branches, PARTIAL]}

    role = {"role": {"enum": ["train", "eval"], "default": "train"}}
    source = component("source", role)
    properties = schema["properties"]
    properties["include"] = {"type": ["string", "array"], "items": {"type": "string"}}
    properties["source"] = source
    properties["sources"] = {"type": "object", "additionalProperties": source}
    properties["teachers"] = {"type": "object", "additionalProperties": component("teacher")}
    properties["mix"] = mix = component("mixer")
    properties["train"] = train = component("trainer")
    properties["filters"] = {"type": "array", "items": component("filter")}
    properties["exports"] = {"type": "array", "items": component("exporter")}
    properties["executor"] = component("executor")
    definitions["Arm"]["properties"] = {"mix": mix, "train": train}
    definitions["AnnotationPass"]["properties"]["reflection"] = component("reflection")
    entry = definitions["EvaluationEntry"]["properties"]
    own = {key: entry[key] for key in ("sources", "shots", "limit")}
    properties["evaluate"] = component("evaluator", own)
    component("verifier")
    definitions["Verification"]["properties"]["use"] = {
        "type": "object",
        "properties": {
            name: _without_use(definitions[f"verifier.{name}"])
            for name in registry.names("verifier")
            if f"verifier.{name}" in definitions
        },
        "additionalProperties": False,
    }
    for unused in ("Component", "SourceEntry", "EvaluationEntry"):
        definitions.pop(unused, None)
    # An including recipe may leave anything to the file it includes.
    schema["required"] = []
    schema["$schema"] = DIALECT
    if missing:
        schema["$comment"] = "left out: " + "; ".join(sorted(set(missing)))
    return schema


def _requalified(value: Any, prefix: str) -> Any:
    """References into a component's own ``$defs``, moved under its name."""
    if isinstance(value, dict):
        return {
            key: f"#/$defs/{prefix}.{item.removeprefix('#/$defs/')}"
            if key == "$ref" and isinstance(item, str)
            else _requalified(item, prefix)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [_requalified(item, prefix) for item in value]
    return value


def _without_use(options: dict[str, Any]) -> dict[str, Any]:
    properties = {key: item for key, item in options["properties"].items() if key != "use"}
    required = [key for key in options.get("required", []) if key != "use"]
    return {**options, "properties": properties, "required": required}
