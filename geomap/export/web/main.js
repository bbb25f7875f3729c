// Starts the page: unpacks the data, builds the panel, and says so when something is missing.
(function (g) {
  const THEMES = ["auto", "light", "dark"];

  g.setTheme = function (theme) {
    g.state.theme = theme;
    // Paper is white: a print is light whatever the screen is.
    document.documentElement.dataset.theme = g.theme() === g.THEMES.dark ? "dark" : "light";
    g.byId("gm-theme").textContent = `Theme: ${theme}`;
    g.redraw();
    g.redrawBase();
    g.repaintPictures();
    g.repaintTime();
  };

  // The view that holds every site that is drawn; the whole world when there is none.
  g.fit = function () {
    const drawn = g.sites.filter((site) => !g.LISTED_KINDS.includes(site.place.kind) && !site.background);
    const places = (drawn.length ? drawn : g.sites).map((site) => site.place);
    if (!places.length) {
      g.map.setView([25, 15], g.map.getMinZoom(), { animate: false });
      return;
    }
    const direct = places.map((place) => place.lon);
    const turned = direct.map((lon) => (lon < 0 ? lon + 360 : lon));
    const most = (list) => list.reduce((a, b) => Math.max(a, b)); // spread, a long list is too much
    const span = (lons) => most(lons) + most(lons.map((lon) => -lon));
    // Across the antimeridian only where that is much the shorter way.
    const lons = span(turned) < 0.6 * span(direct) ? turned : direct;
    const lats = places.map((place) => Math.max(-70, Math.min(80, place.lat)));
    const corner = (sign) => [sign * most(lats.map((lat) => sign * lat)), sign * most(lons.map((lon) => sign * lon))];
    g.map.fitBounds(L.latLngBounds(corner(-1), corner(1)), { padding: [46, 46], maxZoom: 7, animate: false });
  };

  function showCounts() {
    const listed = [["country", "country", "countries"], ["continent", "continent", "continents"]]
      .map(([kind, ...words]) => [g.shownSites.filter((site) => site.place.kind === kind).length, ...words])
      .filter(([count]) => count).map((one) => g.plural(...one)).join(", ");
    const text = `${g.number(g.shownSites.length)} of ${g.plural(g.sites.length, "site", "sites")} · ` +
      `${g.number(g.shownEvents)} of ${g.plural(g.events.length, "event", "events")}` +
      `${listed ? ` · ${listed} listed, not drawn` : ""}`;
    const node = g.byId("gm-count");
    if (node.textContent !== text) node.textContent = text;
    node.dataset.sites = g.shownSites.length;
    node.dataset.events = g.shownEvents;
    g.byId("gm-filters-print").textContent = `Filters: ${g.filterWords()}.`;
  }

  function addTabs() {
    const tabs = [...document.querySelectorAll("[role=tab]")];
    const choose = (tab, focus) => {
      for (const other of tabs) {
        const chosen = other === tab;
        other.setAttribute("aria-selected", String(chosen));
        other.tabIndex = chosen ? 0 : -1;
        g.byId(other.getAttribute("aria-controls")).hidden = !chosen;
      }
      if (focus) tab.focus();
      if (tab.id === "gm-tab-list") g.updateList();
    };
    g.chooseTab = (id) => choose(g.byId(id), false);
    tabs.forEach((tab) => {
      tab.addEventListener("click", () => {
        choose(tab, false);
        document.body.classList.add("gm-panel-open");
        g.byId("gm-panel-toggle").setAttribute("aria-expanded", "true");
      });
      tab.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        const there = tabs.filter((one) => !one.hidden);
        if (step) choose(there[(there.indexOf(tab) + step + there.length) % there.length], true);
      });
    });
  }

  function addKeys() {
    let at = -1;
    const container = g.map.getContainer();
    container.addEventListener("keydown", (event) => {
      if (event.target !== container || event.ctrlKey || event.metaKey || event.altKey || g.picking) return;
      const key = event.key.toLowerCase();
      if (key === "n" || key === "p") {
        const inside = g.drawn.filter((item) => item.x >= 0 && item.y >= 0 &&
          item.x <= g.map.getSize().x && item.y <= g.map.getSize().y);
        inside.sort((a, b) => a.y - b.y || a.x - b.x);
        if (!inside.length) return;
        at = (at + (key === "n" ? 1 : -1) + inside.length) % inside.length;
        g.marked = inside[at].group;
        g.focus = g.marked[0].place;
        g.redraw();
        g.say(g.marked.length > 1 ? `${g.marked.length} places, one of them ${g.focus.name}` :
          `${g.focus.name}, ${g.marked[0].sites.map((site) => g.CLASS_WORDS[site.site]).join(" and ")}`);
      } else if (event.key === "Enter" && g.marked) g.openGroup(g.marked);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") g.closeCard();
    });
    // A press inside a card must not reach the map's own keys.
    g.map.getPane("popupPane").addEventListener("keydown", (event) => {
      if (event.key !== "Escape") event.stopPropagation();
    });
  }

  function addButtons() {
    g.byId("gm-theme").addEventListener("click", () => {
      g.setTheme(THEMES[(THEMES.indexOf(g.state.theme) + 1) % THEMES.length]);
      g.writeLink();
    });
    g.byId("gm-search").addEventListener("input", g.debounce(150, (event) => {
      g.state.query = event.target.value;
      g.changed();
    }));
    g.byId("gm-panel-toggle").addEventListener("click", (event) => {
      const open = document.body.classList.toggle("gm-panel-open");
      event.currentTarget.setAttribute("aria-expanded", String(open));
      if (open) g.updateList();
    });
    document.querySelector(".gm-skip").addEventListener("click", (event) => {
      event.preventDefault();
      document.body.classList.add("gm-panel-open");
      g.chooseTab("gm-tab-list");
      const row = g.byId("gm-items").querySelector("button");
      (row || g.byId("gm-tab-list")).focus();
    });
    g.onThemeChange(() => g.setTheme(g.state.theme));
    window.matchMedia("print").addEventListener("change", () => {
      g.map.invalidateSize({ animate: false });
      g.setTheme(g.state.theme);
    });
  }

  function fillTexts(data) {
    g.byId("gm-title").textContent = data.title;
    g.byId("gm-as-of").textContent = data.as_of ? `as of ${g.dateWords(data.as_of)}` : "undated";
    document.querySelector("#gm-borders p").textContent = data.borders;
    if (data.left) g.byId("gm-count").after(g.el("p", { id: "gm-left", class: "gm-dim", text: data.left }));
    g.byId("gm-sources").replaceChildren(...data.attribution.map((line) => g.el("li", { text: line })));
    g.map.attributionControl.addAttribution("Leaflet · Natural Earth · GeoNames (CC BY 4.0) · " +
      "made by machine: claims, not verified facts");
  }

  function smallestZoom() {
    const size = g.map.getSize();
    const zoom = Math.log2(Math.max(size.x, 256) / 256);
    const least = Math.max(1, Math.floor(zoom * 4) / 4);
    // At once: Leaflet would otherwise fly there, past whatever view is set meanwhile.
    if (g.map.getZoom() < least) g.map.setView(g.map.getCenter(), least, { animate: false });
    g.map.setMinZoom(least);
  }

  function build(data) {
    if (data.mode !== "whole" || g.pictured) {
      document.body.classList.add("gm-embed");
      g.map.invalidateSize({ animate: false, pan: false });
    }
    g.loadBase(data.basemap, data.regions);
    g.load(data);
    fillTexts(data);
    smallestZoom();
    g.map.on("resize", smallestZoom);
    // Leaflet hears of the window's size only; the panel of a phone changes the map's.
    const container = g.map.getContainer();
    new ResizeObserver(() => {
      const { x, y } = g.map.getSize();
      // Even for the same size Leaflet would forget the exact centre.
      if (x !== container.clientWidth || y !== container.clientHeight) {
        g.map.invalidateSize({ animate: false });
      }
    }).observe(container);
    g.busy = true; // until the view of the address is there
    g.addCanvases(g.map);
    g.addPointer(g.map);
    addTabs();
    addButtons();
    g.addLegend();
    g.addTimeline();
    g.addOffMap();
    g.addDownloads();
    g.addReview();
    g.onChange(showCounts);
    g.onChange(g.redraw);
    g.onChange(g.refreshCard);
    g.firstLayers = { ...g.state.layers };
    g.fit();
    g.addList();
    g.addLink();
    addKeys();
    g.changed(); // puts the last texts in place: now the map has its final size
    g.map.invalidateSize({ animate: false, pan: false });
    g.ready = true; // from here on the address is written
    g.useLink();
    g.prepareSearch();
    if (g.pictured) g.showPicture();
    document.documentElement.dataset.geomap = "ready";
  }

  // Called by Folium's script once the map and its layers are there.
  g.start = async function (map) {
    g.map = map;
    let data;
    try {
      data = await g.unpack(JSON.parse(g.byId("geomap-data").textContent));
    } catch (error) {
      const old = !("DecompressionStream" in window);
      const trouble = g.byId("gm-trouble");
      trouble.hidden = false;
      trouble.textContent = old ?
        "This browser can’t unpack the map’s data. Chrome or Edge 80, Firefox 113, Safari 16.4 or later can." :
        `The map’s data can’t be read: the file may be damaged. Make it again. (${error.message})`;
      document.documentElement.dataset.geomap = "failed";
      return;
    }
    build(data);
  };
})(geomap);
