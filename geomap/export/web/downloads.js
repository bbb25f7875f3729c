// Downloads of what the filters let through: GeoJSON and CSV.
(function (g) {
  const CAVEAT = "Made by machine: claims in cited text, not verified facts.";

  // `content`: text, a Blob, or a list of such. One text of a large file is more than a browser can hold.
  g.save = function (name, type, content) {
    const address = URL.createObjectURL(new Blob([content].flat(), { type }));
    const anchor = g.el("a", { href: address, download: name });
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    g.say(`${name} is being saved.`);
  };

  const signedArea = (ring) => ring.slice(1).reduce((sum, [x, y], i) =>
    sum + ring[i][0] * y - x * ring[i][1], 0);

  function holds(ring, [x, y]) {
    let inside = false;
    for (let i = 1; i < ring.length; i += 1) {
      const [ax, ay] = ring[i - 1];
      const [bx, by] = ring[i];
      if ((ay > y) !== (by > y) && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
    return inside;
  }

  // Sort loose rings into polygons: one inside an odd number of others is a hole of the smallest.
  g.polygonsOf = function (rings) {
    const all = rings.map(g.lonLat).filter((ring) => ring.length > 3)
      .map((ring) => ({ ring, size: Math.abs(signedArea(ring)), inside: [] }));
    for (const one of all) {
      one.inside = all.filter((other) => other.size > one.size && holds(other.ring, one.ring[0]));
    }
    const turned = (ring, positive) => ((signedArea(ring) > 0) === positive ? ring : ring.reverse());
    const outer = all.filter((one) => one.inside.length % 2 === 0);
    for (const one of outer) one.polygon = [turned(one.ring, true)];
    for (const one of all) {
      if (one.polygon) continue;
      const holder = one.inside.filter((other) => other.polygon).sort((a, b) => a.size - b.size)[0];
      if (holder) holder.polygon.push(turned(one.ring, false));
    }
    return outer.map((one) => one.polygon);
  };

  function geometryOf(place) {
    if (place.area === null) { // no point stands for an area
      return g.AREA_KINDS.includes(place.kind) || place.kind === "continent" ? null :
        { type: "Point", coordinates: [place.lon, place.lat] };
    }
    const area = g.areas[place.area];
    if (!area.geometry) { // many events may have it
      const polygons = g.polygonsOf(area.rings);
      area.geometry = polygons.length === 1 ? { type: "Polygon", coordinates: polygons[0] } :
        { type: "MultiPolygon", coordinates: polygons };
    }
    return area.geometry;
  }

  function geometryText(place) {
    if (place.area === null) return JSON.stringify(geometryOf(place));
    const area = g.areas[place.area];
    area.geometryText = area.geometryText || JSON.stringify(geometryOf(place));
    return area.geometryText;
  }

  const passing = () => g.events.filter((event) => event.passes);

  const propertiesOf = (event) => ({
    name: event.place.name, place_id: event.place.id, kind: event.place.kind,
    country: event.place.country, admin1: event.place.admin1,
    radius_m: event.place.radius_m, status_note: event.place.status_note,
    label_lon: event.place.lon, label_lat: event.place.lat,
    site: event.site, event_type: event.type, role: event.role, status: event.status,
    event_date: event.date, date_basis: event.basis, background: Boolean(event.background),
    one_side_only: Boolean(event.one_side), denied_by: event.denied,
    sources_independent: event.independent, sources_copies: event.copies,
    precision: g.precisionWords(event.place, event.role),
    reports: g.reportsOf(event).map((report) => ({
      id: report.id, source: report.article.source, url: report.article.url,
      title: report.article.title, published: report.article.published,
      start: report.start, end: report.end, text: report.text, sentence: report.sentence,
      voice: report.voice, by: report.by, by_role: report.by_role, denied_by: report.denied,
    })),
  });

  const heading = () => ({ type: "FeatureCollection", schema: "geomap/filtered-events/1",
    as_of: g.data.as_of, note: CAVEAT, filters: g.filterWords() });

  g.filteredGeoJSON = () => ({ ...heading(), features: passing().map((event) => ({ type: "Feature",
    id: event.id, geometry: geometryOf(event.place), properties: propertiesOf(event) })) });

  // Return the text of the same in parts.
  g.filteredGeoJSONParts = function () {
    const parts = [`${JSON.stringify(heading()).slice(0, -1)},"features":[`];
    passing().forEach((event, i) => parts.push(
      `${i ? "," : ""}{"type":"Feature","id":${JSON.stringify(event.id)},"geometry":`,
      geometryText(event.place), `,"properties":${JSON.stringify(propertiesOf(event))}}`));
    return [...parts, "]}\n"];
  };

  // What a spreadsheet takes for a formula, and the most that one of its cells holds: as table_csv.py.
  const FORMULA = /^(?:[\u0000-\u0020\u0085\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2069\u3000\ufeff]*[=+\-@|\uff1d\uff0b\uff0d\uff20]|[\t\r\n])/;
  const CELL_UNITS = 32_767;
  const CUT = " […]";

  function harmless(text) {
    const safe = FORMULA.test(text) ? `'${text}` : text;
    if (safe.length <= CELL_UNITS) return safe;
    return safe.slice(0, CELL_UNITS - CUT.length).replace(/[\ud800-\udbff]$/, "") + CUT;
  }

  function cell(value) {
    const text = value === null || value === undefined ? "" : String(value);
    const safe = typeof value === "string" ? harmless(text) : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  g.filteredCSV = function () {
    const head = ["id", "name", "place_id", "kind", "country", "admin1", "lon", "lat", "radius_m",
      "site", "event_type", "role", "status", "event_date", "date_basis", "background",
      "one_side_only", "denied_by", "sources_independent", "sources_copies", "precision",
      "published", "source", "url", "sentence"];
    const rows = passing().map((event) => {
      const { place } = event;
      const [report] = g.reportsOf(event);
      const point = geometryOf(place)?.type === "Point"; // none stands for an area
      return [event.id, place.name, place.id, place.kind, place.country, place.admin1,
        point ? place.lon : null, point ? place.lat : null, place.radius_m, event.site, event.type,
        event.role, event.status, event.date, event.basis, Boolean(event.background),
        Boolean(event.one_side), event.denied.join("; "), event.independent, event.copies,
        g.precisionWords(place, event.role), report.article.published, report.article.source,
        report.article.url, report.sentence];
    });
    return [head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
  };

  // Save what `make` returns, or say that the browser can't.
  function attempt(name, type, make) {
    try {
      g.save(name, type, make());
    } catch (error) {
      g.say(`${name} could not be made: ${error.message}. Let the filters hide more, then try again.`);
    }
  }

  g.addDownloads = function () {
    g.byId("gm-geojson").addEventListener("click", () =>
      attempt("events-filtered.geojson", "application/geo+json", g.filteredGeoJSONParts));
    g.byId("gm-csv").addEventListener("click", () =>
      attempt("events-filtered.csv", "text/csv;charset=utf-8", () => ["\ufeff", g.filteredCSV()]));
    g.byId("gm-png").addEventListener("click", g.savePicture);
    g.byId("gm-print").addEventListener("click", () => window.print());
  };
})(geomap);
