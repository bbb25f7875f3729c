// The panel's review tab: one event at a time, worked through by keyboard.
(function (g) {
  const { el } = g;
  const KEYS = { a: "accept", w: "place", c: "reading", h: "hide", j: "next", k: "previous",
    u: "undo", s: "save", m: "pick" };
  const CLASSES = { ...g.CLASS_WORDS, none: "Neither: no event here" };
  let queue = [];
  let current = null;
  let work = null; // "place", "reading" or null: what is being corrected
  let scope = "all"; // or the number of the one report that a correction is for
  let nodes = {};

  const least = (event) => g.reportsOf(event).reduce((low, report) => Math.min(low,
    ...[report.usage_p, report.place_p, report.site_p, report.status_p].filter((p) => p !== null)), 1);

  // What passes the filters, the least sure readings first.
  function makeQueue() {
    for (const event of g.events) if (event.passes && event.least === undefined) event.least = least(event);
    queue = g.events.filter((event) => event.passes)
      .sort((a, b) => a.least - b.least || a.index - b.index);
  }

  const SEEN = 20; // sentences of an event

  // What a correction is about.
  const mentions = () => (scope === "all" ? g.mentionsOf(current) : [g.reportsOf(current)[Number(scope)]]);

  function take(changes) {
    if (!nodes.who.value.trim()) {
      nodes.who.focus();
      g.say("Write your name first: each correction says who made it.");
      return;
    }
    const event = current;
    const at = queue.indexOf(event);
    const order = [...queue.slice(at + 1), ...queue.slice(0, Math.max(at, 0))];
    g.decide(event, changes, mentions(), nodes.who.value.trim(), nodes.why.value.trim());
    nodes.why.value = "";
    const words = (g.decisions.get(event) || []).map((one) => g.decisionWords(one, event)).join(", ");
    const following = order.find((one) => one.passes && !g.decisions.has(one)) || null;
    go(following || (event.passes ? event : order.find((one) => one.passes) || null));
    g.say(`${event.place.name}: ${words}.${following ? "" : " Every event in view of the filters is reviewed."}`);
  }

  function step(by) {
    if (!queue.length) return;
    go(queue[(queue.indexOf(current) + by + queue.length) % queue.length]);
  }

  function go(event) {
    stopPicking();
    current = event;
    work = null;
    scope = "all";
    if (event) {
      g.focus = event.place;
      g.goTo(event.place);
      g.redraw();
    }
    draw(true);
  }

  const oldPlace = ({ id, name, country, lon, lat }) => ({ id, name, country, lon, lat });

  const ACTIONS = {
    accept: () => take([{ field: "confirm" }]),
    hide: () => take([{ field: "hide" }]),
    next: () => step(1),
    previous: () => step(-1),
    place: () => open("place"),
    reading: () => open("reading"),
    pick: () => { if (work === "place") startPicking(); },
    save: () => g.saveCorrections(),
    undo() {
      const event = g.undoDecision();
      if (event) go(event);
      g.say(event ? `Taken back: ${event.place.name}.` : "There is nothing to take back.");
    },
  };

  function open(what) {
    work = work === what ? null : what;
    draw(true);
    const first = nodes.work.querySelector("button, select");
    if (work && first) first.focus();
  }

  function choices() {
    const found = new Map();
    for (const { rivals } of mentions()) for (const rival of rivals || []) found.set(rival.id, rival);
    found.delete(current.place.id);
    return [...found.values()].slice(0, 9);
  }

  const kindAndPlace = (place) =>
    [g.word(g.KIND_WORDS, place.kind), g.placeLine(place)].filter(Boolean).join(", ");

  function placeWork() {
    const rivals = choices();
    const field = (label, input) => el("label", { class: "gm-field" }, label, input);
    const number = (id, most) => el("input", { id, type: "number", step: "any", min: -most, max: most });
    nodes.lon = number("gm-review-lon", 180);
    nodes.lat = number("gm-review-lat", 90);
    nodes.name = el("input", { id: "gm-review-name", maxlength: 200, autocomplete: "off" });
    return [el("h3", { text: "Which place is it?" }),
      el("ol", { class: "gm-plain" }, ...rivals.map((rival, i) => el("li", {},
        el("button", { type: "button", class: "gm-choice", "data-rival": rival.id,
          on: { click: () => choose(rival) } }, keyed(i + 1), el("bdi", { text: rival.name }),
        el("span", { class: "gm-dim", text: ` ${kindAndPlace(rival)}` }))))),
      rivals.length ? null : el("p", { class: "gm-dim", text: "No rival was weighed." }),
      el("p", {}, button("pick", "Choose on the map", "M")),
      field("Longitude", nodes.lon), field("Latitude", nodes.lat), field("Name", nodes.name),
      el("p", {}, el("button", { type: "button", id: "gm-review-point", on: { click: usePoint } },
        "It is at this point"))];
  }

  function choose({ id, name, kind, country, admin1, lon, lat, radius_m }) {
    take([{ field: "place", old: oldPlace(current.place),
      new: { id, name, kind, country, admin1, lon, lat, radius_m } }]);
  }

  function usePoint() {
    const [lon, lat] = [nodes.lon, nodes.lat].map((input) => (input.value === "" ? NaN : Number(input.value)));
    if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
      g.say("A longitude from −180 to 180 and a latitude from −90 to 90 are needed.");
      return;
    }
    const name = nodes.name.value.trim();
    take([{ field: "place", old: oldPlace(current.place), new: { ...(name ? { name } : {}), lon, lat } }]);
  }

  const options = (words, chosen) => Object.entries(words).map(([key, text]) =>
    el("option", { value: key, text, ...(key === chosen ? { selected: "" } : {}) }));

  function readingWork() {
    const site = el("select", { id: "gm-review-class" }, ...options(CLASSES, current.site));
    const status = el("select", { id: "gm-review-status" }, ...options(g.STATUS_SHORT, current.status));
    const day = el("input", { id: "gm-review-date", value: current.date || "", maxlength: 40,
      autocomplete: "off", placeholder: "2025-08-21, 2025-08, ../2025-08-21" });
    const apply = () => {
      const date = day.value.trim();
      if (date && g.interval(date) === null) {
        g.say("The date is none: write 2025-08-21, 2025-08 or ../2025-08-21.");
        return;
      }
      const changes = [["class", current.site, site.value], ["status", current.status, status.value],
        ["date", current.date || "", date]].filter(([, old, now]) => old !== now)
        .map(([field, old, now]) => ({ field, old, new: now }));
      if (!changes.length) g.say("Nothing differs from what the machine read.");
      else take(changes);
    };
    return [el("h3", { text: "What is right?" }),
      el("label", { class: "gm-field" }, "Class", site),
      el("label", { class: "gm-field" }, "Status", status),
      el("label", { class: "gm-field" }, "Date", day),
      el("p", {}, el("button", { type: "button", id: "gm-review-apply", on: { click: apply } }, "Correct it"))];
  }

  const keyed = (key) => el("kbd", { text: String(key) });
  const button = (action, words, key) => el("button", { type: "button", "data-review": action,
    "aria-keyshortcuts": key, on: { click: ACTIONS[action] } }, `${words} `, keyed(key));

  function picked(lat, lon) {
    stopPicking();
    const wrapped = ((((lon + 180) % 360) + 360) % 360) - 180;
    nodes.lon.value = Number(wrapped.toFixed(5));
    nodes.lat.value = Number(lat.toFixed(5));
    g.byId("gm-review-point").focus();
    g.say(`${nodes.lat.value}, ${nodes.lon.value}: press Enter to take this point.`);
  }

  function startPicking() {
    g.closeCard();
    g.picking = ({ lat, lng }) => picked(lat, lng);
    document.body.classList.add("gm-picking");
    g.map.getContainer().focus({ preventScroll: true });
    g.say("Click the place, or move the map under the cross by the arrow keys and press Enter. Escape leaves it.");
  }

  function stopPicking() {
    g.picking = null;
    document.body.classList.remove("gm-picking");
  }

  function eventNodes() {
    if (!current) return [el("p", { text: "No event passes the filters." })];
    const all = g.reportsOf(current);
    const done = g.decisions.get(current) || [];
    const decided = done.map((one) => g.decisionWords(one, current)).join(", ");
    const unseen = current.told - Math.min(all.length, SEEN);
    const parts = { all: `all ${g.number(current.told)} reports` };
    all.forEach((report, i) => { parts[i] = `only ${i + 1}: “${report.text}”`; });
    const chooser = all.length > 1 ? el("select", { id: "gm-review-scope",
      on: { change: (change) => { scope = change.target.value; draw(); g.byId("gm-review-scope").focus(); } } },
      ...["all", ...all.keys()].map((key) => el("option", { value: key, text: parts[key],
        ...(String(key) === scope ? { selected: "" } : {}) }))) : null;
    return [
      el("h2", { id: "gm-review-title", tabindex: "-1", dir: "auto", text: current.place.name }),
      el("p", { class: "gm-dim", text: kindAndPlace(current.place) }),
      el("p", { text: [g.CLASS_WORDS[current.site], g.word(g.TYPE_WORDS, current.type),
        g.word(g.STATUS_SHORT, current.status).toLowerCase(), g.dateWords(current.date)].filter(Boolean).join(" · ") }),
      ...all.slice(0, SEEN).map((report) => el("div", {}, g.quote(report),
        el("p", { class: "gm-file", dir: "auto", text: report.article.title || report.article.source }))),
      unseen ? el("p", { class: "gm-dim", text: `${g.plural(unseen, "more report", "more reports")} ` +
        "of this event, not shown here: a correction of all holds for them too." }) : null,
      chooser && el("label", { class: "gm-field" }, "Correct", chooser),
      done.length ? el("p", { class: "gm-decided", text: `Decided: ${decided}.` }) : null,
    ];
  }

  // `focused`: the focus goes to the event, from wherever it was.
  function draw(focused = false) {
    if (!g.reviewing) return;
    const decided = g.decisions.size;
    nodes.count.textContent = `${current ? `${g.number(queue.indexOf(current) + 1)} of ` : ""}` +
      `${g.plural(queue.length, "event", "events")} · ${g.number(decided)} reviewed`;
    nodes.event.replaceChildren(...eventNodes().filter(Boolean));
    nodes.work.replaceChildren(...(current && work === "place" ? placeWork() :
      current && work === "reading" ? readingWork() : []).filter(Boolean));
    for (const action of ["accept", "place", "reading", "hide"]) {
      nodes.pane.querySelector(`[data-review=${action}]`).disabled = !current;
    }
    if (focused && !work && current && !nodes.pane.hidden) g.byId("gm-review-title").focus({ preventScroll: true });
  }

  function build() {
    nodes.pane = g.byId("gm-pane-review");
    nodes.who = el("input", { id: "gm-review-who", maxlength: 100, autocomplete: "off" });
    nodes.why = el("input", { id: "gm-review-why", maxlength: 500, autocomplete: "off" });
    nodes.count = el("p", { id: "gm-review-count", role: "status" });
    nodes.event = el("div", { id: "gm-review-event" });
    nodes.work = el("div", { id: "gm-review-work" });
    nodes.pane.replaceChildren(nodes.count,
      el("label", { class: "gm-field" }, "Your name", nodes.who), nodes.event,
      el("div", { class: "gm-review-buttons" }, button("accept", "Accept", "A"),
        button("place", "Wrong place", "W"), button("reading", "Wrong class, status, date", "C"),
        button("hide", "Hide", "H")),
      nodes.work, el("label", { class: "gm-field" }, "Why", nodes.why),
      el("div", { class: "gm-review-buttons" }, button("previous", "Back", "K"), button("next", "Next", "J"),
        button("undo", "Undo", "U"), button("save", "Save corrections.toml", "S")),
      el("p", { class: "gm-dim", text: "Hidden events leave this map at once. Everything else changes " +
        "when geomap makes the map again with the file." }));
  }

  function keydown(event) {
    if (!g.reviewing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && g.picking) {
      stopPicking();
      nodes.work.querySelector("[data-review=pick]").focus();
      return;
    }
    if (event.target.closest("input, select, textarea")) {
      if (event.key !== "Enter") return;
      if (event.target === nodes.who) g.byId("gm-review-title").focus();
      else if (event.target.closest("#gm-review-work")) {
        event.preventDefault();
        nodes.work.querySelector("#gm-review-apply, #gm-review-point").click();
      }
      return;
    }
    if (g.picking && event.key === "Enter" && event.target === g.map.getContainer()) {
      g.picking(g.map.getCenter());
      return;
    }
    const rival = work === "place" && /^[1-9]$/.test(event.key) &&
      nodes.work.querySelectorAll(".gm-choice")[Number(event.key) - 1];
    if (rival) rival.click();
    else if (Object.hasOwn(KEYS, event.key.toLowerCase()) && (current || "usjk".includes(event.key.toLowerCase()))) {
      event.preventDefault();
      ACTIONS[KEYS[event.key.toLowerCase()]]();
    }
  }

  // Start with this event, or with the least sure one.
  g.reviewEvent = function (event) {
    g.setReview(true);
    g.closeCard();
    go(event);
  };

  g.setReview = function (on) {
    g.reviewing = on;
    g.byId("gm-review").setAttribute("aria-pressed", String(on));
    g.byId("gm-tab-review").hidden = !on;
    document.body.classList.toggle("gm-reviewing", on);
    if (!on) {
      stopPicking();
      g.chooseTab("gm-tab-list");
      return;
    }
    if (!nodes.pane) build();
    makeQueue();
    document.body.classList.add("gm-panel-open");
    g.chooseTab("gm-tab-review");
    if (!current || !current.passes) go(queue[0] || null);
    else draw();
    if (!nodes.who.value) nodes.who.focus();
  };

  g.addReview = function () {
    const allowed = Boolean(g.data.review);
    g.byId("gm-review").hidden = g.byId("gm-keys-review").hidden = !allowed;
    if (!allowed) return;
    g.byId("gm-review").addEventListener("click", () => g.setReview(!g.reviewing));
    document.addEventListener("keydown", keydown);
    g.onChange(() => {
      if (!g.reviewing) return;
      makeQueue();
      if (current && !current.passes && !g.hiddenEvents.has(current)) current = queue[0] || null;
      draw();
    });
  };
})(geomap);
