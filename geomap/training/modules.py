"""What the commands of training write: modules of learnt numbers, the reader's tables, and figures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path


def write_table(
    path: Path, about: str, name: str, kind: str, table: Mapping[str, float | tuple[float, ...]]
) -> None:
    """Write a module that holds `table` as `name`, of values of the type `kind`; `about` is its docstring."""
    rows = (
        f"    {json.dumps(key, ensure_ascii=False)}: {value!r}," for key, value in table.items()
    )
    head = (f'"""{about}"""', "# fmt: off", "", f"{name}: dict[str, {kind}] = {{")
    path.write_text("\n".join((*head, *rows, "}", "")), "utf-8")


def say(figures: object, into: Path | None) -> None:
    """Print `figures` as JSON, and write them to the file `into`, if there is one."""
    told = json.dumps(figures, indent=1)
    print(told)
    if into:
        into.write_text(told + "\n", "utf-8")
