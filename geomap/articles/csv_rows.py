"""Rows of a table that a user names: comma, semicolon or tab between its columns, named on top."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from geomap.articles.encoding import decode
from geomap.articles.markup import row_of
from geomap.articles.row import Limits, Row, no_text
from geomap.articles.skipped import Skipped
from geomap.errors import ArticleError
from geomap.settings import FIELDS

_DELIMITERS = (",", ";", "\t")


def csv_rows(data: bytes, source: str, limits: Limits) -> Iterator[Row | Skipped]:
    """Yield a row for each of the table `data`, numbered from 1 without its header.

    Raises ArticleError: it is empty, or none of its columns holds the text.
    """
    if not data.strip():
        raise ArticleError("is empty. Delete it, or save the articles into it.")
    text = decode(data)
    names = text.lstrip().partition("\n")[0]
    delimiter = max(_DELIMITERS, key=names.count)
    # One limit for the whole process, and below what a long article has; ours is checked later.
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    column = limits.columns.get("text", "text")
    number = 0
    try:
        if column not in (table.fieldnames or ()):
            raise ArticleError(no_text(column, list(table.fieldnames or ())))
        for number, value in enumerate(table, start=1):
            fields = {name: value.get(limits.columns.get(name, name)) or None for name in FIELDS}
            yield row_of(f"{source}#{number}", fields, limits)
    except csv.Error as error:
        yield Skipped(
            source=source, reason=f"after row {number} is no table: {error}. Mend the next row."
        )
