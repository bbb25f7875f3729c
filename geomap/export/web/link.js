// The view in the address: #v=zoom/lat/lon&off=…&t=from..to&u=0&q=…&on=layers&p=place&theme=dark
(function (g) {
  let written = null;

  function defaults() {
    return { off: new Set(), from: null, to: null, undated: true, query: "", theme: "auto",
      layers: { ...g.firstLayers }, view: null, place: null };
  }

  const READ = {
    v(text, into) {
      const match = /^(\d{1,2}(?:\.\d{1,2})?)\/(-?\d{1,2}(?:\.\d{1,5})?)\/(-?\d{1,3}(?:\.\d{1,5})?)$/
        .exec(text);
      if (!match) return false;
      const [zoom, lat, lon] = match.slice(1).map(Number);
      const [nearLat, nearLon] = g.inReach(lat, lon);
      into.view = { zoom, lat: nearLat, lon: nearLon };
      return zoom <= 20 && Math.abs(lat) <= 90 && Math.abs(lon) <= 220;
    },
    off(text, into) {
      for (const key of text.split(",")) {
        const [group, value, more] = key.split(".");
        if (more !== undefined || !Object.hasOwn(g.GROUPS, group)) return false;
        if (!g.GROUPS[group].includes(value)) return false;
        into.off.add(key);
      }
      return true;
    },
    t(text, into) {
      const match = /^(\d{4}-\d\d-\d\d)?\.\.(\d{4}-\d\d-\d\d)?$/.exec(text);
      if (!match) return false;
      into.from = match[1] ? g.dayNumber(match[1]) : null;
      into.to = match[2] ? g.dayNumber(match[2]) : null;
      if ((match[1] && into.from === null) || (match[2] && into.to === null)) return false;
      return into.from === null || into.to === null || into.from <= into.to;
    },
    u(text, into) {
      into.undated = false;
      return text === "0";
    },
    q(text, into) {
      into.query = text.slice(0, 200);
      return text.length <= 200;
    },
    on(text, into) {
      for (const key of Object.keys(into.layers)) into.layers[key] = false;
      const wanted = text === "" ? [] : text.split(",");
      for (const key of wanted) {
        if (!Object.hasOwn(into.layers, key)) return false;
        into.layers[key] = true;
      }
      return true;
    },
    p(text, into) {
      into.place = g.places.find((place) => place.id === text) || null;
      return into.place !== null;
    },
    picture: (text) => g.pictureSize(text) !== null,
    theme(text, into) {
      into.theme = text;
      return text === "light" || text === "dark";
    },
  };

  // Return what the hash says, or null when any part of it is malformed.
  g.readLink = function (hash) {
    const into = defaults();
    const text = hash.replace(/^#/, "");
    if (text === "") return into;
    const seen = new Set();
    for (const part of text.split("&")) {
      const at = part.indexOf("=");
      const key = part.slice(0, at);
      if (at < 1 || !Object.hasOwn(READ, key) || seen.has(key)) return null;
      seen.add(key);
      let value;
      try {
        value = decodeURIComponent(part.slice(at + 1));
      } catch {
        return null;
      }
      if (!READ[key](value, into)) return null;
    }
    return into;
  };

  g.linkOf = function () {
    const { state, map } = g;
    const centre = map.getCenter();
    const parts = [`v=${Number(map.getZoom().toFixed(2))}/${Number(centre.lat.toFixed(4))}/` +
      `${Number(centre.lng.toFixed(4))}`];
    if (state.off.size) parts.push(`off=${[...state.off].sort().join(",")}`);
    if (state.from !== null || state.to !== null) {
      parts.push(`t=${state.from === null ? "" : g.isoDay(state.from)}..` +
        `${state.to === null ? "" : g.isoDay(state.to)}`);
    }
    if (!state.undated) parts.push("u=0");
    if (state.query) parts.push(`q=${encodeURIComponent(state.query.slice(0, 200))}`);
    const on = Object.keys(state.layers).filter((key) => state.layers[key]);
    const first = Object.keys(g.firstLayers).filter((key) => g.firstLayers[key]);
    if (on.join() !== first.join()) parts.push(`on=${on.join(",")}`);
    if (g.open) parts.push(`p=${encodeURIComponent(g.open.id)}`);
    if (state.theme !== "auto") parts.push(`theme=${state.theme}`);
    return `#${parts.join("&")}`;
  };

  g.writeLink = function () {
    if (!g.ready) return;
    written = g.linkOf();
    try {
      history.replaceState(null, "", written);
    } catch {
      // A notebook's frame has no address of its own.
    }
  };

  g.applyLink = function (found) {
    const { state } = g;
    g.busy = true;
    Object.assign(state, { off: found.off, from: found.from, to: found.to,
      undated: found.undated, query: found.query, theme: found.theme });
    g.byId("gm-search").value = found.query;
    for (const [key, on] of Object.entries(found.layers)) g.showLayer(key, on);
    if (found.view) {
      g.map.setView([found.view.lat, found.view.lon], found.view.zoom, { animate: false });
    } else g.fit();
    g.setTheme(state.theme);
    g.changed();
    g.busy = false;
    g.redraw();
    g.updateList();
    if (found.place && g.shownSites.some((site) => site.place.id === found.place.id)) {
      g.openPlace(found.place);
    }
  };

  g.useLink = function () {
    const found = g.readLink(location.hash);
    g.applyLink(found || defaults());
    if (!found) g.say("The address’s view could not be read: everything is shown.");
  };

  g.addLink = function () {
    window.addEventListener("hashchange", () => {
      if (location.hash !== written) g.useLink();
    });
    g.map.on("moveend", g.writeLink);
    g.onChange(g.writeLink);
  };
})(geomap);
