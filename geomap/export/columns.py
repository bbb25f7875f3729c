"""The tables of a page's data, column by column."""

from __future__ import annotations

from typing import Any

MANY_ROWS = 1_000


class Columns:
    """Rows kept as columns: they compress better, and the page reads them without objects."""

    def __init__(self, names: str) -> None:
        self._names = names.split()
        self._rows: list[tuple[Any, ...]] = []

    def add(self, *row: Any) -> None:
        """Take one row, its values in the order of the names."""
        self._rows.append(row)

    @property
    def columns(self) -> dict[str, Any]:
        """Return each column under its name (see `column`)."""
        if not self._rows:
            return {name: [] for name in self._names}
        columns = zip(*self._rows, strict=True)
        return dict(zip(self._names, map(column, columns), strict=True))


def column(values: tuple[Any, ...]) -> list[Any] | dict[str, Any]:
    """Return a column of a page's data: its values, or {"of": few values, "at": numbers of them}.

    `at` is one number, of rows, where all are the same. A short column is never made shorter.
    """
    if len(values) < MANY_ROWS:
        return list(values)
    try:
        known = {value: index for index, value in enumerate(dict.fromkeys(values))}
    except TypeError:  # lists
        same = all(value == values[0] for value in values)
        return {"of": [values[0]], "at": len(values)} if same else list(values)
    if len(known) == 1:
        return {"of": [values[0]], "at": len(values)}
    if len(known) > len(values) // 8:
        return list(values)
    return {"of": list(known), "at": [known[value] for value in values]}
