// Downloads of what the filters let through: GeoJSON and CSV.
(function (g) {
  const CAVEAT = "Made by machine: claims in cited text, not verified facts.";

  g.save = function (name, type, content) {
    const address = URL.createObjectURL(new Blob([content], { type }));
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
    const polygons = g.polygonsOf(g.areas[place.area].rings);
    return polygons.length === 1 ? { type: "Polygon", coordinates: polygons[0] } :
      { type: "MultiPolygon", coordinates: polygons };
  }

  const passing = () => g.events.filter((event) => event.passes);

  g.filteredGeoJSON = function () {
    const features = passing().map((event) => ({
      type: "Feature", id: event.id, geometry: geometryOf(event.place),
      properties: {
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
      },
    }));
    return { type: "FeatureCollection", schema: "geomap/filtered-events/1", as_of: g.data.as_of,
      note: CAVEAT, filters: g.filterWords(), features };
  };

  // A cell a spreadsheet won't take for a formula.
  function cell(value) {
    const text = value === null || value === undefined ? "" : String(value);
    const safe = typeof value === "string" && /^[\s\u0000-\u001f]*[=+\-@\t\r|]/.test(text) ? `'${text}` : text;
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
      const area = g.AREA_KINDS.includes(place.kind); // no point stands for an area
      return [event.id, place.name, place.id, place.kind, place.country, place.admin1,
        area ? null : place.lon, area ? null : place.lat, place.radius_m, event.site, event.type,
        event.role, event.status, event.date, event.basis, Boolean(event.background),
        Boolean(event.one_side), event.denied.join("; "), event.independent, event.copies,
        g.precisionWords(place, event.role), report.article.published, report.article.source,
        report.article.url, report.sentence];
    });
    return [head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
  };

  g.addDownloads = function () {
    g.byId("gm-geojson").addEventListener("click", () =>
      g.save("events-filtered.geojson", "application/geo+json",
        `${JSON.stringify(g.filteredGeoJSON())}\n`));
    g.byId("gm-csv").addEventListener("click", () =>
      g.save("events-filtered.csv", "text/csv;charset=utf-8", `\ufeff${g.filteredCSV()}`));
    g.byId("gm-png").addEventListener("click", g.savePicture);
    g.byId("gm-print").addEventListener("click", () => window.print());
  };
})(geomap);
