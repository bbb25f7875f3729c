// Draws the sites: areas and rings first, then labels, then symbols and clusters over them.
(function (g) {
  const RADIUS = 8.5;
  const FONT = "600 12px system-ui, \"DejaVu Sans\", sans-serif";
  g.drawn = []; // what can be hit: {x, y, w, h, group} in pixels of the map's container

  function badge(ctx, item, theme) {
    const { x, y, width, parts, dashed } = item;
    ctx.beginPath();
    ctx.roundRect(x - width / 2, y - 12, width, 24, 12);
    ctx.fillStyle = theme.paper;
    ctx.fill();
    ctx.strokeStyle = theme.ink;
    ctx.lineWidth = 1.2;
    if (dashed) ctx.setLineDash([4, 3]);
    ctx.stroke();
    ctx.setLineDash([]);
    let left = x - width / 2 + 7;
    for (const part of parts) {
      if (part.look) g.drawSymbol(ctx, left + 7.5, y, 5.6, part.look, { ...theme, halo: theme.paper });
      else {
        ctx.fillStyle = theme.ink;
        ctx.fillText(part.text, left + 1, y + 0.5);
      }
      left += g.partWidth(ctx, part);
    }
  }

  function outlines(ctx, view) {
    for (const site of g.shownSites) {
      const { place } = site;
      if (site.precision === "area" && place.area !== null) {
        g.drawArea(ctx, view, g.areas[place.area], site.site);
      } else if (site.precision === "ring" || site.precision === "area") {
        g.drawRing(ctx, view, place, site.site);
      }
    }
  }

  function pen(ctx) {
    ctx.font = FONT;
    ctx.textBaseline = "middle";
    ctx.textAlign = "left";
  }

  let kept = null; // the spots of the most sites that were shown whole: filters come and go
  function spotsShown() {
    if (g.spotsShown) return g.spotsShown;
    const sites = g.shownSites;
    const whole = sites.every((site) => site.whole);
    if (whole && kept && kept.sites.length === sites.length && kept.sites.every((site, i) => site === sites[i])) {
      g.spotsShown = kept.spots;
    } else {
      g.spotsShown = g.spots(sites);
      if (whole && (!kept || sites.length > kept.sites.length)) kept = { sites, spots: g.spotsShown };
    }
    return g.spotsShown;
  }

  g.drawSites = function (ctx, view) {
    if (g.busy) return; // more is about to change: it is drawn once, at the end
    const theme = g.theme();
    pen(ctx);
    const items = g.layout(ctx, view, spotsShown());
    if (g.state.layers.areas) outlines(ctx, view);
    if (g.state.layers.density) g.drawDensity(ctx, view);
    g.drawLabels(ctx, view, items.map(({ x, y, width }) =>
      [x - width / 2 - 2, y - 13, x + width / 2 + 2, y + 13]));
    if (g.focus) g.drawFocus(ctx, view, g.focus);
    pen(ctx);
    items.sort((a, b) => a.y - b.y || a.x - b.x);
    for (const item of items) {
      if (item.parts) badge(ctx, item, theme);
      else {
        const { sites } = item.group[0];
        sites.forEach((site, i) => {
          const x = item.x + (i - (sites.length - 1) / 2) * 21;
          g.drawSymbol(ctx, x, item.y, RADIUS, g.lookOf(site), theme);
        });
      }
    }
    g.drawn = items.map(({ x, y, width, group }) =>
      ({ x: x - view.pad.x, y: y - view.pad.y, w: width / 2 + 3, h: 14, group }));
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
