"""Start a plugin: a distribution with a verifier and tests that pass."""

from preceptor.scaffold.plugin import write_plugin

__all__ = ["write_plugin"]
