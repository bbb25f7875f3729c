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

  // What an event can fail by, as bits: each filter group, then layers, time, search and review.
  const NAMES = Object.keys(g.GROUPS);
  const BITS = {};
  [...NAMES, "class", "background", "time", "query", "hidden"].forEach((name, i) => { BITS[name] = 1 << i; });

  const offIn = (group) => new Set([...g.state.off].map((key) => key.split("."))
    .filter(([name]) => name === group).map(([, value]) => value));

  // Return the function that tells the bits an event fails by, for the filters as they are now.
  function judge() {
    const { state } = g;
    const { layers, from, to } = state;
    const off = NAMES.map((name) => [name, BITS[name], offIn(name)]).filter(([, , values]) => values.size);
    const words = g.plain(state.query).split(/\s+/).filter(Boolean);
    return function (event) {
      let failed = 0;
      for (const [name, bit, values] of off) if (values.has(event[name])) failed |= bit;
      if (!layers[event.site]) failed |= BITS.class;
      if (event.background && !layers.background) failed |= BITS.background;
      if (event.days === null) {
        if (!state.undated) failed |= BITS.time;
      } else if ((from !== null && event.days[1] < from) || (to !== null && event.days[0] > to)) {
        failed |= BITS.time;
      }
      if (words.length) {
        const haystack = g.haystack(event);
        if (!words.every((word) => haystack.includes(word))) failed |= BITS.query;
      }
      if (g.hiddenEvents.size && g.hiddenEvents.has(event)) failed |= BITS.hidden;
      return failed;
    };
  }

  // A figure beside a filter counts what would be shown were it switched on.
  function count() {
    const counts = { undated: 0, background: 0 };
    const bump = (key) => { counts[key] = (counts[key] || 0) + 1; };
    const tallies = NAMES.map((name) => [name, ~BITS[name], new Map()]);
    const failures = judge();
    g.timed = []; // events that pass everything but the time
    for (const event of g.events) {
      const failed = failures(event);
      event.passes = failed === 0;
      for (const [name, others, tally] of tallies) {
        if (!(failed & others)) tally.set(event[name], (tally.get(event[name]) || 0) + 1);
      }
      if (!(failed & ~(BITS.class | BITS.mark))) bump(`class.${event.site}`);
      if (event.background && !(failed & ~BITS.background)) counts.background += 1;
      if (!(failed & ~BITS.time)) {
        g.timed.push(event);
        if (event.days === null) counts.undated += 1;
      }
    }
    for (const [name, , tally] of tallies) {
      for (const [value, number] of tally) counts[`${name}.${value}`] = number;
    }
    g.counts = counts;
  }

  const NOTHING = [];

  function apply() {
    count();
    g.shownEvents = 0;
    g.shownSites = [];
    for (const site of g.sites) {
      const all = site.events.every((event) => event.passes);
      const none = !all && !site.events.some((event) => event.passes);
      site.shown = all ? site.events : none ? NOTHING : site.events.filter((event) => event.passes);
      g.shownEvents += site.shown.length;
      if (!site.shown.length) continue;
      if (!all || !site.whole) dress(site);
      site.whole = all; // as a whole it looks the same next time
      g.shownSites.push(site);
    }
    g.spotsShown = null;
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

  // The last day that any of the events is known for; -Infinity for none.
  g.newestOf = (events) => events.reduce((latest, event) => {
    if (event.days === null) return latest;
    return Math.max(latest, Number.isFinite(event.days[1]) ? event.days[1] : event.days[0]);
  }, -Infinity);

  function dress(site) {
    const all = site.shown.length === site.events.length;
    site.newest = g.newestOf(site.shown);
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
