// Dates in EDTF: a day, a month, a year, a/b, a/.. and ../b, as days since 1970-01-01.
(function (g) {
  const DAY = 86_400_000;
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December"];

  function single(text) {
    const match = /^(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?[?~%]?$/.exec(text);
    if (!match) return null;
    const [, year, month, day] = match.map((part) => (part === undefined ? null : Number(part)));
    if (month !== null && (month < 1 || month > 12)) return null;
    const start = Date.UTC(year, month === null ? 0 : month - 1, day === null ? 1 : day);
    let end = start;
    if (month === null) end = Date.UTC(year, 11, 31);
    else if (day === null) end = Date.UTC(year, month, 0);
    else if (new Date(start).getUTCDate() !== day) return null;
    return [Math.round(start / DAY), Math.round(end / DAY)];
  }

  // Return [first day, last day], either infinite when open; null for no date or one unread.
  g.interval = function (text) {
    if (!text) return null;
    const [a, b, more] = text.split("/");
    if (more !== undefined) return null;
    if (b === undefined) return single(a);
    const open = (part) => part === ".." || part === "";
    const from = open(a) ? [-Infinity, -Infinity] : single(a);
    const to = open(b) ? [Infinity, Infinity] : single(b);
    if (!from || !to || from[0] > to[1] || (open(a) && open(b))) return null;
    return [from[0], to[1]];
  };

  g.isoDay = (day) => new Date(day * DAY).toISOString().slice(0, 10);

  g.dayNumber = function (iso) {
    const found = /^\d{4}-\d\d-\d\d$/.test(iso) ? single(iso) : null;
    return found ? found[0] : null;
  };

  function spoken(text) {
    const match = /^(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(text);
    if (!match) return text;
    const [, year, month, day] = match;
    const parts = [day && String(Number(day)), month && MONTHS[Number(month) - 1], year];
    return parts.filter(Boolean).join(" ");
  }

  g.dayWords = (day) => spoken(g.isoDay(day));

  // '21 August 2025', 'August 2025', 'on or before 21 August 2025', 'undated'
  g.dateWords = function (text) {
    if (!text) return "undated";
    const [a, b] = text.split("/");
    if (b === undefined) return spoken(a);
    if (a === ".." || a === "") return `on or before ${spoken(b)}`;
    if (b === ".." || b === "") return `since ${spoken(a)}`;
    return `between ${spoken(a)} and ${spoken(b)}`;
  };

  g.basisWords = function (basis, dateText) {
    const quoted = dateText ? ` (“${dateText}”)` : "";
    if (basis === "stated") return `the text states it${quoted}`;
    if (basis === "relative") return `worked out from the text${quoted}`;
    if (basis === "bounded_by_publication") return "the text gives no date; no later than the article";
    return "";
  };
})(geomap);
