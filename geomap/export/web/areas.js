// Areas: a dashed boundary with a hatched hem inside it, never a fill; rings for fuzzy places.
(function (g) {
  const patterns = new Map();

  // Lines rise for battlefield and fall for diplomatic, so that the two differ without colour.
  function pattern(ctx, site, colour) {
    const key = `${site} ${colour}`;
    if (!patterns.has(key)) {
      const tile = document.createElement("canvas");
      tile.width = tile.height = 7;
      const brush = tile.getContext("2d");
      brush.strokeStyle = colour;
      brush.lineWidth = 1.1;
      brush.beginPath();
      const rising = site === "battlefield";
      for (const d of [-7, 0, 7]) {
        brush.moveTo(d - 1, rising ? 8 : -1);
        brush.lineTo(d + 8, rising ? -1 : 8);
      }
      brush.stroke();
      patterns.set(key, ctx.createPattern(tile, "repeat"));
    }
    return patterns.get(key);
  }

  // Return the lines of rings: whole ones closed, others without what runs along the antimeridian,
  // where an area was cut and has no boundary.
  g.linesOf = function (rings) {
    const lines = [];
    for (const ring of rings) {
      const count = ring.length / 2;
      const next = (i) => (i + 1) % count;
      const cut = (i) => [0, 1].some((x) => ring[2 * i] === x && ring[2 * next(i)] === x);
      let first = 0;
      while (first < count && !cut(first)) first += 1;
      const start = first === count ? 0 : next(first);
      let line = [ring[2 * start], ring[2 * start + 1]];
      for (let step = 0; step < count; step += 1) {
        const i = (start + step) % count;
        const to = [ring[2 * next(i)], ring[2 * next(i) + 1]];
        if (!cut(i)) line.push(...to);
        else {
          if (line.length > 2) lines.push(line);
          line = to;
        }
      }
      if (line.length > 2) lines.push(line);
    }
    return lines;
  };

  function traceArea(ctx, view, area, shift) {
    ctx.beginPath();
    g.trace(ctx, view, area.rings, shift, true);
  }

  function traceLines(ctx, view, area, shift) {
    area.lines = area.lines || g.linesOf(area.rings);
    ctx.beginPath();
    g.trace(ctx, view, area.lines, shift, false);
  }

  g.drawArea = function (ctx, view, area, site) {
    const colour = g.theme()[site];
    for (const shift of g.shifts(view)) {
      if (!g.inView(view, area.box, shift)) continue;
      ctx.save();
      traceArea(ctx, view, area, shift);
      ctx.save();
      ctx.clip("evenodd");
      traceLines(ctx, view, area, shift);
      ctx.strokeStyle = pattern(ctx, site, colour);
      ctx.globalAlpha = 0.75;
      const size = Math.min(area.box[2] - area.box[0], area.box[3] - area.box[1]) * view.scale;
      ctx.lineWidth = Math.max(4, Math.min(16, size / 8));
      ctx.stroke();
      ctx.restore();
      ctx.strokeStyle = colour;
      ctx.lineWidth = 1.5;
      ctx.setLineDash([6, 4]);
      ctx.stroke();
      ctx.restore();
    }
  };

  // The outline of what has the focus: a country's, or an area's once more.
  g.drawFocus = function (ctx, view, place) {
    const theme = g.theme();
    ctx.save();
    ctx.strokeStyle = theme.focus;
    ctx.lineWidth = 2;
    if (place.area !== null) {
      const area = g.areas[place.area];
      ctx.setLineDash(place.kind === "country" ? [2, 4] : [6, 4]);
      for (const shift of g.shifts(view)) {
        if (!g.inView(view, area.box, shift)) continue;
        traceLines(ctx, view, area, shift);
        ctx.stroke();
      }
    } else if (place.kind !== "continent") {
      for (const shift of g.shifts(view)) {
        ctx.beginPath();
        ctx.arc(view.x(place.x + shift), view.y(place.y), 18, 0, 7);
        ctx.stroke();
      }
    }
    ctx.restore();
  };

  // Radius in pixels of `radius_m` metres at the place.
  g.ringRadius = function (view, place) {
    const metres = 40_075_016.686 * Math.cos((place.lat * Math.PI) / 180);
    return (place.radius_m / metres) * view.scale;
  };

  g.drawRing = function (ctx, view, place, site) {
    const radius = g.ringRadius(view, place);
    if (radius < 13 || radius > 6000) return;
    for (const shift of g.shifts(view)) {
      const x = view.x(place.x + shift);
      const y = view.y(place.y);
      if (x + radius < 0 || y + radius < 0 || x - radius > view.width || y - radius > view.height) {
        continue;
      }
      ctx.save();
      ctx.beginPath();
      ctx.arc(x, y, radius, 0, 7);
      ctx.strokeStyle = g.theme()[site];
      ctx.lineWidth = 1.5;
      ctx.globalAlpha = 0.9;
      ctx.setLineDash([2, 4]);
      ctx.stroke();
      ctx.restore();
    }
  };

  g.drawDensity = function (ctx, view) {
    const CELL = 36;
    const cells = new Map();
    for (const site of g.shownSites) {
      if (site.precision === "country") continue;
      const cx = Math.floor((site.place.x * view.scale) / CELL);
      const cy = Math.floor((site.place.y * view.scale) / CELL);
      const key = `${cx} ${cy}`;
      const cell = cells.get(key) || { cx, cy, count: 0 };
      cell.count += site.shown.length;
      cells.set(key, cell);
    }
    const most = Math.max(1, ...[...cells.values()].map((cell) => cell.count));
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = g.theme().density;
    for (const { cx, cy, count } of cells.values()) {
      const side = CELL * (0.3 + 0.65 * Math.sqrt(count / most));
      const x = (cx + 0.5) * CELL - view.dx - side / 2;
      const y = (cy + 0.5) * CELL - view.dy - side / 2;
      ctx.globalAlpha = 0.22;
      ctx.fillRect(x, y, side, side);
      ctx.globalAlpha = 0.8;
      ctx.strokeRect(x, y, side, side);
    }
    ctx.restore();
  };
})(geomap);
