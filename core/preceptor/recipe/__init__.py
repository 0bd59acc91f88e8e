"""Recipes: YAML files that name the components of a run and their options."""

from __future__ import annotations

from preceptor.recipe.loading import LoadedRecipe, components_of, find_recipe, load_recipe
from preceptor.recipe.model import Recipe

__all__ = ["LoadedRecipe", "Recipe", "components_of", "find_recipe", "load_recipe"]
