"""An article of a few sentences, for what compares articles."""

from __future__ import annotations

from datetime import date
from typing import Any

from conftest import make_sighting

from geomap.model import Sighting

WIRE = [
    "Two drones struck the railway yard at Izium before dawn, the regional office said on Thursday.",
    "A signalman lost his hand and four wagons of seed corn burned out beside the northern platform.",
    "Crews had the line to the junction open again by noon, though trains from the west stood waiting.",
    "The mayor asked families near the yard to keep their windows taped until the glaziers had come.",
    "It was the third such raid since the bridge over the river was closed to lorries in the spring.",
]
LEAD = "Our readers in the lower town heard both drones pass over the water tower at a quarter to five."


def told(article: str, sentences: list[str], **facts: Any) -> list[Sighting]:
    """Return the records of an article of these sentences."""
    about = {name: facts.pop(name, None) for name in ("title", "retraction", "retrieved_at")}
    made = [
        make_sighting(
            article, facts.get("published", date(2025, 8, 21)), start=200 * n, sentence=text,
            event_date="2025-08-21", publisher=facts.get("publisher"), url=facts.get("url"),
        )
        for n, text in enumerate(sentences)
    ]  # fmt: skip
    return [
        one.model_copy(update={"article": one.article.model_copy(update=about)}) for one in made
    ]
