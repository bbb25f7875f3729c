"""The Folium side of the page. Importing this module imports folium: do so inside functions only.

Three things of stock Folium are not used: its links to scripts and styles elsewhere, its page
without a language and with zooming forbidden, and `Element(text)`, which evaluates `{{ }}` in the
text it is given. Constant parts go in as `Constant`, data as one base64 block.
"""

from __future__ import annotations

from html import escape
from typing import Any

import folium
from branca.element import Element, Figure, MacroElement
from folium.map import Layer, LayerControl
from folium.template import Template

from geomap.export import assets

# Name in the layer control, key in the script, shown at first. Constants: no data in a layer's name.
LAYERS = (
    ("Battlefield (armed violence)", "battlefield", True),
    ("Diplomatic sites", "diplomatic", True),
    ("Areas: countries' parts, regions, rings", "areas", True),
    ("Background: settings, not events", "background", False),
    ("Density of events (coverage, not violence)", "density", False),
    ("Place labels", "labels", True),
    ("Lakes and rivers", "waters", True),
    ("Borders inside countries", "regions", True),
)
TILES_LAYER = ("Online background", "tiles", True)


class Constant(Element):
    """A piece of the page that is put in as it is: no template, nothing evaluated."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **kwargs: Any) -> str:  # noqa: ARG002
        """Return the text."""
        return self.text


class PageFigure(Figure):
    """Folium's page, with a language, a title, and room for the policy before anything else."""

    _template = Template(
        "<!DOCTYPE html>\n"
        '<html lang="en">\n'
        "<head>{{ this.policy }}\n"
        '<meta charset="utf-8">\n'
        "<title>{{ this.escaped_title }}</title>\n"
        "{{ this.header.render(**kwargs) }}\n"
        "</head>\n"
        "<body>\n"
        "{{ this.html.render(**kwargs) }}\n"
        "<script>\n"
        "{{ this.script.render(**kwargs) }}\n"
        "</script>\n"
        "</body>\n"
        "</html>\n"
    )

    def __init__(self, title: str) -> None:
        super().__init__(height="640px")
        self.header._children.clear()
        self.escaped_title = escape(title)
        self.policy = ""


class PageMap(folium.Map):
    """A Folium map without links to elsewhere, on a page that can be zoomed."""

    _template = Template(
        """
        {% macro header(this, kwargs) %}
            <meta name="viewport" content="width=device-width, initial-scale=1">
        {% endmacro %}
        {% macro html(this, kwargs) %}
            <main id="gm-main">
            <div class="folium-map" id="{{ this.get_name() }}"></div>
            </main>
        {% endmacro %}
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = geomap.createMap("{{ this.get_name() }}", {
                center: {{ this.location|tojson }},
                crs: L.CRS.{{ this.crs }},
                ...{{ this.options|tojavascript }}
            });
        {% endmacro %}
        """
    )

    def render(self, **kwargs: Any) -> str:
        """Render the map, its layer control last: it names layers that must be there by then."""
        for name, child in list(self._children.items()):
            if isinstance(child, LayerControl):
                self._children.move_to_end(name)
        rendered: str = super().render(**kwargs)  # type: ignore[no-untyped-call]
        return rendered


class SiteLayer(Layer):
    """One of geomap's layers: a real Leaflet layer that Folium's layer control switches."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = geomap.layer("{{ this.key }}");
        {% endmacro %}
        """
    )

    def __init__(self, name: str, key: str, show: bool) -> None:
        super().__init__(name=name, overlay=True, show=show)
        self._name = "SiteLayer"
        self.key = key


class ConflictPage(MacroElement):
    """Constant styles, scripts and shell; the data block; and the call that starts it all."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            geomap.start({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self, data: str, table: str, *, for_folium: bool) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "ConflictPage"
        self.data = data
        self.table = table
        self.for_folium = for_folium

    def render(self, **kwargs: Any) -> None:  # type: ignore[override]  # branca's own return none
        """Put the parts into the page's figure."""
        figure = figure_of(self)
        put = figure.header.add_child
        put(Constant(f"<style>{assets.leaflet_css()}</style>"), name="leaflet_css")
        put(Constant(f"<style>{assets.page_css()}</style>"), name="geomap_css")
        put(Constant(f"<script>{assets.leaflet_js()}</script>"), name="leaflet_js")
        put(Constant(f"<script>{assets.page_js()}</script>"), name="geomap_js")
        if self.for_folium:
            put(Constant(f"<script>{assets.folium_js()}</script>"), name="folium_js")
        # The shell goes before the map, so that Tab meets the skip link and the panel first.
        body = figure.html.add_child
        body(Constant(assets.shell_html()), name="shell", index=0)
        body(Constant(self.table), name="table")
        block = f'<script type="application/json" id="geomap-data">{self.data}</script>'
        body(Constant(block), name="data")
        super().render(**kwargs)  # type: ignore[no-untyped-call]


def build_map(data: str, table: str, *, title: str, for_folium: bool, online: bool) -> folium.Map:
    """Return the map over `data` (the text of the data block); `table` is what a page without scripts shows.

    `online`: with a layer for the tiles that the data name.
    """
    made = PageMap(
        location=(25.0, 20.0), zoom_start=2, tiles=None, maxZoom=15, zoomSnap=0.25, zoomDelta=1
    )
    made.default_js, made.default_css = [], []
    figure = PageFigure(title)
    figure.add_child(made)
    for name, key, show in (*((TILES_LAYER,) if online else ()), *LAYERS):
        made.add_child(SiteLayer(name, key, show))
    made.add_child(ConflictPage(data, table, for_folium=for_folium))
    made.add_child(LayerControl(collapsed=True))
    return made


def figure_of(element: Element) -> PageFigure:
    """Return the page that `element` is on."""
    figure = element.get_root()
    assert isinstance(figure, PageFigure)
    return figure


def renumber(figure: Figure) -> None:
    """Number the ids of the page's elements in order, so that two renders are the same bytes."""
    waiting: list[Element] = [figure]
    number = 0
    while waiting:
        element = waiting.pop(0)
        number += 1
        element._id = str(number)
        waiting = list(element._children.values()) + waiting
