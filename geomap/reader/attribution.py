"""On whose word an event stands: stub."""

from __future__ import annotations

from geomap.model import Attribution, Voice


def attribution(
    sentence: str,
    *,
    mention: tuple[int, int],
    trigger: tuple[int, int] | None = None,
    voice: Voice,
    context_before: str = "",
) -> Attribution:
    """Return on whose word the event of `mention` stands."""
    return Attribution(voice=voice)
