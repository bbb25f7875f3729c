"""A page's tree made ready for the extraction, which knows no layout tables, templates or times."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CELLS = ("td", "th")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def prepare(tree: HtmlElement) -> None:
    """Change `tree`: tables that lay out the page become blocks, templates go, days stay headings.

    A template is shown to nobody. A `time` that heads a day's entries is lost to the extraction,
    as is all that stands in a cell but one line of it.
    """
    from lxml import etree

    etree.strip_elements(tree, "template", with_tail=False)
    for heading in tree.iter(*_HEADINGS):
        etree.strip_tags(heading, "time")
    layout = {table for table in tree.iter("table") if _lays_out(table)}
    parts = [
        part
        for part in tree.iter("tr", "tbody", "thead", "tfoot", *_CELLS)
        if next(part.iterancestors("table"), None) in layout
    ]
    for part in [*layout, *parts]:
        part.tag = "div"


def _lays_out(table: HtmlElement) -> bool:
    """Say whether `table` holds no data but a page's parts: other tables, or paragraphs in a cell."""
    for cell in table.iter("table", *_CELLS):
        if cell is table:
            continue
        if cell.tag == "table" or len(cell.findall("p")) > 1:
            return True
    return False
