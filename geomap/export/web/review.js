// Review: what a person decides about events. Decisions stand beside the data, each can be undone,
// and corrections.toml holds them; geomap/export/corrections_format.md says how.
(function (g) {
  g.reviewing = false;
  g.decisions = new Map(); // event -> list of {field, old, new, reports, who, when, why}
  const before = []; // [event, its decisions before], for undo
  const ALONE = ["confirm", "hide"]; // these say everything there is to say of an event
  let unsaved = false;

  // Hidden events leave the map at once; what else is corrected moves when geomap applies it.
  function settle(event) {
    const hidden = (g.decisions.get(event) || [])
      .some((one) => one.field === "hide" && one.reports.length === event.told);
    if (hidden === g.hiddenEvents.has(event)) return;
    if (hidden) g.hiddenEvents.add(event);
    else g.hiddenEvents.delete(event);
    g.changed();
  }

  const sameReports = (a, b) => a.length === b.length && a.every((one, i) => one.id === b[i].id);

  // Take `changes` ([{field, old, new}]) for these reports of the event.
  g.decide = function (event, changes, reports, who, why) {
    if (!changes.length) return;
    const old = g.decisions.get(event) || [];
    before.push([event, old]);
    const fields = changes.map((change) => change.field);
    const whole = fields.some((field) => ALONE.includes(field));
    const kept = old.filter((one) => !whole && !ALONE.includes(one.field) &&
      !(fields.includes(one.field) && sameReports(one.reports, reports)));
    const when = `${new Date().toISOString().slice(0, 19)}Z`;
    g.decisions.set(event, [...kept, ...changes.map((change) => ({ ...change, reports, who, when, why }))]);
    unsaved = true;
    settle(event);
  };

  // Take the last decision back and return its event; null when there is none.
  g.undoDecision = function () {
    const last = before.pop();
    if (!last) return null;
    const [event, old] = last;
    if (old.length) g.decisions.set(event, old);
    else g.decisions.delete(event);
    unsaved = true;
    settle(event);
    return event;
  };

  const FIELD_WORDS = { place: "place", class: "class", status: "status", date: "date" };

  g.decisionWords = function (one, event) {
    const part = one.reports.length < event.told ?
      ` (${one.reports.length} of ${g.plural(event.told, "report", "reports")})` : "";
    if (one.field === "confirm") return `accepted${part}`;
    if (one.field === "hide") return `hidden${part}`;
    const said = one.field === "place" ? one.new.name || `${one.new.lat}, ${one.new.lon}` :
      String(one.new).replaceAll("_", " ") || "none";
    return `${FIELD_WORDS[one.field]} → ${said}${part}`;
  };

  // A TOML basic string: no character of an article can end it.
  function quoted(text) {
    const safe = String(text).toWellFormed ? String(text).toWellFormed() : String(text);
    const code = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
    return `"${safe.replace(/[\\"]/g, "\\$&").replace(/[\u0000-\u001f\u007f]/g, code)}"`;
  }

  function value(given) {
    if (typeof given === "number") return String(given);
    if (typeof given !== "object") return quoted(given);
    const pairs = Object.entries(given).filter(([, one]) => one !== null && one !== undefined)
      .map(([key, one]) => `${key} = ${value(one)}`);
    return `{ ${pairs.join(", ")} }`;
  }

  // Web pages from a disk may digest in every browser that can unpack the data, frames may not.
  async function digest(text) {
    if (!window.crypto || !crypto.subtle) return null;
    const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
    return `sha256:${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  }

  async function mentionLines(report) {
    const lines = ["", "  [[correction.mention]]", `  id = ${quoted(report.id)}`,
      `  source = ${quoted(report.article.source)}`, `  start = ${report.start}`,
      `  end = ${report.end}`, `  text = ${quoted(report.text)}`];
    const sum = report.digest || await digest(report.sentence);
    if (sum) lines.push(`  sentence = ${quoted(sum)}`);
    return lines;
  }

  // Return the text of corrections.toml.
  g.correctionsToml = async function () {
    const lines = ["# Made in the review mode of a geomap map. Format: corrections_format.md",
      'schema = "geomap/corrections/1"'];
    for (const [event, list] of g.decisions) {
      for (const one of list) {
        lines.push("", "[[correction]]", `field = ${quoted(one.field)}`, `event = ${quoted(event.id)}`);
        for (const key of ["old", "new"]) {
          if (one[key] !== undefined && one[key] !== null) lines.push(`${key} = ${value(one[key])}`);
        }
        lines.push(`who = ${quoted(one.who)}`, `when = ${one.when}`);
        if (one.why) lines.push(`why = ${quoted(one.why)}`);
        for (const report of one.reports) lines.push(...await mentionLines(report));
      }
    }
    return `${lines.join("\n")}\n`;
  };

  g.saveCorrections = async function () {
    if (!g.decisions.size) {
      g.say("There is nothing to save yet.");
      return;
    }
    g.save("corrections.toml", "application/toml", await g.correctionsToml());
    unsaved = false;
  };

  window.addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
})(geomap);
