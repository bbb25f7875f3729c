// The base map: land, lakes, rivers, borders, from one topology, so that borders coincide.
// Chains of borders and coasts come in a light tier for the world; countries with events bring a
// fine tier, whose arcs take the light chains' place when one is near enough to tell.
(function (g) {
  const FINE_ZOOM = 5; // from here on the fine tier is drawn

  // Join arcs that follow one another into one ring; ~n is arc n backwards.
  function join(arcs, ring) {
    const parts = [];
    let length = 0;
    for (const n of ring) {
      const arc = n >= 0 ? arcs[n] : backwards(arcs[~n]);
      parts.push(arc);
      length += arc.length;
    }
    const points = new Float64Array(length);
    let at = 0;
    for (const part of parts) {
      points.set(part, at);
      at += part.length;
    }
    return points;
  }

  function backwards(arc) {
    const turned = new Float64Array(arc.length);
    for (let i = 0; i < arc.length; i += 2) {
      turned[i] = arc[arc.length - 2 - i];
      turned[i + 1] = arc[arc.length - 1 - i];
    }
    return turned;
  }

  const shape = (rings, rest) => {
    const kept = rings.filter((ring) => ring.length >= 4);
    return { rings: kept, box: g.boxOf(kept), ...rest };
  };

  // `replaced` chains have lines of their own in `claimed` and `unclaimed`: a profile's borders.
  function tier(packed, chains, ringsOf, replaced) {
    const seam = new Set([...packed.seam, ...replaced]);
    const dashed = new Set(packed.dashed);
    const lines = chains.map((chain, n) => ({ n, ...shape([chain]) })).filter((s) => s.rings.length);
    return {
      land: packed.countries.map((country) =>
        shape(ringsOf(country).map((ring) => join(chains, ring)), { code: country.code })),
      borders: lines.filter(({ n }) => !seam.has(n) && !dashed.has(n)),
      dashed: lines.filter(({ n }) => dashed.has(n) && !seam.has(n)),
    };
  }

  // Take the base map and the fine tier (either may be missing) out of the data block.
  g.loadBase = function (packed, fine) {
    g.base = null;
    g.fineUnits = [];
    if (!packed) return;
    const chains = packed.arcs.map((arc) => g.decodeRing(arc, packed.per_degree));
    const light = tier(packed, chains, (country) => country.rings, packed.replaced);
    const lines = (list) => list.map((arc) => shape([g.decodeRing(arc, packed.per_degree)]));
    const other = (list) => list.map((arc) => shape([g.decodeRing(arc, packed.claimed_per_degree)]))
      .filter((line) => line.rings.length);
    g.base = { light, fine: light, lakes: lines(packed.lakes), rivers: lines(packed.rivers),
      claimed: other(packed.claimed), unclaimed: other(packed.unclaimed),
      inner: [], labels: labelsOf(packed) };
    if (!fine) return;
    const arcs = fine.arcs.map((arc) => g.decodeRing(arc, fine.per_degree));
    const finer = chains.slice();
    for (const [n, ring] of Object.entries(fine.chains)) finer[Number(n)] = join(arcs, ring);
    g.base.fine = tier(packed, finer, (country) =>
      (Object.hasOwn(fine.countries, country.code) ? fine.countries[country.code] : country.rings), packed.replaced);
    g.base.inner = fine.inner.map((n) => shape([arcs[n]]));
    g.fineUnits = fine.units.map((unit) => shape(unit.rings.map((ring) => join(arcs, ring))));
  };

  function labelsOf(packed) {
    const labels = packed.countries.filter((country) => country.code).map((country) => {
      const [lon, lat, from] = country.label;
      return { text: country.name, at: g.mercator(lon, lat), from, until: 6.9, kind: "country" };
    });
    for (const [lon, lat, text, from, capital] of packed.labels) {
      labels.push({ text, at: g.mercator(lon, lat), from, kind: capital ? "capital" : "city" });
    }
    return labels;
  }

  // Return the shape of a country as the base map has it, the fine one where there is one.
  g.countryShape = (code) =>
    (g.base && g.base.fine.land.find((country) => country.code === code)) || null;

  function each(ctx, view, list, close, paint) {
    for (const shift of g.shifts(view)) {
      ctx.beginPath();
      for (const item of list) {
        if (g.inView(view, item.box, shift)) g.trace(ctx, view, item.rings, shift, close);
      }
      paint();
    }
  }

  // Countries one by one: what shares a path is filled by even and odd.
  function fillLand(ctx, view, land) {
    for (const shift of g.shifts(view)) {
      for (const country of land) {
        if (!g.inView(view, country.box, shift)) continue;
        ctx.beginPath();
        g.trace(ctx, view, country.rings, shift, true);
        ctx.fill("evenodd");
        ctx.stroke();
      }
    }
  }

  function graticule(ctx, view, theme) {
    ctx.strokeStyle = theme.region;
    ctx.lineWidth = 1;
    ctx.beginPath();
    for (let lon = -180; lon <= 180; lon += 10) {
      const x = view.x(g.mercator(lon, 0)[0]);
      ctx.moveTo(x, 0);
      ctx.lineTo(x, view.height);
    }
    for (let lat = -80; lat <= 80; lat += 10) {
      const y = view.y(g.mercator(0, lat)[1]);
      ctx.moveTo(0, y);
      ctx.lineTo(view.width, y);
    }
    ctx.stroke();
  }

  g.drawBase = function (ctx, view) {
    const theme = g.theme();
    const { base } = g;
    const { layers } = g.state;
    ctx.lineJoin = "round";
    ctx.fillStyle = theme.sea;
    ctx.fillRect(0, 0, view.width, view.height);
    if (!base) {
      graticule(ctx, view, theme);
      return;
    }
    const near = view.zoom >= FINE_ZOOM ? base.fine : base.light;
    ctx.fillStyle = ctx.strokeStyle = theme.land;
    ctx.lineWidth = 0.8; // closes the hairline between two fills
    fillLand(ctx, view, near.land);
    if (layers.waters) {
      ctx.fillStyle = theme.lake;
      each(ctx, view, base.lakes, true, () => ctx.fill());
      ctx.strokeStyle = theme.river;
      ctx.lineWidth = view.zoom < 5 ? 0.6 : 1.1;
      const count = view.zoom < 4 ? Math.ceil(base.rivers.length / 4) : base.rivers.length;
      each(ctx, view, base.rivers.slice(0, count), false, () => ctx.stroke());
    }
    if (layers.regions && view.zoom >= 4.5) {
      ctx.strokeStyle = theme.region;
      ctx.lineWidth = 1;
      each(ctx, view, base.inner, false, () => ctx.stroke());
    }
    ctx.strokeStyle = theme.border;
    ctx.lineWidth = view.zoom < 4 ? 0.7 : 1.1;
    each(ctx, view, near.borders, false, () => ctx.stroke());
    each(ctx, view, base.unclaimed, false, () => ctx.stroke());
    ctx.setLineDash([5, 4]);
    each(ctx, view, near.dashed, false, () => ctx.stroke());
    each(ctx, view, base.claimed, false, () => ctx.stroke());
    ctx.setLineDash([]);
  };
})(geomap);
