// Draws the sites: areas and rings first, then labels, then symbols and clusters over them.
(function (g) {
  const RADIUS = 8.5;
  g.drawn = []; // what can be hit: {x, y, w, h, spots} in map container pixels

  function pill(ctx, x, y, width, height, theme, dashed) {
    ctx.beginPath();
    ctx.roundRect(x - width / 2, y - height / 2, width, height, height / 2);
    ctx.fillStyle = theme.paper;
    ctx.fill();
    ctx.strokeStyle = theme.ink;
    ctx.lineWidth = 1.2;
    if (dashed) ctx.setLineDash([4, 3]);
    ctx.stroke();
    ctx.setLineDash([]);
  }

  // The parts of a badge: symbols and texts from left to right.
  function badge(ctx, x, y, parts, theme, dashed) {
    const widths = parts.map((part) => (part.look ? 18 : ctx.measureText(part.text).width + 5));
    const width = widths.reduce((a, b) => a + b, 0) + 12;
    pill(ctx, x, y, width, 24, theme, dashed);
    let left = x - width / 2 + 7;
    parts.forEach((part, i) => {
      if (part.look) g.drawSymbol(ctx, left + 7.5, y, 5.6, part.look, { ...theme, halo: theme.paper });
      else {
        ctx.fillStyle = theme.ink;
        ctx.fillText(part.text, left + 1, y + 0.5);
      }
      left += widths[i];
    });
    return width;
  }

  const look = (site) => ({ site: site.site, mark: site.mark, style: site.style,
    background: site.background });
  g.lookOf = look;

  function clusterParts(group) {
    const tally = g.tally(group);
    const parts = [];
    for (const site of ["battlefield", "diplomatic"]) {
      if (!tally[site]) continue;
      const mark = site === "diplomatic" ? "diplomatic" : "attack";
      parts.push({ look: { site, mark, style: "filled" } }, { text: g.number(tally[site]) });
    }
    return parts;
  }

  function areaParts(ctx, spot, view) {
    const parts = spot.sites.map((site) => ({ look: look(site) }));
    const { place } = spot;
    if (view.zoom >= 5.5 || g.shownSites.length < 40) {
      const name = place.name.length > 26 ? `${place.name.slice(0, 25)}…` : place.name;
      parts.push({ text: name });
    } else parts.push({ text: "area" });
    return parts;
  }

  function outlines(ctx, view) {
    for (const site of g.shownSites) {
      if (site.precision === "area" && site.place.area !== null) {
        g.drawArea(ctx, view, g.areas[site.place.area], site.site);
      } else if (site.precision === "ring" || (site.precision === "area" && site.place.area === null)) {
        g.drawRing(ctx, view, site.place, site.site);
      }
    }
  }

  // Return what is to be drawn, with its size, so that labels can keep off it.
  function layout(ctx, view) {
    const placed = [];
    for (const shift of g.shifts(view)) {
      for (const group of g.groups) {
        const x = view.x(group[0].x + shift);
        const y = view.y(group[0].y);
        if (x < -40 || y < -20 || x > view.width + 40 || y > view.height + 20) continue;
        let parts = null;
        if (group.length > 1) parts = clusterParts(group);
        else if (group[0].area) parts = areaParts(ctx, group[0], view);
        const width = parts ? parts.reduce((sum, part) =>
          sum + (part.look ? 18 : ctx.measureText(part.text).width + 5), 12) :
          group[0].sites.length * 21 + 3;
        placed.push({ x, y, width, group, parts });
      }
    }
    return placed;
  }

  g.drawSites = function (ctx, view) {
    const theme = g.theme();
    ctx.font = "600 12px system-ui, \"DejaVu Sans\", sans-serif";
    ctx.textBaseline = "middle";
    ctx.textAlign = "left";
    g.groups = g.cluster(g.spots(g.shownSites), view.scale);
    if (g.state.layers.areas) outlines(ctx, view);
    if (g.state.layers.density) g.drawDensity(ctx, view);
    const placed = layout(ctx, view);
    const taken = placed.map(({ x, y, width }) =>
      [x - width / 2 - 1, y - 13, x + width / 2 + 1, y + 13]);
    g.drawLabels(ctx, view, taken);
    if (g.focus) g.drawFocus(ctx, view, g.focus);
    ctx.font = "600 12px system-ui, \"DejaVu Sans\", sans-serif";
    ctx.textBaseline = "middle";
    ctx.textAlign = "left";
    g.drawn = [];
    // Upper ones first, so that a lower one stands in front; singles in front of badges.
    placed.sort((a, b) => Boolean(b.parts) - Boolean(a.parts) || a.y - b.y);
    for (const { x, y, width, group, parts } of placed) {
      if (parts) badge(ctx, x, y, parts, theme, group.length === 1);
      else {
        const { sites } = group[0];
        sites.forEach((site, i) => {
          const offset = (i - (sites.length - 1) / 2) * 21;
          g.drawSymbol(ctx, x + offset, y, RADIUS, look(site), theme);
        });
      }
      g.drawn.push({ x: x - view.pad.x, y: y - view.pad.y, w: width / 2 + 3, h: parts ? 14 : 13,
        group });
    }
    g.mapSize = [view.width, view.height];
  };

  // Return what is drawn at a point of the map's container, the topmost first; null for nothing.
  g.hit = function (point, slack = 0) {
    for (let i = g.drawn.length - 1; i >= 0; i -= 1) {
      const item = g.drawn[i];
      if (Math.abs(point.x - item.x) <= item.w + slack &&
          Math.abs(point.y - item.y) <= item.h + slack) return item;
    }
    return null;
  };
})(geomap);
