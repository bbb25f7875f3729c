"""Rows of a Parquet file, streamed; what is damaged in it costs the rows it holds."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from geomap.articles.markup import row_of
from geomap.articles.row import Limits, Row, no_text
from geomap.articles.skipped import Skipped, shown
from geomap.errors import ArticleError
from geomap.settings import FIELDS

if TYPE_CHECKING:
    import pyarrow

_BATCH_ROWS = 32
_SPOOLED = 32 << 20
_BLOCK = 1 << 20
# As compressed.py has it: what swells more than this is no news. A dictionary of few texts that many
# rows refer to counts once.
_MOST_RATIO = 250
_SLACK = 64 << 20


def parquet_rows(stream: BinaryIO, source: str, limits: Limits) -> Iterator[Row | Skipped]:
    """Yield the rows of a table of articles.

    Raises ArticleError: it has no rows, or no column of texts.
    """
    import pyarrow
    from pyarrow import parquet

    with tempfile.SpooledTemporaryFile(max_size=_SPOOLED) as spool:
        if not stream.seekable():
            shutil.copyfileobj(stream, spool, _BLOCK)
            spool.seek(0)
            stream = cast(BinaryIO, spool)
        try:
            # Buffered: a column of a large row group is not read whole.
            table = parquet.ParquetFile(stream, buffer_size=_BLOCK)
            present = table.schema_arrow.names
            wanted = [limits.columns.get(name, name) for name in FIELDS]
            groups = [table.metadata.row_group(n) for n in range(table.num_row_groups)]
        except (pyarrow.ArrowException, UnicodeDecodeError, OSError) as error:
            yield Skipped(source=source, reason=f"is damaged or no Parquet file: {_said(error)}.")
            return
        if wanted[FIELDS.index("text")] not in present:
            raise ArticleError(no_text(wanted[FIELDS.index("text")], present))
        if not table.metadata.num_rows:
            raise ArticleError("has no rows. Delete it, or save the articles into it.")
        columns = [name for name in wanted if name in present]
        first = 0
        for index, group in enumerate(groups):
            number = first
            try:
                _check_swelling(group, columns)
                batches = table.iter_batches(
                    batch_size=_BATCH_ROWS, row_groups=[index], columns=columns
                )
                for batch in batches:
                    for row in _values(batch):
                        number += 1
                        where = f"{source}#{number}"
                        if isinstance(row, str):
                            yield Skipped(source=where, reason=f"is damaged: {row}. Mend that row.")
                        else:
                            yield row_of(where, _fields(row, wanted), limits)
            except (pyarrow.ArrowException, OSError, ArticleError) as error:
                last = first + group.num_rows
                rows = f"{source}#{number + 1}" + (f"-{last}" if last > number + 1 else "")
                yield Skipped(source=rows, reason=f"is damaged: {_said(error)}. Get it again.")
            first += group.num_rows


def _fields(row: dict[str, Any], wanted: list[str]) -> dict[str, Any]:
    fields = {name: row.get(column) for name, column in zip(FIELDS, wanted, strict=True)}
    # Columns of bytes are texts that their writer did not mark as such.
    return {
        name: value.decode("utf-8", "replace") if isinstance(value, bytes) else value
        for name, value in fields.items()
    }


def _values(batch: pyarrow.RecordBatch) -> Iterator[dict[str, Any] | str]:
    """Yield each row, or what is wrong with it."""
    try:
        yield from batch.to_pylist()
        return
    except UnicodeDecodeError:
        pass
    for number in range(batch.num_rows):
        try:
            yield batch.slice(number, 1).to_pylist()[0]
        except UnicodeDecodeError as error:
            yield f"a text that is no UTF-8 ({error.reason} at byte {error.start})"


def _check_swelling(group: Any, columns: list[str]) -> None:
    """Raise ArticleError when a column of `group` says that it swells beyond reason."""
    for number in range(group.num_columns):
        column = group.column(number)
        if column.path_in_schema.split(".")[0] not in columns:
            continue
        small, large = column.total_compressed_size, column.total_uncompressed_size
        if large > _MOST_RATIO * small + _SLACK:
            raise ArticleError(f"swells from {small:,} bytes to {large:,}: no news does")


def _said(error: Exception) -> str:
    return shown(str(error).splitlines()[0][:200]).rstrip(".") if str(error) else "no Parquet"
