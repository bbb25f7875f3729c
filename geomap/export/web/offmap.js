// 'Not on the map': every mention that was left out, by reason, searchable.
(function (g) {
  const { el } = g;
  const PAGE = 50;

  const haystack = (row) => {
    if (row.haystack === undefined) {
      row.haystack = g.plain([row.text, row.sentence, row.place, g.articles[row.article].source,
        g.articles[row.article].title, ...row.why].filter(Boolean).join("\n"));
    }
    return row.haystack;
  };

  function mention(row) {
    const article = g.articles[row.article];
    return el("li", { class: "gm-mention", "data-mention": row.id },
      el("p", {}, el("b", { dir: "auto", text: row.text }), " ",
        el("span", { class: "gm-dim", text: [g.word(g.USAGE_WORDS, row.usage),
          row.place && `the place: ${row.place}`].filter(Boolean).join("; ") })),
      el("blockquote", { class: "gm-quote", dir: "auto", text: row.sentence }),
      el("p", { class: "gm-source" },
        article.url ? g.link(article.url, article.title || article.source) :
          el("bdi", { text: article.title || article.source }),
        article.published ? `, ${g.dateWords(article.published)}` : ""),
      row.why.length ? el("p", { class: "gm-dim", dir: "auto", text: row.why.join("; ") }) : null);
  }

  const reasonWords = (reason) => {
    const words = Object.hasOwn(g.data.reasons, reason) ? g.data.reasons[reason] : String(reason);
    return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
  };

  function group(reason, rows, open) {
    const list = el("ul", { class: "gm-plain" });
    const more = el("button", { type: "button", on: { click: () => add() } }, "");
    let shown = 0;
    const add = () => {
      list.append(...rows.slice(shown, shown + PAGE).map(mention));
      shown = Math.min(rows.length, shown + PAGE);
      more.hidden = shown >= rows.length;
      more.textContent = `${g.number(rows.length - shown)} more`;
    };
    const node = el("details", { class: "gm-reason", "data-reason": reason },
      el("summary", {}, `${reasonWords(reason)} `,
        el("span", { class: "gm-figure", text: g.number(rows.length) })), list, more);
    node.addEventListener("toggle", () => { if (node.open && !shown) add(); });
    if (open) node.open = true;
    return node;
  }

  // A page for anyone says how many were left out and why, and lists no sentences.
  function showCounts() {
    const counts = Object.entries(g.data.off_counts);
    g.byId("gm-off-count").textContent = `${g.number(g.data.mentions)} mentions read: ` +
      `${g.number(g.data.on_map)} on the map, ${g.number(g.data.mentions - g.data.on_map)} not.`;
    g.byId("gm-off-list").replaceChildren(el("ul", { class: "gm-plain" }, ...counts.map(([reason, count]) =>
      el("li", { class: "gm-reason", "data-reason": reason }, `${reasonWords(reason)} `,
        el("span", { class: "gm-figure", text: g.number(count) })))));
  }

  function show() {
    const words = g.plain(g.byId("gm-off-search").value).split(/\s+/).filter(Boolean);
    const rows = words.length ?
      g.off.filter((row) => words.every((word) => haystack(row).includes(word))) : g.off;
    const groups = new Map(Object.keys(g.data.reasons).map((reason) => [reason, []]));
    for (const row of rows) {
      if (!groups.has(row.reason)) groups.set(row.reason, []);
      groups.get(row.reason).push(row);
    }
    const filled = [...groups].filter(([, list]) => list.length);
    g.byId("gm-off-count").textContent = words.length ?
      `${g.plural(rows.length, "mention", "mentions")} of ${g.number(g.off.length)} found.` :
      `${g.number(g.data.mentions)} mentions read: ${g.number(g.data.on_map)} on the map, ` +
      `${g.number(g.off.length)} not.`;
    g.byId("gm-off-list").replaceChildren(...filled.map(([reason, list]) =>
      group(reason, list, words.length > 0 && rows.length <= PAGE)));
  }

  g.addOffMap = function () {
    g.byId("gm-tab-off").textContent = `Not on the map (${g.number(g.data.mentions - g.data.on_map)})`;
    if (!g.data.off_listed) {
      document.querySelector("#gm-pane-off .gm-search").hidden = true;
      showCounts();
      return;
    }
    g.byId("gm-off-search").addEventListener("input", g.debounce(150, show));
    show();
  };
})(geomap);
