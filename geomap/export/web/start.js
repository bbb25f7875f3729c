"use strict";
// geomap's page. Article text enters the document through textContent and createTextNode only.
var geomap = {};

(function (g) {
  const CARET = /[\u0000]/g;

  // Return a new element; `props` become properties, `attrs` attributes; text children are text.
  g.el = function (tag, props, ...children) {
    const node = document.createElement(tag);
    for (const [key, value] of Object.entries(props || {})) {
      if (value === null || value === undefined) continue;
      if (key === "class") node.className = value;
      else if (key === "text") node.textContent = value;
      else if (key === "on") {
        for (const [event, handler] of Object.entries(value)) node.addEventListener(event, handler);
      } else node.setAttribute(key, value);
    }
    for (const child of children.flat()) {
      if (child === null || child === undefined || child === false) continue;
      node.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
    return node;
  };

  g.byId = (id) => document.getElementById(id);

  // Return a link for an http(s) address; the address as plain text for any other.
  g.link = function (address, label) {
    let parsed = null;
    try {
      parsed = new URL(address);
    } catch {
      parsed = null;
    }
    if (!parsed || !["http:", "https:"].includes(parsed.protocol)) {
      return g.el("bdi", { text: label || address });
    }
    return g.el("a", { href: parsed.href, rel: "noopener noreferrer", target: "_blank" },
      g.el("bdi", { text: label || address }));
  };

  // Say something to a screen reader, and show it for a while.
  g.say = function (text) {
    const status = g.byId("gm-status");
    status.textContent = text;
    status.classList.add("gm-shown");
    clearTimeout(g.say.timer);
    g.say.timer = setTimeout(() => status.classList.remove("gm-shown"), 6000);
  };

  const ASCII = /^[\u0001-\u007f]*$/;
  g.plain = (text) => (ASCII.test(text) ? text.toLowerCase() :
    text.normalize("NFD").replace(/\p{M}/gu, "").replace(CARET, "").toLocaleLowerCase("en"));

  g.debounce = function (wait, action) {
    let timer = 0;
    return (...args) => {
      clearTimeout(timer);
      timer = setTimeout(() => action(...args), wait);
    };
  };

  g.number = (value) => value.toLocaleString("en");
  g.plural = (count, one, many) => `${g.number(count)} ${count === 1 ? one : many}`;

  const clamp = (value, most) => Math.max(-most, Math.min(most, value));

  // The nearest centre that the map may have: not at a pole, little more than one world.
  g.inReach = (lat, lon) => [clamp(lat, 80), clamp(lon, 200)];

  // The longitude at which a place is seen nearest to the map's centre: of the worlds beside each other.
  g.nearLon = (lon, from = g.map.getCenter().lng) => lon + 360 * Math.round((from - lon) / 360);

  g.createMap = function (id, options) {
    const map = L.map(id, {
      ...options,
      zoomControl: true,
      fadeAnimation: false,
      attributionControl: false,
    });
    // Leaflet's own maxBounds pans by an animation that outlives the next view one sets.
    let moving = false;
    map.on("moveend", () => {
      if (moving) return;
      const centre = map.getCenter();
      const near = L.latLng(g.inReach(centre.lat, centre.lng));
      // A view is set to the pixel: nearer than that it can't come.
      if (map.project(centre).distanceTo(map.project(near)) <= 1.5) return;
      moving = true;
      map.setView(near, map.getZoom(), { animate: false });
      moving = false;
    });
    L.control.scale({ imperial: false }).addTo(map);
    L.control.attribution({ prefix: false }).addTo(map);
    map.getContainer().setAttribute("aria-label",
      "Map. Arrow keys move it, plus and minus zoom, N and P go from site to site, " +
      "Enter opens the one that is marked.");
    map.getContainer().setAttribute("role", "region");
    return map;
  };
})(geomap);
