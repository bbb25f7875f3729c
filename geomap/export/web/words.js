// The words the page shows, and the bands of certainty. words.py holds the same bands and lists.
(function (g) {
  g.CLASS_WORDS = { battlefield: "Battlefield (armed violence)", diplomatic: "Diplomatic site" };
  g.STATUS_ORDER = ["occurred", "ongoing", "planned", "proposed", "ruled_out"];
  g.STATUS_WORDS = {
    occurred: "reported as having happened",
    ongoing: "reported as going on",
    planned: "reported as planned",
    proposed: "proposed",
    ruled_out: "ruled out",
    did_not_occur: "reported as not having happened",
  };
  g.CORRECTED_WORDS = {
    confirm: "Confirmed", hide: "Hidden", place: "Place corrected", class: "Class corrected",
    status: "Status corrected", date: "Date corrected", usage: "Reading corrected",
    merge: "Joined to this event", split: "Made an event of its own",
  };
  g.STATUS_SHORT = {
    occurred: "Occurred", ongoing: "Ongoing", planned: "Planned", proposed: "Proposed",
    ruled_out: "Ruled out", did_not_occur: "Did not occur",
  };
  g.MARK_WORDS = {
    attack: "Fighting, strikes, attacks",
    interception: "Interception",
    origin: "Where strikes came from",
    build_up: "Build-up of forces",
    diplomatic: "Talks, visits, signings, venues",
  };
  g.TYPE_WORDS = {
    ground_fighting: "Ground fighting", shelling: "Shelling", air_strike: "Air strike",
    bombing: "Bombing", capture: "Capture, loss or withdrawal", siege: "Siege or blockade",
    occupation: "Occupation", build_up: "Build-up of forces", interception: "Interception",
    attack: "Attack", summit: "Summit", talks: "Talks", visit: "Visit", signing: "Signing",
    ceasefire: "Ceasefire", exchange: "Exchange", venue: "Venue for talks",
  };
  g.ROLE_WORDS = {
    target: "where it happened", origin: "where it came from", venue: "venue",
    route: "on the way", near: "near here",
  };
  g.KIND_WORDS = {
    city: "settlement", facility: "facility", admin1: "first-order unit", admin2: "district",
    country: "country", region: "region without fixed borders", natural: "natural feature",
    continent: "continent",
  };
  g.BY_ROLE_WORDS = {
    belligerent: "a party to the fighting", official: "an official", monitor: "a monitor",
    witness: "a witness", media: "media",
  };
  g.ACTOR_WORDS = {
    initiator: "acts", target: "is acted on", participant: "takes part", host: "hosts",
    mediator: "mediates",
  };
  g.STANCE_WORDS = {
    proposes: "proposes it", accepts: "accepts it", doubts: "doubts it", refuses: "refuses it",
  };
  g.CASUALTY_WORDS = {
    killed: "killed", wounded: "wounded", missing: "missing", captured: "captured",
    displaced: "displaced",
  };
  g.PRECISION_WORDS = {
    point: "Point: town or facility", ring: "Ring: somewhere within it",
    area: "Area: somewhere in the unit", country: "Country, outlined when chosen, or continent: listed",
  };
  g.WORD_WORDS = {
    others: "Told by the narrator or independents",
    one_side: "On one side’s word only",
  };
  g.USAGE_WORDS = {
    literal: "the place itself", metonymic: "its government, people or team",
    associative: "modifies another noun", demonym: "a people or nationality",
    org_part: "part of an organisation’s name", name_part: "part of another name",
    not_a_place: "not a place",
  };

  // A value that is not in a list is shown as it came, never hidden.
  g.word = (list, key) => (key === null || key === undefined ? "" :
    Object.hasOwn(list, key) ? list[key] : String(key).replaceAll("_", " "));

  g.AREA_KINDS = ["country", "admin1"];
  g.LISTED_KINDS = ["country", "continent"]; // too wide to be drawn
  g.FUZZY_KINDS = ["admin2", "region", "natural", "continent"];

  g.band = (p) => (p === null || p === undefined ? null : p >= 0.85 ? "high" :
    p >= 0.6 ? "medium" : "low");

  g.certainty = function (scores) {
    const known = scores.filter((score) => score !== null && score !== undefined);
    return known.length ? g.band(Math.min(...known)) : null;
  };

  g.distanceWords = function (metres) {
    if (metres < 950) return `${Math.max(100, Math.round(metres / 100) * 100)} m`;
    const km = metres / 1000;
    if (km < 10) return `${Math.round(km)} km`;
    return km < 100 ? `${Math.round(km / 5) * 5} km` : `${Math.round(km / 10) * 10} km`;
  };

  g.precisionWords = function (place, role) {
    const off = g.distanceWords(place.radius_m);
    if (place.kind === "country") return "somewhere in this country";
    if (place.kind === "admin1") return "somewhere in this area; not control";
    if (g.FUZZY_KINDS.includes(place.kind)) return `somewhere in this region, ± ${off}`;
    if (role === "near") return `near, ± ${off}`;
    if (place.kind === "facility") return place.radius_m <= 2000 ? "exact" : `near, ± ${off}`;
    return `in or around the town, ± ${off}`;
  };

  g.sourcesWords = function (independent, copies) {
    const sources = g.plural(independent, "independent source", "independent sources");
    return copies ? `${sources}, ${g.plural(copies, "copy", "copies")}` : sources;
  };

  g.RELIABILITY = {
    A: "reliable", B: "usually reliable", C: "fairly reliable", D: "not usually reliable",
    E: "unreliable", F: "reliability cannot be judged",
  };
  g.CREDIBILITY = {
    1: "confirmed by others", 2: "probably true", 3: "possibly true", 4: "doubtful",
    5: "improbable", 6: "truth cannot be judged",
  };

  // 'B2: usually reliable, probably true'
  g.gradeWords = function (grade) {
    if (!grade) return "not assessed";
    return `${grade}: ${[g.RELIABILITY[grade[0]], g.CREDIBILITY[grade[1]]].filter(Boolean).join(", ")}`;
  };

  // 'reported as having happened, by X'
  g.statusWords = function (status, voice, by, byRole) {
    const words = g.word(g.STATUS_WORDS, status);
    if (voice === "narrator") return words;
    const who = by || g.word(g.BY_ROLE_WORDS, byRole) || "an unnamed source";
    if (voice === "denied") return `${words}; denied by ${who}`;
    return `${words}, by ${who}`;
  };

  const regions = typeof Intl.DisplayNames === "function" ?
    new Intl.DisplayNames(["en"], { type: "region", fallback: "code" }) : null;
  const countries = new Map();
  g.countryName = function (code) {
    if (!countries.has(code)) countries.set(code, countryName(code));
    return countries.get(code);
  };

  function countryName(code) {
    if (!code) return "";
    try {
      return regions ? regions.of(code) : code;
    } catch {
      return code;
    }
  }

  g.placeLine = function (place) {
    if (place.kind === "country") return "";
    const parts = [place.admin1, g.countryName(place.country)];
    return parts.filter((part, i) => part && part !== place.name && parts.indexOf(part) === i)
      .join(", ");
  };
})(geomap);
