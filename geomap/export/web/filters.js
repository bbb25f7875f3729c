// What is shown: the filters, the counts beside them, and what each site looks like under them.
(function (g) {
  g.GROUPS = {
    mark: ["attack", "interception", "origin", "build_up", "diplomatic"],
    status: g.STATUS_ORDER,
    word: ["others", "one_side"],
    precision: ["point", "ring", "area", "country"],
  };
  const DRAWN_STATUSES = ["occurred", "ongoing"];

  g.state = {
    off: new Set(), // "group.value" of each filter that is switched off
    from: null, // first day of the time range; null: no limit
    to: null,
    undated: true,
    query: "",
    layers: { battlefield: true, diplomatic: true, areas: true, background: false,
      density: false, labels: true, waters: true, regions: true },
    theme: "auto",
  };

  g.shownSites = [];
  g.counts = {};
  g.hiddenEvents = new Set(); // those that a review has hidden

  const listeners = [];
  g.onChange = (listener) => listeners.push(listener);

  // Work out again what is shown, and tell everyone.
  g.changed = function () {
    apply();
    for (const listener of listeners) listener();
  };

  // The groups an event fails, as a list; the layers, the time and the search count as groups.
  function failures(event, words) {
    const { state } = g;
    const failed = [];
    for (const group of Object.keys(g.GROUPS)) {
      if (state.off.has(`${group}.${event[group]}`)) failed.push(group);
    }
    if (g.hiddenEvents.has(event)) failed.push("hidden");
    if (!state.layers[event.site]) failed.push("class");
    if (event.background && !state.layers.background) failed.push("background");
    if (event.days === null) {
      if (!state.undated) failed.push("time");
    } else if ((state.from !== null && event.days[1] < state.from) ||
               (state.to !== null && event.days[0] > state.to)) failed.push("time");
    if (words.length) {
      const haystack = g.haystack(event);
      if (!words.every((word) => haystack.includes(word))) failed.push("query");
    }
    return failed;
  }

  function apply() {
    const words = g.plain(g.state.query).split(/\s+/).filter(Boolean);
    const counts = {};
    const bump = (key) => { counts[key] = (counts[key] || 0) + 1; };
    g.timed = []; // events that pass everything but the time
    for (const event of g.events) {
      const failed = failures(event, words);
      event.passes = failed.length === 0;
      for (const group of Object.keys(g.GROUPS)) {
        if (failed.every((name) => name === group)) bump(`${group}.${event[group]}`);
      }
      if (failed.every((name) => name === "class" || name === "mark")) bump(`class.${event.site}`);
      if (failed.every((name) => name === "background") && event.background) bump("background");
      if (failed.every((name) => name === "time")) {
        g.timed.push(event);
        if (event.days === null) bump("undated");
      }
    }
    g.counts = counts;
    g.shownEvents = 0;
    g.shownSites = [];
    for (const site of g.sites) {
      site.shown = site.events.filter((event) => event.passes);
      g.shownEvents += site.shown.length;
      if (site.shown.length) {
        dress(site);
        g.shownSites.push(site);
      }
    }
  }

  // The last day an event is known for; what goes on is as late as its newest report. None for
  // an event without a date: 'before the article' is none.
  function latest(event) {
    if (event.days === null || event.basis === "bounded_by_publication") return null;
    if (Number.isFinite(event.days[1])) return event.days[1];
    const published = g.reportsOf(event).map((report) => g.dayNumber(report.article.published || ""));
    return Math.max(event.days[0], ...published.filter((day) => day !== null));
  }

  // The status of the latest dated event, else the strongest, as geomap.grouping decides it.
  g.statusOf = function (events) {
    const rank = (event) => {
      const order = g.STATUS_ORDER.indexOf(event.status);
      return order < 0 ? 99 : order;
    };
    const single = events.filter((event) => !event.background);
    const told = single.length ? single : events;
    const ends = told.map(latest);
    const known = ends.filter((end) => end !== null);
    const newest = known.length ? Math.max(...known) : null;
    const best = told.filter((event, i) => newest === null || ends[i] === newest);
    return best.reduce((a, b) => (rank(b) < rank(a) ? b : a)).status;
  };

  function dress(site) {
    const all = site.shown.length === site.events.length;
    site.shownStatus = all ? site.status : g.statusOf(site.shown);
    const marks = site.shown.map((event) => event.mark);
    site.mark = g.GROUPS.mark.find((mark) => marks.includes(mark));
    site.background = site.shown.every((event) => event.background);
    const precisions = site.shown.map((event) => event.precision);
    site.precision = g.GROUPS.precision.find((name) => precisions.includes(name));
    const real = site.shown.filter((event) => DRAWN_STATUSES.includes(event.status));
    site.oneSide = real.length > 0 && real.every((event) => event.one_side);
    site.style = DRAWN_STATUSES.includes(site.shownStatus) ?
      (site.oneSide ? "hatched" : "filled") :
      ({ planned: "outline", proposed: "dotted", ruled_out: "crossed" })[site.shownStatus] ||
      "outline";
  }

  // The filters in words, for the print and for whoever reads a shared link.
  g.filterWords = function () {
    const { state } = g;
    const lists = { mark: g.MARK_WORDS, status: g.STATUS_SHORT, word: g.WORD_WORDS,
      precision: g.PRECISION_WORDS };
    const hidden = [...state.off].map((key) => {
      const [group, value] = key.split(".");
      return g.word(lists[group], value);
    });
    for (const site of ["battlefield", "diplomatic"]) {
      if (!state.layers[site]) hidden.push(g.CLASS_WORDS[site]);
    }
    const parts = [];
    if (hidden.length) parts.push(`hidden: ${hidden.join("; ")}`);
    if (state.from !== null || state.to !== null) {
      parts.push(`time: ${state.from === null ? "…" : g.dayWords(state.from)} to ` +
        `${state.to === null ? "…" : g.dayWords(state.to)}`);
    }
    if (!state.undated) parts.push("undated events hidden");
    if (state.query) parts.push(`search: “${state.query}”`);
    if (state.layers.background) parts.push("with background");
    return parts.length ? parts.join(" · ") : "no filter";
  };
})(geomap);
