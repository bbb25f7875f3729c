// The Leaflet layers that Folium's layer control switches: each turns one part of the drawing on.
(function (g) {
  const made = {};
  const FILTERS = ["battlefield", "diplomatic", "background"]; // these change what is counted
  const BASE = ["waters", "regions"];

  const Layer = L.Layer.extend({
    initialize(key) {
      this.key = key;
    },
    onAdd() {
      g.setLayer(this.key, true);
    },
    onRemove() {
      g.setLayer(this.key, false);
    },
  });

  const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

  // Pictures from elsewhere, over geomap's own land: only in a page that was made with `--tiles`.
  function tiles() {
    const [template, attribution] = g.data.tiles;
    const layer = L.tileLayer(template, { maxZoom: 19, attribution: escaped(attribution) });
    layer.on("tileerror", g.debounce(500, () => g.say("The online background can’t be loaded.")));
    return layer;
  }

  // Return the layer called `key`; Folium adds it to the map, or leaves it off.
  g.layer = function (key) {
    made[key] = new Layer(key);
    g.state.layers[key] = false;
    return made[key];
  };

  g.setLayer = function (key, on) {
    g.state.layers[key] = on;
    if (key === "tiles" && g.data && !g.pictured) showTiles(on);
    if (!g.ready) return;
    if (FILTERS.includes(key)) g.changed();
    else if (BASE.includes(key)) g.redrawBase();
    else g.redraw();
    if (!FILTERS.includes(key)) g.writeLink();
  };

  // The tiles have names, waters and borders of their own.
  function showTiles(on) {
    g.tileLayer = g.tileLayer || tiles();
    if (on) g.tileLayer.addTo(g.map);
    else g.tileLayer.remove();
  }

  g.showLayer = function (key, on) {
    if (!made[key] || g.map.hasLayer(made[key]) === on) return;
    if (on) made[key].addTo(g.map);
    else made[key].remove();
  };

  g.redraw = () => g.symbols && g.symbols.redraw();
  g.redrawBase = () => g.ground && g.ground.redraw();

  g.addCanvases = function (map) {
    if (g.state.layers.tiles && !g.pictured) showTiles(true);
    map.createPane("gm-ground").style.zIndex = 150;
    map.createPane("gm-symbols").style.zIndex = 450;
    for (const pane of ["gm-ground", "gm-symbols"]) {
      map.getPane(pane).style.pointerEvents = "none";
    }
    g.ground = new g.Canvas("gm-ground", g.drawBase).addTo(map);
    g.symbols = new g.Canvas("gm-symbols", g.drawSites).addTo(map);
  };

  // Clicks and hovering: what lies under the pointer, else nothing.
  g.addPointer = function (map) {
    const touch = (event) => (event.originalEvent && event.originalEvent.pointerType === "touch" ? 10 : 3);
    map.on("click", (event) => {
      if (g.picking) {
        g.picking(event.latlng);
        return;
      }
      const item = g.hit(event.containerPoint, touch(event));
      if (item) g.openGroup(item.group);
      else g.closeCard();
    });
    map.on("mousemove", (event) => {
      const item = g.hit(event.containerPoint, 1);
      map.getContainer().style.cursor = item ? "pointer" : "";
      tip(item, event.containerPoint);
    });
    map.on("mouseout movestart zoomstart", () => tip(null));
  };

  function tip(item, point) {
    const node = g.byId("gm-tip");
    node.hidden = !item;
    if (!item) return;
    const { group } = item;
    const [spot] = group;
    const sites = spot.sites.map((site) =>
      `${g.CLASS_WORDS[site.site]}, ${g.word(g.STATUS_SHORT, site.shownStatus).toLowerCase()}`);
    node.textContent = group.length > 1 ?
      `${g.plural(group.length, "place", "places")} here, one of them ${spot.place.name}` :
      `${spot.place.name}: ${sites.join("; ")}`;
    const box = g.map.getContainer().getBoundingClientRect();
    node.style.left = `${Math.min(box.left + point.x + 14, window.innerWidth - 260)}px`;
    node.style.top = `${box.top + point.y + 16}px`;
  }
})(geomap);
