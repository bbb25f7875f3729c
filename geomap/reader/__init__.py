"""Article -> Mentions: where places are named, and what each sentence makes of them.

`model_reader` is the whole. What is learnt: `encoding`, `network`, `decode`, `labels`. What rules say
of a mention beside that, or against it, stands here by name (`judging`, `statuses`, `plain_usage` ...);
what several of them ask has rooms: `wording` (words and sentences), `grammar` (phrases and verbs),
`dates`, `voice` (who says so, who denies it), `details` (actors, tolls, stances), and `slavic`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geomap.reader.model_reader import ModelReader

__all__ = ["ModelReader"]


def __getattr__(name: str) -> Any:
    if name == "ModelReader":  # on first use: the network's libraries take a while to import
        from geomap.reader.model_reader import ModelReader

        return ModelReader
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
