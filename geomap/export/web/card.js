// Cards: what is said of a place, by whom, when, how sure; in a popup, or in a sheet on a phone.
(function (g) {
  const { el } = g;
  let opener = null; // what had the focus before the card opened
  let popup = null;
  let told = []; // the events that the open card of a place tells of
  g.open = null; // the place whose card is open

  const narrow = window.matchMedia("(max-width: 720px)");
  const row = (label, ...content) => [el("dt", { text: label }), el("dd", {}, ...content)];

  // The sentence, with the place's name and the cue marked; text nodes throughout.
  g.quote = function (report) {
    const [nameFrom, nameTo, cueFrom, cueTo] = report.marks;
    const spans = [];
    if (nameFrom >= 0) spans.push([nameFrom, nameTo, "gm-name", "place"]);
    if (cueFrom >= 0) spans.push([cueFrom, cueTo, "gm-cue", "cue"]);
    spans.sort((a, b) => a[0] - b[0]);
    const node = el("blockquote", { dir: "auto", class: "gm-quote" });
    let at = 0;
    for (const [from, to, name, title] of spans) {
      if (from < at) continue;
      node.append(document.createTextNode(report.sentence.slice(at, from)));
      node.append(el("mark", { class: name, title, text: report.sentence.slice(from, to) }));
      at = to;
    }
    node.append(document.createTextNode(report.sentence.slice(at)));
    return node;
  };

  function source(article) {
    const name = article.publisher || article.title || article.source;
    const parts = [article.url ? g.link(article.url, name) : el("bdi", { text: name })];
    if (article.title && article.title !== name) parts.push(", ", el("bdi", { text: article.title }));
    if (article.source !== name) {
      parts.push(" (", el("bdi", { class: "gm-file", text: article.source }), ")");
    }
    if (article.archive_url) parts.push(", ", g.link(article.archive_url, "archived copy"));
    parts.push(article.published ? `, ${g.dateWords(article.published)}` : ", undated article");
    if (article.earlier.length) {
      parts.push(`; version ${article.earlier.length + 1}, after `, el("bdi", { class: "gm-file",
        text: article.earlier.join(", ") }));
    }
    return el("p", { class: "gm-source" }, ...parts);
  }

  function rivals(report) {
    if (!report.rivals.length) return "no other place came into question";
    return report.rivals.map((rival) =>
      [rival.name, g.word(g.KIND_WORDS, rival.kind), rival.admin1, g.countryName(rival.country)]
        .filter(Boolean).join(", ")).join("; ");
  }

  function reportNode(report, event) {
    const sure = g.certainty([report.usage_p, report.place_p, report.site_p, report.status_p]);
    const bands = [["usage", report.usage_p], ["place", report.place_p], ["class", report.site_p],
      ["status", report.status_p]].filter(([, p]) => p !== null)
      .map(([name, p]) => `${name} ${g.band(p)}`);
    const rows = [
      row("Said", g.statusWords(report.status || event.status, report.voice,
        report.voice === "denied" ? report.denied.join(", ") : report.by, report.by_role)),
      row("Date", g.dateWords(report.date), g.basisWords(report.date_basis, report.date_text) ?
        `; ${g.basisWords(report.date_basis, report.date_text)}` : ""),
    ];
    if (report.by_role) rows.push(row("Speaker is", g.word(g.BY_ROLE_WORDS, report.by_role)));
    if (report.actors.length) {
      rows.push(row("Who", report.actors.map(([name, role]) => `${name} (${g.word(g.ACTOR_WORDS, role)})`).join("; ")));
    }
    if (report.stances.length) {
      rows.push(row("As a venue", report.stances.map(([name, stance]) =>
        `${name}: ${g.word(g.STANCE_WORDS, stance)}`).join("; ")));
    }
    if (report.casualties.length) {
      rows.push(row("Casualties", report.casualties.map(([text, kind, by]) =>
        `${g.word(g.CASUALTY_WORDS, kind) || "killed or wounded"}: “${text}”${by ? `, says ${by}` : ""}`).join("; ")));
    }
    if (report.denied.length) rows.push(row("Denied by", report.denied.join("; ")));
    for (const [field, who, when, why] of report.corrected) {
      rows.push(row(g.word(g.CORRECTED_WORDS, field), `by ${who}, ${g.dateWords(when)}${why ? `: ${why}` : ""}`));
    }
    rows.push(row("Machine reading", sure ? `${sure} (${bands.join(", ")})` : "not scored"));
    return el("div", { class: "gm-report" }, g.quote(report), source(report.article),
      el("dl", { class: "gm-facts" }, ...rows.flat()),
      el("details", {}, el("summary", { text: "Why, and what else it could have been" }),
        el("ul", {}, ...report.why.map((reason) => el("li", { dir: "auto", text: reason }))),
        el("p", { text: `Other places of that name: ${rivals(report)}.` }),
        el("p", { class: "gm-file", text: `“${report.text}” at ${report.start}–${report.end}; ${report.id}` })));
  }

  // One source: who told it first, its copies, and its grade.
  function sourceLine([outlets, articles, grade]) {
    const [first, ...others] = outlets;
    const more = others.length ? `, copied by ${others.join(", ")}` :
      articles > 1 ? `, ${g.plural(articles, "article", "articles")}` : "";
    return el("li", {}, el("bdi", { text: first }), more, ` · ${g.gradeWords(grade)}`);
  }

  function eventNode(event, alone) {
    const reports = g.reportsOf(event);
    const title = [g.word(g.TYPE_WORDS, event.type) || g.CLASS_WORDS[event.site],
      g.word(g.STATUS_SHORT, event.status).toLowerCase(), g.dateWords(event.date)].join(" · ");
    const facts = [
      event.changed ? row("Changed", event.changed) : [],
      row("Sources", g.sourcesWords(event.independent, event.copies)),
      row("Told by", el("ul", { class: "gm-plain" }, ...event.sources.map(sourceLine))),
      event.history.length > 1 ? row("History", event.history.map(([status, day]) =>
        `${g.word(g.STATUS_SHORT, status).toLowerCase()}${day ? ` (told ${g.dateWords(day)})` : ""}`)
        .join(" → ")) : [],
      event.one_side ? row("Word", "on one side’s word only") : [],
      event.denied.length ? row("Denied by", event.denied.join("; ")) : [],
      event.role ? row("Role", g.word(g.ROLE_WORDS, event.role)) : [],
      row("Precision", g.precisionWords(event.place, event.role)),
      event.background ? row("Background", "states a setting, not a single event") : [],
    ];
    const body = [el("dl", { class: "gm-facts" }, ...facts.flat()), reportNode(reports[0], event)];
    if (reports.length > 1) {
      body.push(el("details", { class: "gm-others" },
        el("summary", { text: g.plural(reports.length - 1, "other report", "other reports") }),
        ...reports.slice(1).map((report) => reportNode(report, event))));
    }
    if (event.told > reports.length) {
      body.push(el("p", { class: "gm-dim",
        text: `${g.plural(event.told - reports.length, "more report is", "more reports are")} in events.geojson.` }));
    }
    if (event.denials.length) {
      body.push(el("div", { class: "gm-report" }, el("p", { text: "Denied as well:" }),
        ...event.denials.flatMap(([sentence, article]) => [
          el("blockquote", { dir: "auto", class: "gm-quote", text: sentence }),
          source(g.articles[article])])));
    }
    const decided = g.decisions.get(event);
    if (decided) {
      body.push(el("p", { class: "gm-decided",
        text: `Your review: ${decided.map((one) => g.decisionWords(one, event)).join(", ")}.` }));
    }
    if (g.reviewing) {
      body.push(el("button", { type: "button", on: { click: () => g.reviewEvent(event) } }, "Review this event"));
    }
    const props = alone ? { open: "" } : {};
    return el("details", { class: "gm-event", "data-event": event.id, ...props },
      el("summary", { text: title }), ...body);
  }

  function siteNode(site) {
    const first = site.first_date ? g.dateWords(site.first_date) : "undated";
    const last = site.last_date ? g.dateWords(site.last_date) : "undated";
    const statuses = g.STATUS_ORDER.map((status) =>
      [status, site.shown.filter((event) => event.status === status).length])
      .filter(([, count]) => count)
      .map(([status, count]) => `${g.STATUS_SHORT[status].toLowerCase()} ${count}`).join(", ");
    const codes = [];
    if (site.where_prec !== null) codes.push(`UCDP where_prec ${site.where_prec}`);
    if (site.geo_precision !== null) codes.push(`ACLED geo_precision ${site.geo_precision}`);
    const facts = [
      row("Status", `${g.word(g.STATUS_SHORT, site.shownStatus)} (events: ${statuses})`),
      row("Dates", first === last ? first : `${first} to ${last}`),
      codes.length ? row("Codes", codes.join(", ")) : [],
    ];
    const hidden = site.events.length - site.shown.length;
    return el("section", { class: "gm-site", "data-site": site.id },
      el("h3", {}, g.symbolPicture(g.lookOf(site), 22), ` ${g.CLASS_WORDS[site.site]}`),
      el("dl", { class: "gm-facts" }, ...facts.flat()),
      ...site.shown.slice(0, 100).map((event, i) => eventNode(event, i === 0)),
      site.shown.length > 100 ?
        el("p", { text: `${site.shown.length - 100} more events here are in events.geojson.` }) : null,
      hidden ? el("p", { class: "gm-dim",
        text: `${g.plural(hidden, "event", "events")} here hidden by the filters.` }) : null);
  }

  function placeNode(place) {
    const sites = g.shownSites.filter((site) => site.place.id === place.id);
    const line = [g.word(g.KIND_WORDS, place.kind), g.placeLine(place)].filter(Boolean).join(", ");
    const node = el("div", { class: "gm-card", "data-place": place.id },
      el("h2", { id: "gm-card-title", tabindex: "-1", dir: "auto", text: place.name }),
      el("p", { class: "gm-dim", text: line }),
      place.status_note ? el("p", { class: "gm-note", dir: "auto", text: place.status_note }) : null,
      ...sites.map(siteNode),
      el("p", { class: "gm-dim", text: `Placed by ${place.source} (${place.id}), ` +
        `${g.precisionWords(place)}.` }),
      el("p", { class: "gm-caveat", text: "Made by machine: claims in cited text, not verified facts." }));
    return node;
  }

  function groupNode(group) {
    return el("div", { class: "gm-card" },
      el("h2", { id: "gm-card-title", tabindex: "-1",
        text: `${g.plural(group.length, "place", "places")} close together` }),
      el("ul", { class: "gm-plain" }, ...group.slice(0, 200).map((spot) =>
        el("li", {}, el("button", { type: "button", class: "gm-row",
          on: { click: () => g.openPlace(spot.place) } },
          ...spot.sites.map((site) => g.symbolPicture(g.lookOf(site), 20)),
          el("bdi", { text: ` ${spot.place.name}` }),
          el("span", { class: "gm-dim",
            text: ` ${g.plural(spot.events, "event", "events")}` }))))));
  }

  // Open what was hit: a place's card, or zoom into a cluster, or list it when it can't come apart.
  g.openGroup = function (group) {
    if (group.length === 1) {
      g.openPlace(group[0].place);
      return;
    }
    const { map } = g;
    const lon = g.nearLon(group[0].place.lon);
    const bounds = L.latLngBounds(group.map(({ place }) => [place.lat, g.nearLon(place.lon, lon)]));
    const target = Math.min(map.getBoundsZoom(bounds, false, L.point(120, 120)), map.getMaxZoom());
    const corners = [bounds.getNorthWest(), bounds.getSouthEast()]
      .map((corner) => map.project(corner, map.getMaxZoom()));
    const apart = corners[0].distanceTo(corners[1]) > 30;
    if (apart && target > map.getZoom() + 0.3) map.setView(bounds.getCenter(), target);
    else show(groupNode(group), group[0].place);
  };

  // Open the card of a place; the map goes there when the place is out of sight.
  g.openPlace = function (place, { move = false } = {}) {
    if (g.open === null && document.activeElement) opener = document.activeElement;
    g.open = place;
    g.focus = place;
    if (move || g.LISTED_KINDS.includes(place.kind)) g.goTo(place);
    told = eventsAt(place);
    show(placeNode(place), place);
    g.redraw();
    g.writeLink();
  };

  g.goTo = function (place) {
    const { map } = g;
    const near = g.nearLon(place.lon);
    const at = [place.lat, g.inReach(0, near)[1] === near ? near : place.lon];
    if (place.area !== null) {
      const box = g.areas[place.area].box;
      const corner = (x, y) => map.unproject(L.point(x * 256, y * 256), 0);
      const bounds = L.latLngBounds(corner(box[0], box[1]), corner(box[2], box[3]));
      map.setView(at, Math.min(map.getBoundsZoom(bounds), 8), { animate: false });
    } else if (place.kind === "continent") map.setView(at, 3, { animate: false });
    else map.setView(at, Math.max(map.getZoom(), 7), { animate: false });
  };

  function asDialog(node) {
    node.setAttribute("role", "dialog");
    node.setAttribute("aria-labelledby", "gm-card-title");
    return node;
  }

  function show(node, place) {
    const { map } = g;
    const sheet = g.byId("gm-sheet");
    if (popup) {
      popup.silent = true;
      popup.remove();
      popup = null;
    }
    asDialog(node);
    const at = [place.lat, g.nearLon(place.lon)];
    if (narrow.matches) {
      sheet.replaceChildren(
        el("button", { type: "button", class: "gm-close", "aria-label": "Close the card",
          on: { click: g.closeCard } }, "×"), node);
      sheet.hidden = false;
      map.panTo(at, { animate: false });
      map.panBy([0, Math.round(map.getSize().y * 0.27)], { animate: false });
    } else {
      sheet.hidden = true;
      const size = map.getSize();
      popup = L.popup({ maxWidth: Math.min(430, size.x - 60), minWidth: Math.min(360, size.x - 60),
        maxHeight: Math.max(180, Math.round(size.y * 0.62)), autoPanPaddingTopLeft: [60, 16], autoPanPaddingBottomRight: [64, 16],
        offset: [0, -6], closeOnClick: false, className: "gm-popup" })
        .setLatLng(at).setContent(node);
      const made = popup;
      made.on("remove", () => { if (!made.silent) g.closeCard(); });
      made.openOn(map);
      map.on("moveend", clearCorners);
      clearCorners();
    }
    g.byId("gm-card-title").focus({ preventScroll: true });
  }

  // Leaflet draws its buttons over a popup: those that would lie on the card stand back for it.
  function clearCorners() {
    const card = popup && popup.getElement().getBoundingClientRect();
    for (const control of g.map.getContainer().querySelectorAll(".leaflet-top > .leaflet-control")) {
      const box = control.getBoundingClientRect();
      control.classList.toggle("gm-under-card", Boolean(card) && box.left < card.right
        && card.left < box.right && box.top < card.bottom && card.top < box.bottom);
    }
  }

  g.closeCard = function () {
    const sheet = g.byId("gm-sheet");
    if (!popup && sheet.hidden) return;
    if (popup) {
      popup.silent = true;
      popup.remove();
      popup = null;
      g.map.off("moveend", clearCorners);
      clearCorners();
    }
    sheet.hidden = true;
    sheet.replaceChildren();
    g.open = null;
    g.focus = null;
    // The list makes its rows anew when the map moves: the row of the same site will do.
    if (opener && document.contains(opener)) opener.focus({ preventScroll: true });
    else if (opener && opener.dataset.site) g.focusSite(opener.dataset.site);
    else g.map.getContainer().focus({ preventScroll: true });
    opener = null;
    g.redraw();
    g.writeLink();
  };

  // After a change of filters: the open card tells the same story as the map, or closes.
  g.refreshCard = function () {
    if (!g.open) return;
    const events = eventsAt(g.open);
    if (!events.length) g.closeCard();
    else if (events.length !== told.length || events.some((event, i) => event !== told[i])) retell(events);
  };

  const eventsAt = (place) =>
    g.shownSites.filter((site) => site.place.id === place.id).flatMap((site) => site.shown);

  // Make the open card anew where it stands: what was unfolded stays so, and it stays where it was scrolled to.
  function retell(events) {
    const old = document.querySelector(".gm-card");
    const node = asDialog(placeNode(g.open));
    const unfolded = (event) => [event, ...event.querySelectorAll("details")];
    for (const event of node.querySelectorAll(".gm-event")) {
      const before = old.querySelector(`[data-event="${CSS.escape(event.dataset.event)}"]`);
      if (before) unfolded(before).forEach((one, i) => { unfolded(event)[i].open = one.open; });
    }
    const focused = old.contains(document.activeElement);
    const scroller = old.parentElement;
    const top = scroller.scrollTop;
    if (popup) {
      popup.options.autoPan = false; // the map stays where it is
      popup.setContent(node);
      popup.options.autoPan = true;
    } else old.replaceWith(node);
    scroller.scrollTop = top;
    told = events;
    if (focused) g.byId("gm-card-title").focus({ preventScroll: true });
  }
})(geomap);
