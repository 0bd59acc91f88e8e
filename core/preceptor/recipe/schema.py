"""JSON Schema of recipes, with the options of every installed plugin (for editors)."""

from __future__ import annotations

from typing import Any

from preceptor.errors import PluginError
from preceptor.recipe.model import Recipe
from preceptor.registry import Registry

PARTIAL = {
    "description": "Options that override the same entry of an included recipe.",
    "type": "object",
    "not": {"required": ["use"]},
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
                "use": {"const": name, "description": _summary(registry, kind, name)},
                **(extra or {}),
                **options.get("properties", {}),
            }
            options["required"] = ["use", *options.get("required", [])]
            definitions[key] = options
            branches.append({"$ref": f"#/$defs/{key}"})
        return {"anyOf": [{"enum": list(registry.names(kind))}, *branches, PARTIAL]}

    role = {"role": definitions["SourceEntry"]["properties"]["role"]}
    source = component("source", role)
    mix, train = component("mixer"), component("trainer")
    _describe(
        schema,
        source=source,
        sources={"type": "object", "additionalProperties": source},
        teachers={"type": "object", "additionalProperties": component("teacher")},
        mix=mix,
        train=train,
        filters={"type": "array", "items": component("filter")},
        exports={"type": "array", "items": component("exporter")},
        executor=component("executor"),
    )
    schema["properties"]["source"]["description"] = "Short for one entry of `sources`."
    schema["properties"]["include"] = {
        "type": ["string", "array"],
        "items": {"type": "string"},
        "description": "Recipe files, relative to this one, that this recipe overrides.",
    }
    _describe(definitions["Arm"], mix=mix, train=train)
    _describe(definitions["AnnotationPass"], reflection=component("reflection"))
    entry = definitions["EvaluationEntry"]["properties"]
    own = {key: entry[key] for key in ("sources", "shots", "limit")}
    _describe(schema, evaluate=component("evaluator", own))
    component("verifier")
    verifiers = {
        name: _without_use(definitions[f"verifier.{name}"])
        for name in registry.names("verifier")
        if f"verifier.{name}" in definitions
    }
    _describe(
        definitions["Verification"],
        use={"type": "object", "properties": verifiers, "additionalProperties": False},
    )
    for unused in ("ComponentEntry", "SourceEntry", "EvaluationEntry"):
        definitions.pop(unused, None)
    # An including recipe may leave anything to the file it includes.
    schema["required"] = []
    schema["$schema"] = DIALECT
    if missing:
        schema["$comment"] = "left out: " + "; ".join(sorted(set(missing)))
    return schema


def _summary(registry: Registry, kind: str, name: str) -> str:
    summary = registry.entry(kind, name).registration.summary
    return f"The {kind} {name}: {summary}" if summary else f"The {kind} {name}."


def _describe(model: dict[str, Any], **properties: dict[str, Any]) -> None:
    """Put ``properties`` in the place of the model's own, which keep their descriptions."""
    for name, value in properties.items():
        description = model["properties"].get(name, {}).get("description")
        model["properties"][name] = {
            **value,
            **({"description": description} if description else {}),
        }


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
    summary = options["properties"]["use"]["description"]
    described = {"description": summary, **options}
    return {**described, "properties": properties, "required": required}
