"""The reader, with what its networks said of the text that it read last."""

from __future__ import annotations

from geomap.reader.encoding import Pieces
from geomap.reader.model_reader import ModelReader
from geomap.reader.network import Said


class Overheard(ModelReader):
    """Reads as the reader does; `said` is what its networks said last."""

    said: Said

    def _said(
        self, text: str, pieces: Pieces, sentences: list[tuple[int, int]], *, names_given: bool
    ) -> Said:
        self.said = super()._said(text, pieces, sentences, names_given=names_given)
        return self.said
