"""The data card: what a data set holds, where it came from and how far to trust it.

``collect`` takes the facts from the solutions of a run, ``render_card`` writes them as Markdown
and ``render_json`` as JSON.
"""

from preceptor.reporting.card_counts import collect
from preceptor.reporting.card_facts import CardFacts, ComponentFacts, DataFile
from preceptor.reporting.card_markdown import render_card, render_json

__all__ = [
    "CardFacts",
    "ComponentFacts",
    "DataFile",
    "collect",
    "render_card",
    "render_json",
]
