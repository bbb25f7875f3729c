// The list of what is in view: all of it, but only the rows one can see are in the document.
(function (g) {
  const { el } = g;
  const ROW = 54; // pixels; page.css holds the same height
  let items = [];
  const rows = new Map(); // those in the document, by their position
  let order = []; // all sites, newest first
  let inOrder = { of: null, sites: [] }; // of these sites that are shown

  // Return the function that tells whether a site is inside the bounds, in whichever of the worlds
  // that lie beside each other.
  function seenIn(bounds) {
    const [south, north, west, east] = [bounds.getSouth(), bounds.getNorth(), bounds.getWest(), bounds.getEast()];
    const [left, top] = g.mercator(west, north);
    const [right, bottom] = g.mercator(east, south);
    const worlds = [-1, 0, 1];
    return function ({ place }) {
      if (place.area === null) {
        return place.lat >= south && place.lat <= north &&
          worlds.some((world) => place.lon + 360 * world >= west && place.lon + 360 * world <= east);
      }
      const area = g.areas[place.area];
      area.boxes = area.boxes || area.rings.map((ring) => g.boxOf([ring]));
      return area.boxes.some((box) => box[3] >= top && box[1] <= bottom &&
        worlds.some((world) => box[2] + world >= left && box[0] + world <= right));
    };
  }

  const newestFirst = (sites) => sites.slice().sort((a, b) =>
    (b.newest > a.newest ? 1 : b.newest < a.newest ? -1 : a.index - b.index));

  // What changed since another map stands before what didn't.
  function changedFirst(sites) {
    if (!g.data.since) return sites;
    const changed = (site) => site.shown.some((event) => event.changed);
    return [...sites.filter(changed), ...sites.filter((site) => !changed(site))];
  }

  // As long as no filter hides a part of a site, the order of all of them stands.
  const sorted = () => (g.shownSites.every((site) => site.whole) ?
    order.filter((site) => site.shown.length) : newestFirst(g.shownSites));

  function badgeOf(site) {
    if (site.precision === "country") return site.place.kind;
    if (site.precision === "area") return "area";
    if (site.precision !== "ring") return "";
    return site.shown.every((event) => event.role === "near") ? "near" : "region";
  }

  function rowNode(site, position) {
    const tag = badgeOf(site);
    const where = g.placeLine(site.place);
    const day = site.newest;
    const event = site.shown.find((one) => one.days !== null && (one.days[1] === day || one.days[0] === day));
    const changed = site.shown.map((one) => one.changed).filter(Boolean);
    const second = [...changed.slice(0, 1), `${g.word(g.STATUS_SHORT, site.shownStatus)}`,
      g.dateWords(event ? event.date : null), where].filter(Boolean).join(" · ");
    return el("li", { "aria-setsize": items.length, "aria-posinset": position + 1,
      style: `top:${position * ROW}px` },
      el("button", { type: "button", class: "gm-row", "data-site": site.id, "data-row": position,
        "aria-label": `${site.place.name}, ${g.CLASS_WORDS[site.site]}, ${second}` +
          `${tag ? `, ${tag}` : ""}, ${g.plural(site.shown.length, "event", "events")}`,
        on: { click: () => g.openPlace(site.place, { move: needsMove(site) }) } },
        g.symbolPicture(g.lookOf(site), 24),
        el("span", { class: "gm-lines" },
          el("span", { class: "gm-first" }, el("bdi", { text: site.place.name }),
            tag ? el("span", { class: "gm-badge", text: tag }) : null),
          el("span", { class: "gm-second", text: second })),
        el("span", { class: "gm-figure", text: g.number(site.shown.length) })));
  }

  // The map moves only for a place that is hidden in a cluster or out of sight.
  function needsMove(site) {
    if (!g.map.getBounds().contains([site.place.lat, g.nearLon(site.place.lon)])) return true;
    const group = g.drawn.find((one) => one.group.some((spot) => spot.place.id === site.place.id));
    return Boolean(group && group.group.length > 1);
  }

  // Rows that stay in sight stay as they are: one that is put in anew under a finger loses its click.
  function paint() {
    const box = g.byId("gm-list");
    const list = g.byId("gm-items");
    const first = Math.max(0, Math.floor(box.scrollTop / ROW) - 4);
    const last = Math.min(items.length, Math.ceil((box.scrollTop + box.clientHeight) / ROW) + 4);
    list.style.height = `${items.length * ROW}px`;
    for (const [position, row] of rows) {
      if (position >= first && position < last) continue;
      row.remove();
      rows.delete(position);
    }
    let next = null;
    for (let position = last - 1; position >= first; position -= 1) {
      if (!rows.has(position)) {
        rows.set(position, rowNode(items[position], position));
        list.insertBefore(rows.get(position), next);
      }
      next = rows.get(position);
    }
  }

  // Put in anew what may have changed; the row that had the focus has it again.
  function paintAnew() {
    const list = g.byId("gm-items");
    const active = document.activeElement && document.activeElement.dataset ?
      document.activeElement.dataset.site : undefined;
    list.replaceChildren();
    rows.clear();
    paint();
    if (active) {
      const again = [...list.querySelectorAll("button")].find((b) => b.dataset.site === active);
      if (again) again.focus({ preventScroll: true });
    }
  }

  g.updateList = () => update(false);

  function update(moved) {
    if (g.busy) return;
    const everywhere = g.byId("gm-everywhere").checked;
    const bounds = g.map.getBounds();
    if (inOrder.of !== g.shownSites) inOrder = { of: g.shownSites, sites: changedFirst(sorted()) };
    const before = items;
    items = everywhere ? inOrder.sites : inOrder.sites.filter(seenIn(bounds));
    g.listed = items;
    const empty = g.byId("gm-empty");
    empty.hidden = items.length > 0;
    empty.textContent = !g.sites.length ?
      "No sites: none of the mentions is a battlefield or a diplomatic site. ‘Not on the map’ says why." :
      g.shownSites.length ? "Nothing in this part of the map." : "Nothing passes the filters.";
    g.byId("gm-tab-list").textContent = `${everywhere ? "All" : "In view"} (${g.number(items.length)})`;
    const same = before.length === items.length && before.every((site, i) => site === items[i]);
    if (!same) g.byId("gm-list").scrollTop = 0;
    if (moved && same) paint();
    else paintAnew();
  }

  // Above the list: since which map, how many events changed, and what is gone and why.
  function sinceNode([label, changed, gone]) {
    const said = `Since ${label}: ${g.plural(changed.length, "event", "events")} new or changed` +
      `${gone.length ? `, ${g.number(gone.length)} gone` : ""}.`;
    const line = ([place, site, date, why]) => el("li", {}, el("bdi", { text: place }),
      ` · ${g.CLASS_WORDS[site]} · ${g.dateWords(date)} · ${why}`);
    return el("div", { id: "gm-since", class: "gm-dim" }, el("p", { text: said }),
      gone.length ? el("details", {}, el("summary", { text: "What is gone" }),
        el("ul", { class: "gm-plain" }, ...gone.slice(0, 500).map(line))) : null);
  }

  g.addList = function () {
    const box = g.byId("gm-list");
    if (g.data.since) box.before(sinceNode(g.data.since));
    for (const site of g.sites) site.newest = g.newestOf(site.events);
    order = newestFirst(g.sites);
    box.addEventListener("scroll", () => requestAnimationFrame(paint));
    new ResizeObserver(paint).observe(box);
    g.byId("gm-everywhere").addEventListener("change", g.updateList);
    box.addEventListener("keydown", (event) => {
      const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -1e9, End: 1e9 };
      const button = event.target.closest("button");
      if (!button || !(event.key in steps)) return;
      event.preventDefault();
      focusRow(Number(button.dataset.row) + steps[event.key]);
    });
    g.map.on("moveend", () => update(true));
    g.onChange(g.updateList);
  };

  g.focusSite = function (id) {
    const position = items.findIndex((site) => site.id === id);
    if (position >= 0) focusRow(position);
    else g.byId("gm-tab-list").focus();
  };

  function focusRow(wanted) {
    const box = g.byId("gm-list");
    const position = Math.max(0, Math.min(items.length - 1, wanted));
    const top = position * ROW;
    if (top < box.scrollTop) box.scrollTop = top;
    if (top + ROW > box.scrollTop + box.clientHeight) box.scrollTop = top + ROW - box.clientHeight;
    paint();
    const button = box.querySelector(`button[data-row="${position}"]`);
    if (button) button.focus({ preventScroll: true });
  }
})(geomap);
