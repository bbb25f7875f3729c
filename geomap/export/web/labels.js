// Place labels: they thin out by zoom, keep off one another and never stand on a symbol.
(function (g) {
  // `taken` holds boxes [x1, y1, x2, y2] where nothing may be written; labels add their own.
  g.overlaps = (taken, box) => taken.some((other) => box[0] < other[2] && box[2] > other[0] &&
    box[1] < other[3] && box[3] > other[1]);

  const FONTS = {
    country: [13, "600", 1.5], capital: [12, "600", 0], city: [11.5, "400", 0],
  };

  // Whether the map's own edge runs through the box; what lies beyond it waits in the padding.
  function cutByTheEdge(view, [x1, y1, x2, y2]) {
    const { x, y } = view.pad;
    const across = (edge, low, high) => low < edge && edge < high;
    return across(x, x1, x2) || across(x + view.seen.x, x1, x2) ||
      across(y, y1, y2) || across(y + view.seen.y, y1, y2);
  }

  function write(ctx, theme, text, x, y, spacing) {
    if ("letterSpacing" in ctx) ctx.letterSpacing = `${spacing}px`;
    ctx.lineWidth = 3;
    ctx.strokeStyle = theme.labelHalo;
    ctx.fillStyle = theme.label;
    ctx.strokeText(text, x, y);
    ctx.fillText(text, x, y);
    if ("letterSpacing" in ctx) ctx.letterSpacing = "0px";
  }

  g.drawLabels = function (ctx, view, taken) {
    if (!g.base || !g.state.layers.labels || g.state.layers.tiles) return;
    const theme = g.theme();
    ctx.save();
    ctx.lineJoin = "round";
    ctx.textBaseline = "middle";
    for (const shift of g.shifts(view)) {
      for (const label of g.base.labels) {
        const { text, from, until, kind } = label;
        if (view.zoom < from || (until && view.zoom > until)) continue;
        const x = view.x(label.at[0] + shift);
        const y = view.y(label.at[1]);
        if (x < -60 || y < -20 || x > view.width + 60 || y > view.height + 20) continue;
        const [size, weight, spacing] = FONTS[kind] || FONTS.city;
        ctx.font = `${weight} ${size}px system-ui, "DejaVu Sans", sans-serif`;
        const width = ctx.measureText(text).width + spacing * text.length;
        const dot = kind === "city" || kind === "capital";
        const places = dot ? [[x + 6, "left"], [x - 6 - width, "left"]] : [[x - width / 2, "left"]];
        for (const [left, align] of places) {
          const box = [left - 2, y - size * 0.7, left + width + 2, y + size * 0.7];
          const spot = dot ? [x - 4, y - 4, x + 4, y + 4] : box;
          if (cutByTheEdge(view, box)) continue; // half a name is none
          if (g.overlaps(taken, box) || g.overlaps(taken, spot)) continue;
          taken.push(box, spot);
          ctx.textAlign = align;
          if (dot) {
            ctx.beginPath();
            ctx.arc(x, y, kind === "capital" ? 2.6 : 1.9, 0, 7);
            ctx.fillStyle = theme.label;
            ctx.fill();
          }
          write(ctx, theme, text, left, y, spacing);
          break;
        }
      }
    }
    ctx.restore();
  };
})(geomap);
