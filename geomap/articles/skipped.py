"""What was no article, as data: reported with its reason and counted."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from geomap.errors import ArticleError


class Skipped(BaseModel):
    """Something among the inputs that gave no article, and why: an ArticleError as data."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str  # as Article.source has it
    reason: str  # what was wrong, with the value, then how to mend it
    cause: str | None = None  # what it is counted as; None: unreadable
    repeated: bool = False  # it was read: the same article stands elsewhere among the inputs

    def error(self) -> ArticleError:
        """Return the error that this stands for."""
        return ArticleError(f"{self.source}: {self.reason}")


def shown(name: str) -> str:
    """Return `name` fit for a terminal and a record: what doesn't print is escaped.

    A file may be called anything: line breaks, a right-to-left override, bytes of no encoding.
    """
    if name.isprintable():
        return name
    return "".join(
        char
        if char.isprintable()
        else char.encode("unicode_escape", "surrogatepass").decode("ascii")
        for char in name
    )
