// Unpacks the data block into places, sites, events and reports.
(function (g) {
  const PLACE = ["id", "name", "kind", "country", "admin1", "lon", "lat", "radius_m", "source",
    "status_note", "area"];
  const RIVAL = ["id", "name", "kind", "country", "admin1", "lon", "lat", "radius_m"];
  const ARTICLE = ["source", "url", "archive_url", "title", "publisher", "published", "language",
    "earlier"];

  function unzip(text) {
    if (!("DecompressionStream" in window)) throw new Error("no DecompressionStream");
    const packed = atob(text);
    const raw = new Uint8Array(packed.length);
    for (let i = 0; i < packed.length; i += 1) raw[i] = packed.charCodeAt(i);
    return new Response(new Blob([raw]).stream().pipeThrough(new DecompressionStream("gzip")));
  }

  // Return the lists of whole numbers that payload.encode_numbers packed.
  function readNumbers(bytes) {
    const lists = [];
    let at = 0;
    const next = () => {
      let value = 0;
      let place = 1;
      for (;;) {
        const byte = bytes[at];
        at += 1;
        value += (byte & 127) * place;
        if (byte < 128) return value;
        place *= 128;
      }
    };
    while (at < bytes.length) {
      const numbers = new Int32Array(next());
      for (let i = 0; i < numbers.length; i += 1) {
        const value = next();
        numbers[i] = value % 2 ? -(value + 1) / 2 : value / 2;
      }
      lists.push(numbers);
    }
    return lists;
  }

  // A column is its values, or few values and the numbers of them; payload._column and encode_off make it.
  function wholeColumn(column) {
    if (Array.isArray(column)) return column;
    const { of, at } = column;
    return Array.isArray(at) ? at.map((n) => of[n]) : new Array(at).fill(of[0]);
  }

  // Return the page's data from the block's three texts; throws where they can't be unpacked.
  g.unpack = async function ([data, numbers, off]) {
    const whole = JSON.parse(await unzip(data).text());
    whole.off = JSON.parse(await unzip(off).text());
    const lists = readNumbers(new Uint8Array(await unzip(numbers).arrayBuffer()));
    let at = 0;
    for (const [tier, keys] of [[whole.basemap, ["arcs", "lakes", "rivers", "claimed", "unclaimed"]], [whole.regions, ["arcs"]]]) {
      for (const key of tier ? keys : []) {
        const count = tier[key];
        tier[key] = lists.slice(at, at + count);
        at += count;
      }
    }
    for (const table of ["events", "reports", "further", "sites", "off"]) {
      for (const [name, column] of Object.entries(whole[table])) whole[table][name] = wholeColumn(column);
    }
    return whole;
  };

  const named = (names) => function (row) {
    const made = {};
    for (let i = 0; i < names.length; i += 1) made[names[i]] = row[i];
    return made;
  };

  // x and y of the whole world's square in Web Mercator, 0 to 1.
  g.mercator = function (lon, lat) {
    const bounded = Math.max(-85.0511, Math.min(85.0511, lat));
    const sin = Math.sin((bounded * Math.PI) / 180);
    return [lon / 360 + 0.5, 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)];
  };

  // Return a ring of steps (whole numbers, lon and lat in turn) as x, y in turn.
  g.decodeRing = function (steps, scale) {
    const points = new Float64Array(steps.length);
    let lon = 0;
    let lat = 0;
    for (let i = 0; i < steps.length; i += 2) {
      lon += steps[i];
      lat += steps[i + 1];
      const [x, y] = g.mercator(lon / scale, lat / scale);
      points[i] = x;
      points[i + 1] = y;
    }
    return points;
  };

  // Return a ring of x, y as closed [lon, lat] pairs, to 5 decimals.
  g.lonLat = function (ring) {
    const pairs = [];
    const put = (i) => {
      const lat = (Math.atan(Math.sinh(Math.PI * (1 - 2 * ring[i + 1]))) * 180) / Math.PI;
      const pair = [Number(((ring[i] - 0.5) * 360).toFixed(5)), Number(lat.toFixed(5))];
      const last = pairs[pairs.length - 1];
      if (!last || last[0] !== pair[0] || last[1] !== pair[1]) pairs.push(pair);
    };
    for (let i = 0; i < ring.length; i += 2) put(i);
    put(0);
    return pairs;
  };

  // Return [west, north, east, south] of rings of x, y.
  g.boxOf = function (rings) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const ring of rings) {
      for (let i = 0; i < ring.length; i += 2) {
        box[0] = Math.min(box[0], ring[i]);
        box[1] = Math.min(box[1], ring[i + 1]);
        box[2] = Math.max(box[2], ring[i]);
        box[3] = Math.max(box[3], ring[i + 1]);
      }
    }
    return box;
  };

  // Return an object for each row of the columns. What is asked for often (`own`) is its own; the
  // rest is looked up in its column, so that 200,000 rows are made at once.
  function rowsOf(columns, own) {
    class Row {
      constructor(index) {
        this.index = index;
        for (const name of own) this[name] = columns[name][index];
      }
    }
    for (const [name, column] of Object.entries(columns)) {
      if (own.includes(name)) continue;
      Object.defineProperty(Row.prototype, name, { get() { return column[this.index]; } });
    }
    return Object.values(columns)[0].map((first, index) => new Row(index));
  }

  // An area is a unit of the fine tier, a country of the base map, or rings of its own.
  function areaOf(packed) {
    const [kind, what] = packed;
    if (kind === "unit") return g.fineUnits[what];
    if (kind === "country") return g.countryShape(what);
    const rings = what.map((ring) => g.decodeRing(ring, 10_000));
    return { rings, box: g.boxOf(rings) };
  }

  function precisionOf(place, event) {
    if (g.LISTED_KINDS.includes(place.kind)) return "country";
    if (place.kind === "admin1") return "area";
    if (g.FUZZY_KINDS.includes(place.kind) || event.role === "near") return "ring";
    return "point";
  }

  function markOf(event) {
    if (event.site === "diplomatic") return "diplomatic";
    if (event.type === "build_up" || event.type === "interception") return event.type;
    return event.role === "origin" ? "origin" : "attack";
  }

  // Turn the unpacked columns into g.places, g.events, g.sites and g.off.
  g.load = function (data) {
    g.data = data;
    g.articles = data.articles.map(named(ARTICLE));
    g.places = data.places.map(named(PLACE));
    g.areas = data.areas.map(areaOf);
    g.rivals = data.rivals.map(named(RIVAL));
    const firsts = new Map(); // id -> the first place that has it
    for (const [index, place] of g.places.entries()) {
      if (!firsts.has(place.id)) firsts.set(place.id, index);
      place.first = firsts.get(place.id);
      [place.x, place.y] = g.mercator(place.lon, place.lat);
    }
    g.events = rowsOf(data.events, ["place", "site", "status", "background", "reports"]);
    const known = new Map(); // many events share a date
    const days = (date) => {
      if (!known.has(date)) known.set(date, g.interval(date));
      return known.get(date);
    };
    const until = (interval, day) => // for what is known by its reports' publication only
      (interval && day ? [interval[0], Math.min(interval[1], g.dayNumber(day))] : interval);
    let first = 0;
    let further = 0;
    for (const event of g.events) {
      event.first = first; // of its reports: they stand in the order of their events
      first += event.reports;
      event.further = further; // the first of those it doesn't list
      if (data.review) further += event.told - event.reports;
      event.place = g.places[event.place];
      event.days = until(days(event.date), event.until);
      event.mark = markOf(event);
      event.precision = precisionOf(event.place, event);
      event.word = event.one_side ? "one_side" : "others";
    }
    g.sites = rowsOf(data.sites, ["place", "site", "events", "background"]);
    for (const site of g.sites) {
      site.place = g.places[site.place];
      site.id = `${site.place.id} ${site.site}`;
      site.events = site.events.map((row) => g.events[row]);
      site.shown = site.events;
    }
    g.off = rowsOf(data.off, []);
    for (const [row, said] of data.since ? data.since[1] : []) g.events[row].changed = said;
  };

  g.report = function (row) {
    const report = {};
    for (const [name, column] of Object.entries(g.data.reports)) report[name] = column[row];
    report.article = g.articles[report.article];
    report.rivals = report.rivals.map((n) => g.rivals[n]);
    return report;
  };

  g.reportsOf = (event) =>
    Array.from({ length: event.reports }, (_, i) => g.report(event.first + i));

  // What a correction names the event's reports by: all of them, also those the page doesn't list.
  g.mentionsOf = function (event) {
    const { id, article, start, end, text, sentence } = g.data.further;
    const more = Array.from({ length: event.told - event.reports }, (_, i) => {
      const row = event.further + i;
      return { id: id[row], article: g.articles[article[row]], start: start[row], end: end[row],
        text: text[row], digest: sentence[row] };
    });
    return [...g.reportsOf(event), ...more];
  };

  const plainly = (parts) => g.plain(parts.filter(Boolean).join("\n"));

  // What the search looks through, made once for each event.
  g.haystack = function (event) {
    if (event.haystack === undefined) {
      const { place } = event;
      const { text, sentence, by, article } = g.data.reports;
      const parts = [place.name, place.admin1, g.countryName(place.country),
        g.word(g.TYPE_WORDS, event.type), ...event.denied];
      for (let row = event.first; row < event.first + event.reports; row += 1) {
        const source = g.articles[article[row]];
        parts.push(text[row], sentence[row], by[row], source.source, source.title, source.publisher);
      }
      event.haystack = plainly(parts);
    }
    return event.haystack;
  };

  // So that the first search of a large map is as quick as the next.
  g.prepareSearch = function () {
    if (!("requestIdleCallback" in window) || g.events.length < 20_000) return;
    let at = 0;
    const some = (deadline) => {
      while (at < g.events.length && deadline.timeRemaining() > 1) {
        for (const end = Math.min(at + 100, g.events.length); at < end; at += 1) g.haystack(g.events[at]);
      }
      if (at < g.events.length) requestIdleCallback(some);
    };
    // A person looks first.
    setTimeout(() => requestIdleCallback(some), 3_000);
  };
})(geomap);
