// The legend, which is the filters: each row shows its mark, its words and its live count.
(function (g) {
  const { el } = g;
  const rows = []; // {key, input, count}

  const LOOKS = {
    status: {
      occurred: { site: "battlefield", mark: "attack", style: "filled" },
      ongoing: { site: "battlefield", mark: "attack", style: "filled" },
      planned: { site: "battlefield", mark: "attack", style: "outline" },
      proposed: { site: "battlefield", mark: "attack", style: "dotted" },
      ruled_out: { site: "diplomatic", mark: "diplomatic", style: "crossed" },
    },
    word: {
      others: { site: "battlefield", mark: "attack", style: "filled" },
      one_side: { site: "battlefield", mark: "attack", style: "hatched" },
    },
  };

  function row(key, words, picture, checked, onChange) {
    const input = el("input", { type: "checkbox", "data-filter": key, on: { change: onChange } });
    input.checked = checked;
    const count = el("span", { class: "gm-figure" });
    rows.push({ key, input, count });
    return el("label", { class: "gm-filter" }, input, picture || el("span", { class: "gm-nopic" }),
      el("span", { class: "gm-words", text: words }), count);
  }

  function filter(group, value, words, look) {
    const key = `${group}.${value}`;
    return row(key, words, look && g.symbolPicture(look), !g.state.off.has(key), (event) => {
      if (event.target.checked) g.state.off.delete(key);
      else g.state.off.add(key);
      g.changed();
    });
  }

  function layer(site) {
    const mark = site === "battlefield" ? "attack" : "diplomatic";
    return row(`class.${site}`, g.CLASS_WORDS[site], g.symbolPicture({ site, mark, style: "filled" }),
      g.state.layers[site], (event) => g.showLayer(site, event.target.checked));
  }

  const group = (title, ...content) =>
    el("fieldset", {}, el("legend", { text: title }), ...content.flat());

  function areaPicture(dash) {
    return el("span", { class: `gm-swatch ${dash}`, "aria-hidden": "true" });
  }

  g.addLegend = function () {
    const marks = g.GROUPS.mark.filter((mark) => mark !== "diplomatic");
    const body = g.byId("gm-legend");
    body.replaceChildren(
      group("Class and kind",
        layer("battlefield"),
        el("div", { class: "gm-inset" }, ...marks.map((mark) =>
          filter("mark", mark, g.MARK_WORDS[mark], { site: "battlefield", mark, style: "filled" }))),
        layer("diplomatic"),
        row("background", "Background: settings, not events", null, g.state.layers.background,
          (event) => g.showLayer("background", event.target.checked))),
      group("Status", g.GROUPS.status.map((status) =>
        filter("status", status, g.STATUS_SHORT[status], LOOKS.status[status]))),
      group("On whose word", g.GROUPS.word.map((word) =>
        filter("word", word, g.WORD_WORDS[word], LOOKS.word[word]))),
      group("Precision", g.GROUPS.precision.map((name) => {
        const label = filter("precision", name, g.PRECISION_WORDS[name]);
        label.querySelector(".gm-nopic").replaceWith(areaPicture(`gm-swatch-${name}`));
        return label;
      })),
      el("p", { class: "gm-dim", text: "Figures count events. A figure beside ▲ and ● in one badge " +
        "counts the events of places too close to tell apart; the badge stands at one of them." }),
      el("button", { type: "button", id: "gm-reset", on: { click: g.reset } }, "Show everything"));
    g.onChange(show);
  };

  function show() {
    for (const { key, input, count } of rows) {
      const [name, value] = key.split(".");
      if (name === "class") input.checked = g.state.layers[value];
      else if (name === "background") input.checked = g.state.layers.background;
      else input.checked = !g.state.off.has(key);
      count.textContent = g.number(g.counts[key] || 0);
    }
  }

  g.reset = function () {
    const { state } = g;
    state.off.clear();
    state.from = state.to = null;
    state.undated = true;
    state.query = "";
    g.byId("gm-search").value = "";
    for (const site of ["battlefield", "diplomatic"]) g.showLayer(site, true);
    g.showLayer("background", false);
    g.changed();
  };

  g.repaintPictures = function () {
    for (const canvas of document.querySelectorAll("canvas.gm-symbol")) {
      if (canvas.paint) canvas.paint();
    }
  };
})(geomap);
