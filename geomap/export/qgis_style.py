"""The style that QGIS finds in the GeoPackage: by class and status, with time in it (QML).

Shapes, fills and colours are those of the map: triangles and circles; filled for what occurred
or goes on, an outline for what is planned, dotted for what is proposed, crossed for what was
ruled out. Areas are hatched with a dashed boundary, never filled: somewhere in this unit.
"""

from __future__ import annotations

from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, indent, tostring

# The light theme of the map (web/symbols.js).
COLOURS = {"battlefield": "199,80,0", "diplomatic": "0,102,166"}
_MARKS = {"battlefield": "triangle", "diplomatic": "circle"}
_HATCH_ANGLES = {"battlefield": "45", "diplomatic": "135"}
_LABELS = {"battlefield": "Battlefield (armed violence)", "diplomatic": "Diplomatic site"}
_STATUSES = ("occurred", "ongoing", "planned", "proposed", "ruled_out")
_BACKGROUND = "background"

# What states only a setting has a category of its own, off at first as on the map.
_CLASSIFIED = f"""CASE WHEN "background" THEN '{_BACKGROUND}' ELSE "site" || ' ' || "status" END"""

# Expressions, not the fields alone: QGIS compares a date with a time, and where the steps are
# days would lose each event's last one. What is open on a side, or undated, is never hidden.
_BEGINS = 'coalesce(to_datetime("first_day"), make_datetime(1, 1, 1, 0, 0, 0))'
_ENDS = (
    """coalesce(to_datetime("last_day") + to_interval('86399 seconds'), """
    "make_datetime(9999, 12, 31, 23, 59, 59))"
)


class _Category(NamedTuple):
    value: str
    label: str
    site: str
    status: str


_CATEGORIES = (
    *(
        _Category(f"{site} {status}", f"{_LABELS[site]}: {status.replace('_', ' ')}", site, status)
        for site in COLOURS
        for status in _STATUSES
    ),
    _Category(_BACKGROUND, "Background: a setting, no event", "battlefield", _BACKGROUND),
)


def style_qml(kind: str) -> str:
    """Return the style of the layer of points (`kind` "marker") or of areas ("fill")."""
    root = Element("qgis", version="3.22.0", styleCategories="AllStyleCategories")
    _temporal(root)
    renderer = SubElement(
        root, "renderer-v2", type="categorizedSymbol", attr=_CLASSIFIED, symbollevels="0",
        forceraster="0", enableorderby="0",
    )  # fmt: skip
    categories = SubElement(renderer, "categories")
    symbols = SubElement(renderer, "symbols")
    for number, one in enumerate(_CATEGORIES):
        shown = "false" if one.status == _BACKGROUND else "true"
        SubElement(
            categories, "category", value=one.value, label=one.label, symbol=str(number),
            render=shown, type="string",
        )  # fmt: skip
        symbol = SubElement(
            symbols, "symbol", name=str(number), type=kind, alpha="1", clip_to_extent="1",
            force_rhr="0",
        )  # fmt: skip
        _marker(symbol, one) if kind == "marker" else _hatching(symbol, one)
    SubElement(renderer, "rotation")
    SubElement(renderer, "sizescale")
    SubElement(root, "previewExpression").text = '"name"'
    SubElement(root, "layerGeometryType").text = "0" if kind == "marker" else "2"
    indent(root, " ")
    doctype = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
    return doctype + tostring(root, encoding="unicode") + "\n"


def _temporal(root: Element) -> None:
    """Say from which day to which a feature shows: from one expression to another (mode 4)."""
    temporal = SubElement(
        root, "temporal", enabled="1", mode="4", startField="first_day", endField="last_day",
        startExpression=_BEGINS, endExpression=_ENDS,
        limitMode="1", accumulate="0", durationField="", durationUnit="d", fixedDuration="0",
    )  # fmt: skip
    fixed = SubElement(temporal, "fixedRange")
    SubElement(fixed, "start")
    SubElement(fixed, "end")


def _marker(symbol: Element, category: _Category) -> None:
    colour = COLOURS[category.site]
    filled = category.status in ("occurred", "ongoing")
    _layer(
        symbol,
        "SimpleMarker",
        name=_MARKS[category.site],
        size="3.2",
        size_unit="MM",
        color=f"{colour},255" if filled else f"{colour},0",
        outline_color="255,255,255,255" if filled else f"{colour},255",
        outline_style="dot" if category.status in ("proposed", _BACKGROUND) else "solid",
        outline_width="0.2" if filled else "0.6",
        outline_width_unit="MM",
    )
    if category.status == "ruled_out":
        _layer(
            symbol,
            "SimpleMarker",
            name="cross2",
            size="3.2",
            size_unit="MM",
            color=f"{colour},255",
            outline_color=f"{colour},255",
            outline_style="solid",
            outline_width="0.6",
            outline_width_unit="MM",
        )


def _hatching(symbol: Element, category: _Category) -> None:
    colour = COLOURS[category.site]
    line = "dot" if category.status in ("proposed", _BACKGROUND) else "dash"
    width = "0.5" if category.status in ("occurred", "ongoing") else "0.3"
    hatch = _layer(
        symbol,
        "LinePatternFill",
        angle=_HATCH_ANGLES[category.site],
        distance="2.5",
        distance_unit="MM",
        color=f"{colour},255",
    )
    lines = SubElement(hatch, "symbol", name=f"@{symbol.get('name')}@0", type="line", alpha="0.6")
    _layer(
        lines,
        "SimpleLine",
        line_color=f"{colour},255",
        line_style="solid" if category.status in ("occurred", "ongoing") else line,
        line_width="0.2",
        line_width_unit="MM",
    )
    _layer(
        symbol,
        "SimpleLine",
        line_color=f"{colour},255",
        line_style=line,
        line_width=width,
        line_width_unit="MM",
    )


def _layer(symbol: Element, kind: str, **told: str) -> Element:
    """Add a symbol layer; QGIS up to 3.24 reads `prop`, later ones read `Option` as well."""
    layer = SubElement(symbol, "layer", {"class": kind, "enabled": "1", "locked": "0", "pass": "0"})
    options = SubElement(layer, "Option", type="Map")
    for name, value in told.items():
        SubElement(options, "Option", name=name, value=value, type="QString")
    for name, value in told.items():
        SubElement(layer, "prop", k=name, v=value)
    return layer
