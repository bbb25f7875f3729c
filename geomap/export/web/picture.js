// The map as one picture: what is seen, with its title, caveat, filters, legend and sources in it.
(function (g) {
  const FONT = "system-ui, \"DejaVu Sans\", sans-serif";
  const PAD = 14;

  // Break text into lines no wider than `width`.
  function lines(ctx, text, width) {
    const made = [];
    let line = "";
    for (const word of text.split(" ")) {
      const longer = line ? `${line} ${word}` : word;
      if (line && ctx.measureText(longer).width > width) {
        made.push(line);
        line = word;
      } else line = longer;
    }
    return [...made, line];
  }

  function legend() {
    const mark = (site, name, style, text) => ({ look: { site, mark: name, style }, text });
    return [
      mark("battlefield", "attack", "filled", "battlefield"),
      mark("battlefield", "build_up", "filled", "build-up"),
      mark("battlefield", "interception", "filled", "interception"),
      mark("battlefield", "origin", "filled", "origin of strikes"),
      mark("diplomatic", "diplomatic", "filled", "diplomatic site"),
      mark("diplomatic", "diplomatic", "outline", "planned"),
      mark("diplomatic", "diplomatic", "dotted", "proposed"),
      mark("diplomatic", "diplomatic", "crossed", "ruled out"),
      mark("battlefield", "attack", "hatched", "one side’s word only"),
      { text: "hatched edge: somewhere in this area, not control" },
    ];
  }

  // Place the legend's entries in rows; returns [entries with x and row, number of rows].
  function flow(ctx, entries, width) {
    let x = PAD;
    let row = 0;
    const placed = entries.map((entry) => {
      const wide = (entry.look ? 20 : 0) + ctx.measureText(entry.text).width + 16;
      if (x > PAD && x + wide > width - PAD) {
        x = PAD;
        row += 1;
      }
      const at = { ...entry, x, row };
      x += wide;
      return at;
    });
    return [placed, row + 1];
  }

  g.caveat = () => `Made by machine, ${g.data.as_of ? `as of ${g.dateWords(g.data.as_of)}` : "undated"}: ` +
    "claims in cited text, not verified facts.";

  // Return a canvas of that size in CSS pixels, drawn for `ratio` device pixels each.
  g.picture = function (width, height, ratio) {
    const theme = g.theme();
    const canvas = g.el("canvas");
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    const ctx = canvas.getContext("2d");
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.fillStyle = theme.paper;
    ctx.fillRect(0, 0, width, height);
    ctx.textBaseline = "middle";
    const inner = width - 2 * PAD;
    ctx.font = `700 17px ${FONT}`;
    const title = lines(ctx, g.data.title, inner).slice(0, 2);
    ctx.font = `400 13px ${FONT}`;
    const filters = g.filterWords();
    const facts = lines(ctx, `${g.caveat()} ${g.byId("gm-count").textContent}` +
      `${filters === "no filter" ? "" : ` · ${filters}`}`, inner).slice(0, 6);
    ctx.font = `400 12px ${FONT}`;
    const [entries, rows] = flow(ctx, legend(), width);
    ctx.font = `400 11px ${FONT}`;
    const sources = lines(ctx, `${g.data.attribution.join(" · ")} · ${g.data.borders}`, inner);
    const top = 10 + title.length * 22 + facts.length * 18;
    const foot = 10 + rows * 22 + sources.length * 15;
    drawMap(ctx, theme, top, width, height - top - foot, ratio);
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    ctx.fillStyle = theme.ink;
    ctx.font = `700 17px ${FONT}`;
    title.forEach((line, i) => ctx.fillText(line, PAD, 17 + i * 22));
    ctx.font = `400 13px ${FONT}`;
    facts.forEach((line, i) => ctx.fillText(line, PAD, 14 + title.length * 22 + i * 18));
    ctx.font = `400 12px ${FONT}`;
    for (const { look, text, x, row } of entries) {
      const y = height - foot + 16 + row * 22;
      if (look) g.drawSymbol(ctx, x + 7, y, 6, look, theme);
      ctx.fillStyle = theme.ink;
      ctx.fillText(text, x + (look ? 18 : 0), y);
    }
    ctx.font = `400 11px ${FONT}`;
    sources.forEach((line, i) => ctx.fillText(line, PAD, height - sources.length * 15 + 4 + i * 15));
    return canvas;
  };

  // The same centre and zoom as on the screen, for a window of that size.
  function drawMap(ctx, theme, top, width, height, ratio) {
    const zoom = g.map.getZoom();
    const centre = g.map.project(g.map.getCenter(), zoom);
    const scale = 256 * 2 ** zoom;
    const dx = centre.x - width / 2;
    const dy = centre.y - height / 2;
    const view = { scale, dx, dy, width, height, zoom, pad: L.point(0, 0), seen: L.point(width, height),
      x: (x) => x * scale - dx, y: (y) => y * scale - dy };
    const map = g.el("canvas");
    map.width = width * ratio;
    map.height = height * ratio;
    const brush = map.getContext("2d");
    brush.setTransform(ratio, 0, 0, ratio, 0, 0);
    const { layers } = g.state;
    g.state.layers = { ...layers, tiles: false }; // pictures from elsewhere can't be put into ours
    g.drawBase(brush, view);
    g.drawSites(brush, view);
    g.state.layers = layers;
    ctx.drawImage(map, 0, top, width, height);
    ctx.strokeStyle = theme.border;
    ctx.strokeRect(-1, top - 0.5, width + 2, height + 1);
    g.redraw(); // what can be hit is the screen's again
  }

  g.savePicture = function () {
    const box = g.map.getSize();
    const canvas = g.picture(Math.max(box.x, 640), Math.max(box.y, 480) + 120, 2);
    canvas.toBlob((blob) => g.save("map.png", "image/png", blob), "image/png");
  };

  // Return {width, height} of "1280x860"; null for what is no size.
  g.pictureSize = function (text) {
    const match = /^([1-9]\d{2,3})x([1-9]\d{2,3})$/.exec(text);
    return match && { width: Number(match[1]), height: Number(match[2]) };
  };

  // A page opened for `--png` shows nothing but its picture, over no tiles. The address gives the
  // size: a window says another one until its picture is taken.
  const asked = location.hash.split(/[#&]/).find((part) => part.startsWith("picture="));
  g.pictured = asked ? g.pictureSize(asked.slice("picture=".length)) : null;

  g.showPicture = function () {
    const { width, height } = g.pictured;
    const canvas = g.picture(width, height, window.devicePixelRatio || 1);
    canvas.className = "gm-whole-picture";
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    document.body.append(canvas);
  };
})(geomap);
