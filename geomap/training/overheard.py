"""The reader, with what its networks said of the text that it read last; and the corpus' events as it reads them."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date

from geomap.articles import article_from_text
from geomap.model import Mention
from geomap.reader.encoding import Pieces
from geomap.reader.model_reader import ModelReader
from geomap.reader.network import Said
from geomap.training.corpus import FOLDER, Passage, passages


class Overheard(ModelReader):
    """Reads as the reader does; `said` is what its networks said last."""

    said: Said

    def _said(
        self, text: str, pieces: Pieces, sentences: list[tuple[int, int]], *, names_given: bool
    ) -> Said:
        self.said = super()._said(text, pieces, sentences, names_given=names_given)
        return self.said


def events_read(
    reader: ModelReader, articles: Container[str], asked: Container[str]
) -> Iterator[tuple[Passage, list[Mention], Mention]]:
    """Yield the events of `articles` that are `asked` for and whose class is read right, their names given.

    With each stand its passage and all that was read there.
    """
    for path in sorted(FOLDER.glob("*.txt")):
        for passage in passages(path):
            if passage.id not in asked or passage.id not in articles:
                continue
            day = date.fromisoformat(passage.published) if passage.published else None
            sites = {m.start: m.labels.get("site", "none") for m in passage.mentions}
            spans = [(m.start, m.end) for m in passage.mentions]
            read = reader.mentions(article_from_text(passage.text, published=day), spans=spans)
            for one in read:
                if one.site != "none" and one.site == sites[one.start]:
                    yield passage, read, one
