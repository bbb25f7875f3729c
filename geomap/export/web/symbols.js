// Symbols: class and kind by shape first, colour second (Okabe and Ito); status by fill.
(function (g) {
  g.THEMES = {
    light: {
      sea: "#dce7ee", land: "#f7f5f0", lake: "#dce7ee", river: "#b9d0dd", border: "#85817a",
      region: "#cfcac0", label: "#4a4843", labelHalo: "#f7f5f0",
      paper: "#ffffff", ink: "#1c1c1c", halo: "#ffffff", focus: "#1c1c1c",
      battlefield: "#c75000", diplomatic: "#0066a6", density: "#5b4a78",
    },
    dark: {
      sea: "#10161b", land: "#262b30", lake: "#10161b", river: "#2f4652", border: "#7b828a",
      region: "#3c4249", label: "#c3c6c9", labelHalo: "#1a1e22",
      paper: "#15181b", ink: "#f2f2f2", halo: "#0b0d0f", focus: "#ffffff",
      battlefield: "#f0a02c", diplomatic: "#5cb8ee", density: "#b9a6dd",
    },
  };

  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  g.isDark = () => (g.state.theme === "auto" ? dark.matches : g.state.theme === "dark");
  g.theme = () => (window.matchMedia("print").matches || !g.isDark() ?
    g.THEMES.light : g.THEMES.dark);
  g.onThemeChange = (action) => dark.addEventListener("change", action);

  function polygon(ctx, points) {
    points.forEach(([x, y], i) => (i ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
    ctx.closePath();
  }

  const SHAPES = {
    attack: (c, x, y, r) => polygon(c, [[x, y - 1.15 * r], [x + 1.1 * r, y + 0.8 * r],
      [x - 1.1 * r, y + 0.8 * r]]),
    build_up: (c, x, y, r) => polygon(c, [[x - 0.88 * r, y - 0.88 * r], [x + 0.88 * r, y - 0.88 * r],
      [x + 0.88 * r, y + 0.88 * r], [x - 0.88 * r, y + 0.88 * r]]),
    interception: (c, x, y, r) => polygon(c, [[x, y - 1.25 * r], [x + 1.25 * r, y],
      [x, y + 1.25 * r], [x - 1.25 * r, y]]),
    // A block arrow that points away, up and to the right.
    origin: (c, x, y, r) => polygon(c, [[x + 1.05 * r, y - 1.05 * r], [x + 1.05 * r, y + 0.35 * r],
      [x + 0.55 * r, y - 0.1 * r], [x - 0.5 * r, y + 0.98 * r], [x - 1 * r, y + 0.48 * r],
      [x + 0.08 * r, y - 0.58 * r], [x - 0.35 * r, y - 1.05 * r]]),
    diplomatic: (c, x, y, r) => { c.arc(x, y, r, 0, 2 * Math.PI); c.closePath(); },
  };

  function path(ctx, mark, x, y, r) {
    ctx.beginPath();
    (SHAPES[mark] || SHAPES.attack)(ctx, x, y, r);
  }

  function hatch(ctx, x, y, r, gap) {
    ctx.beginPath();
    for (let d = -2 * r; d <= 2 * r; d += gap) {
      ctx.moveTo(x + d - r * 1.5, y + r * 1.5);
      ctx.lineTo(x + d + r * 1.5, y - r * 1.5);
    }
    ctx.stroke();
  }

  // Draw the mark of a site ({site, mark, style, background}) at x, y with radius r.
  g.drawSymbol = function (ctx, x, y, r, look, theme) {
    const colour = theme[look.site];
    ctx.save();
    ctx.lineJoin = "round";
    ctx.globalAlpha = look.background ? 0.75 : 1;
    path(ctx, look.mark, x, y, r);
    ctx.strokeStyle = theme.halo;
    ctx.lineWidth = 4.5;
    ctx.stroke();
    ctx.fillStyle = look.style === "filled" ? colour : theme.paper;
    ctx.fill();
    if (look.style === "hatched") {
      ctx.save();
      ctx.clip();
      ctx.strokeStyle = colour;
      ctx.lineWidth = 1.7;
      hatch(ctx, x, y, r, 4.2);
      ctx.restore();
    }
    path(ctx, look.mark, x, y, r);
    ctx.strokeStyle = colour;
    ctx.lineWidth = 2;
    if (look.style === "dotted") {
      ctx.lineCap = "round";
      ctx.setLineDash([0.1, 3.9]);
      ctx.lineWidth = 2.4;
    }
    ctx.stroke();
    if (look.style === "crossed") {
      ctx.setLineDash([]);
      for (const width of [4.5, 2]) {
        ctx.beginPath();
        ctx.moveTo(x - 1.15 * r, y - 1.15 * r);
        ctx.lineTo(x + 1.15 * r, y + 1.15 * r);
        ctx.moveTo(x + 1.15 * r, y - 1.15 * r);
        ctx.lineTo(x - 1.15 * r, y + 1.15 * r);
        ctx.strokeStyle = width > 2 ? theme.halo : colour;
        ctx.lineWidth = width;
        ctx.stroke();
      }
    }
    ctx.restore();
  };

  // Return a small picture of a symbol for lists and legends; it is hidden from screen readers.
  g.symbolPicture = function (look, size = 22) {
    const ratio = Math.min(window.devicePixelRatio || 1, 3);
    const canvas = g.el("canvas", { "aria-hidden": "true", class: "gm-symbol" });
    canvas.width = size * ratio;
    canvas.height = size * ratio;
    canvas.style.width = canvas.style.height = `${size}px`;
    canvas.paint = () => {
      const ctx = canvas.getContext("2d");
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      ctx.clearRect(0, 0, size, size);
      g.drawSymbol(ctx, size / 2, size / 2, size * 0.32, look, g.theme());
    };
    canvas.paint();
    return canvas;
  };
})(geomap);
