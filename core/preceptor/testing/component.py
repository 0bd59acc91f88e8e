"""The contract of every component, whatever its kind."""

from __future__ import annotations

import importlib
import pickle
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

import pytest
from pydantic import ValidationError

from preceptor.components import KINDS, Component, Options
from preceptor.components.functions import component_of
from preceptor.errors import PreceptorError
from preceptor.hookspecs import API_VERSION, OLDEST_API
from preceptor.registry import Entry, Registry


class ComponentContract:
    """Tests of one registered component.

    Attributes:
        kind: Its kind, such as ``verifier``.
        component: The name it is registered under.
        options: Options it can be built with; the defaults unless it has required ones.
        plugin_files: Single-file plugins to load in addition to the installed ones.
    """

    kind: ClassVar[str]
    component: ClassVar[str]
    options: ClassVar[Mapping[str, Any]] = {}
    plugin_files: ClassVar[Sequence[Path]] = ()

    @pytest.fixture(scope="class")
    @classmethod
    def registry(cls) -> Registry:
        return _registry(tuple(cls.plugin_files))

    @pytest.fixture(scope="class")
    @classmethod
    def entry(cls, registry: Registry) -> Entry:
        return registry.entry(cls.kind, cls.component)

    @pytest.fixture(scope="class")
    @classmethod
    def type_(cls, registry: Registry) -> type[Component]:
        return registry.component(cls.kind, cls.component)

    def test_plugin_states_the_api_it_was_written_for(self, entry: Entry) -> None:
        assert OLDEST_API <= _plugin_module(entry).PRECEPTOR_API <= API_VERSION

    def test_registration_has_a_one_line_summary(self, entry: Entry) -> None:
        summary = entry.registration.summary
        assert summary.strip(), "the summary is what `preceptor plugins list` shows"
        assert "\n" not in summary
        assert len(summary) <= 120

    def test_registration_names_an_importable_class(self, entry: Entry) -> None:
        target = entry.registration.target
        if isinstance(target, str):
            module, colon, attribute = target.partition(":")
            assert colon, f"{target!r} is not of the form package.module:Class"
            assert component_of(getattr(importlib.import_module(module), attribute))
        else:
            held = getattr(sys.modules[target.__module__], target.__name__)
            assert component_of(held) is component_of(target)

    def test_class_derives_from_the_base_of_its_kind(self, type_: type[Component]) -> None:
        assert issubclass(type_, KINDS[self.kind])
        assert not getattr(type_, "__abstractmethods__", None)
        assert isinstance(type_.version, str)
        assert type_.version

    def test_options_model_is_frozen_and_strict(self, type_: type[Component]) -> None:
        model = type_.Options
        assert issubclass(model, Options)
        assert model.model_config.get("frozen") is True
        with pytest.raises(ValidationError):
            model.model_validate({**self.options, "no such option, surely": 1})

    def test_every_option_is_documented(self, type_: type[Component]) -> None:
        """By a ``Field(description=…)``, or by name in the model's docstring."""
        doc = " ".join(base.__doc__ or "" for base in type_.Options.__mro__)
        undocumented = [
            name
            for name, field in type_.Options.model_fields.items()
            if not field.description and name not in doc
        ]
        assert not undocumented

    def test_options_have_a_json_schema(self, type_: type[Component]) -> None:
        schema = type_.Options.model_json_schema()
        assert schema["type"] == "object"
        assert schema.get("additionalProperties") is False

    def test_options_survive_a_round_trip(self, registry: Registry) -> None:
        """Options are written into run folders and sent to workers as JSON."""
        options = registry.options(self.kind, self.component, self.options)
        again = registry.options(self.kind, self.component, options.model_dump(mode="json"))
        assert again == options
        with pytest.raises(ValidationError):
            options.__setattr__("version_of_nothing", 1)

    def test_it_can_be_built_by_name(self, registry: Registry, type_: type[Component]) -> None:
        built = registry.create(self.kind, self.component, self.options)
        assert isinstance(built, type_)
        assert built.name == self.component

    def test_an_unknown_option_is_a_clear_error(self, registry: Registry) -> None:
        with pytest.raises(PreceptorError, match="no such option") as caught:
            registry.create(self.kind, self.component, {**self.options, "no such option": 1})
        assert caught.value.hint

    def test_options_are_plain_data(self, registry: Registry) -> None:
        """Equal options are equal, hash alike and hold no open file, lock or client."""
        options = registry.options(self.kind, self.component, self.options)
        assert pickle.loads(pickle.dumps(options)) == options  # noqa: S301 - made right here


_registries: dict[tuple[Path, ...], Registry] = {}


def _registry(files: tuple[Path, ...]) -> Registry:
    if files not in _registries:
        _registries[files] = Registry.load(files)
    return _registries[files]


def _plugin_module(entry: Entry) -> Any:
    """The module with ``PRECEPTOR_API`` that offers a component."""
    from importlib.metadata import entry_points

    owner = entry.owner.name
    for point in entry_points(group="preceptor"):
        if point.dist is not None and owner == f"{point.dist.name}:{point.name}":
            return point.load()
    target = entry.registration.target
    assert not isinstance(target, str), f"{owner} is not an entry point of the group 'preceptor'"
    return sys.modules[target.__module__]
