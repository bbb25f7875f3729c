// The time bar: a histogram of events by date, a range with two thumbs, play, and the undated.
(function (g) {
  const time = { first: 0, last: 0, playing: 0 };
  g.time = time;

  g.addTimeline = function () {
    const known = span();
    const bar = g.byId("gm-time");
    const undated = g.events.some((event) => event.days === null);
    g.byId("gm-undated").closest("label").hidden = !undated;
    if (!known.length) {
      bar.classList.add("gm-no-dates");
      return;
    }
    time.first = known.reduce((a, b) => Math.min(a, b));
    time.last = known.reduce((a, b) => Math.max(a, b));
    if (time.first === time.last) time.first -= 1;
    const outside = (event) => event.days !== null && !event.background;
    time.earlier = g.events.some((event) => outside(event) && event.days[1] < time.first);
    time.later = g.events.some((event) => outside(event) && event.days[0] > time.last);
    for (const id of ["gm-from", "gm-to"]) {
      const input = g.byId(id);
      input.min = time.first;
      input.max = time.last;
      input.addEventListener("input", moved);
    }
    g.byId("gm-play").addEventListener("click", () => (time.playing ? stop() : play()));
    g.byId("gm-all-time").addEventListener("click", () => {
      stop();
      set(null, null);
    });
    g.byId("gm-undated").addEventListener("change", (event) => {
      g.state.undated = event.target.checked;
      g.changed();
    });
    new ResizeObserver(draw).observe(g.byId("gm-histogram"));
    g.onChange(show);
  };

  // The days the bar spans: those of events dated to the month or better, when there are such.
  // What lies outside counts in the first or the last bar.
  function span() {
    const dated = g.events.filter((event) => event.days !== null);
    const days = (events) => events.flatMap((event) => event.days.filter(Number.isFinite));
    const precise = days(dated.filter((event) => !event.background && event.days[1] - event.days[0] <= 31));
    const known = (precise.length ? precise : days(dated)).sort((a, b) => a - b);
    // A few days far off from all others would press those into one bar: they count in the first
    // or the last one instead, which stand for 'or earlier' and 'or later'.
    const few = Math.floor(known.length / 15);
    const reach = (list) => list[list.length - 1] - list[0];
    for (const inner of [known.slice(few), known.slice(0, known.length - few)]) {
      if (few && reach(inner) < reach(known) / 3) return inner;
    }
    return known;
  }

  function set(from, to) {
    g.state.from = from;
    g.state.to = to;
    g.changed();
  }

  function moved(event) {
    stop();
    let from = Number(g.byId("gm-from").value);
    let to = Number(g.byId("gm-to").value);
    if (from > to) {
      if (event.target.id === "gm-from") from = to;
      else to = from;
    }
    set(from === time.first ? null : from, to === time.last ? null : to);
  }

  const edge = (day) => g.dayWords(day) + (day === time.first && time.earlier ? " or earlier" :
    day === time.last && time.later ? " or later" : "");

  function show() {
    const { state } = g;
    const from = state.from === null ? time.first : state.from;
    const to = state.to === null ? time.last : state.to;
    for (const [id, day] of [["gm-from", from], ["gm-to", to]]) {
      const input = g.byId(id);
      input.value = day;
      input.setAttribute("aria-valuetext", edge(day));
    }
    g.byId("gm-range").textContent = `${edge(from)} – ${edge(to)}`;
    g.byId("gm-undated").checked = state.undated;
    g.byId("gm-undated-count").textContent = g.number(g.counts.undated || 0);
    g.byId("gm-all-time").disabled = state.from === null && state.to === null;
    draw();
  }

  // Bars count events by the day they are known for; what is known by a bound only is drawn paler.
  function bins(width) {
    const days = time.last - time.first + 1;
    const count = Math.max(1, Math.min(days, Math.floor(width / 7), 120));
    const step = days / count;
    const made = Array.from({ length: count }, () => ({ sure: 0, vague: 0 }));
    for (const event of g.timed || []) {
      if (event.days === null) continue;
      const [a, b] = event.days;
      const vague = !Number.isFinite(a) || !Number.isFinite(b) || b - a > step;
      const day = Number.isFinite(b) ? b : a;
      const bin = made[Math.max(0, Math.min(count - 1, Math.floor((day - time.first) / step)))];
      if (vague) bin.vague += 1;
      else bin.sure += 1;
    }
    return { made, step };
  }

  function draw() {
    const canvas = g.byId("gm-histogram");
    const { width, height } = canvas.getBoundingClientRect();
    if (!width || !g.timed) return;
    const ratio = Math.min(window.devicePixelRatio || 1, 3);
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    const ctx = canvas.getContext("2d");
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    const theme = g.theme();
    const { made, step } = bins(width);
    const most = Math.max(1, ...made.map((bin) => bin.sure + bin.vague));
    const from = g.state.from === null ? -Infinity : g.state.from;
    const to = g.state.to === null ? Infinity : g.state.to;
    // The thumbs are 16 px wide, so the scale begins and ends 8 px inside.
    const slot = (width - 16) / made.length;
    made.forEach((bin, i) => {
      const start = time.first + i * step;
      const inside = start + step > from && start <= to;
      const x = 8 + i * slot;
      const tall = (bin.sure / most) * (height - 4);
      const pale = (bin.vague / most) * (height - 4);
      ctx.globalAlpha = inside ? 1 : 0.3;
      ctx.fillStyle = theme.label;
      ctx.fillRect(x + 0.5, height - tall, Math.max(1, slot - 1), tall);
      ctx.strokeStyle = theme.label;
      ctx.lineWidth = 1;
      if (pale > 1.5) {
        ctx.strokeRect(x + 1, height - tall - pale + 0.5, Math.max(1, slot - 2), pale - 1);
      }
    });
  }

  function play() {
    const span = time.last - time.first + 1;
    const window_ = Math.max(1, Math.round(span / 12));
    const step = Math.max(1, Math.round(span / 60));
    let from = g.state.from === null ? time.first : g.state.from;
    let length = g.state.to === null || g.state.from === null ? window_ : g.state.to - g.state.from;
    if (length >= span - 1) length = window_;
    if (from + length >= time.last) from = time.first;
    const tick = () => {
      set(from, Math.min(from + length, time.last));
      if (from + length >= time.last) stop();
      from += step;
    };
    tick();
    time.playing = setInterval(tick, 700);
    g.byId("gm-play").textContent = "Pause";
    g.byId("gm-play").setAttribute("aria-pressed", "true");
  }

  function stop() {
    clearInterval(time.playing);
    time.playing = 0;
    g.byId("gm-play").textContent = "Play";
    g.byId("gm-play").setAttribute("aria-pressed", "false");
  }

  g.repaintTime = draw;
})(geomap);
