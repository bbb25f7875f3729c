// Spots and clusters. A spot is a place with its one or two sites; a cluster is spots too close to
// tell apart at this zoom, drawn at the place of one of them, never where nothing happened.
(function (g) {
  const REACH = 26; // pixels: nearer points join
  const CELL = REACH;
  const EDGE = 60; // pixels beyond the view: what begins there may reach into it
  const HIGH = 24; // of a badge
  const SIDE = 21; // between the two symbols of one place

  // Return the spots of the sites that are shown; countries are never drawn.
  g.spots = function (sites) {
    const found = new Array(g.places.length);
    for (const site of sites) {
      if (site.precision === "country") continue;
      const { place } = site;
      let spot = found[place.first];
      if (!spot) {
        spot = { place, x: place.x, y: place.y, sites: [], events: 0,
          tally: { battlefield: 0, diplomatic: 0 } };
        found[place.first] = spot;
      }
      spot.sites.push(site);
      spot.events += site.shown.length;
      spot.tally[site.site] += site.shown.length;
      spot.area = site.precision === "area";
    }
    const spots = found.filter(Boolean);
    for (const { sites: both } of spots) if (both.length > 1) both.sort((a, b) => (a.site < b.site ? -1 : 1));
    // The most events lead, then the place that came first, so that a view always clusters alike.
    return spots.sort((a, b) => b.events - a.events);
  };

  // Return groups of points: [leader, others…], each joined to the nearest leader within reach on
  // the screen. `tally`: their events by class.
  function gather(spots, view, shift) {
    const across = Math.ceil((view.width + 2 * EDGE) / CELL) + 3;
    const down = Math.ceil((view.height + 2 * EDGE) / CELL) + 3;
    const cells = new Array(across * down);
    const groups = [];
    for (const spot of spots) {
      const x = view.x(spot.x + shift);
      const y = view.y(spot.y);
      const cell = (Math.floor((y + EDGE) / CELL) + 1) * across + Math.floor((x + EDGE) / CELL) + 1;
      let joined = null;
      let nearest = REACH * REACH;
      for (let row = cell - across; row <= cell + across; row += across) {
        for (let at = row - 1; at <= row + 1; at += 1) {
          for (const group of cells[at] || []) {
            const away = (group.px - x) ** 2 + (group.py - y) ** 2;
            if (away < nearest) {
              joined = group;
              nearest = away;
            }
          }
        }
      }
      if (joined) {
        joined.push(spot);
        joined.tally.battlefield += spot.tally.battlefield;
        joined.tally.diplomatic += spot.tally.diplomatic;
        continue;
      }
      const group = [spot];
      group.px = x;
      group.py = y;
      group.tally = { ...spot.tally };
      groups.push(group);
      if (cells[cell]) cells[cell].push(group);
      else cells[cell] = [group];
    }
    return groups;
  }

  function join(group, other) {
    for (const spot of other) group.push(spot); // spread, a long list is too much
    group.tally.battlefield += other.tally.battlefield;
    group.tally.diplomatic += other.tally.diplomatic;
  }

  g.lookOf = (site) => ({ site: site.site, mark: site.mark, style: site.style,
    background: site.background });

  function clusterParts(group) {
    const { tally } = group;
    const parts = [];
    for (const site of ["battlefield", "diplomatic"]) {
      if (!tally[site]) continue;
      const mark = site === "diplomatic" ? "diplomatic" : "attack";
      parts.push({ look: { site, mark, style: "filled" } }, { text: g.number(tally[site]) });
    }
    return parts;
  }

  function areaParts(spot, text) {
    return [...spot.sites.map((site) => ({ look: g.lookOf(site) })), { text }];
  }

  g.partWidth = (ctx, part) => (part.look ? 18 : ctx.measureText(part.text).width + 5);

  function measure(ctx, item) {
    item.width = item.parts ?
      item.parts.reduce((sum, part) => sum + g.partWidth(ctx, part), 12) :
      item.group[0].sites.length * SIDE;
    return item;
  }

  const boxOf = (item) => [item.x - item.width / 2, item.y - HIGH / 2, item.x + item.width / 2,
    item.y + HIGH / 2];
  const meet = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

  function itemOf(ctx, group, x, y) {
    const parts = group.length > 1 ? clusterParts(group) : null;
    return measure(ctx, { group, x, y, parts });
  }

  // Where badges would lie on one another, the later joins the earlier, until none do.
  function unite(ctx, items) {
    let again = true;
    let kept = items;
    for (let round = 0; again && round < 6; round += 1) {
      again = false;
      const next = [];
      for (const item of kept) {
        const box = boxOf(item);
        const other = next.find((one) => meet(boxOf(one), box));
        if (!other) {
          next.push(item);
          continue;
        }
        join(other.group, item.group);
        Object.assign(other, itemOf(ctx, other.group, other.x, other.y));
        again = true;
      }
      kept = next;
    }
    return kept;
  }

  function within(area, x, y) {
    let inside = false;
    for (const ring of area.rings) {
      let ax = ring[ring.length - 2];
      let ay = ring[ring.length - 1];
      for (let i = 0; i < ring.length; i += 2) {
        const bx = ring[i];
        const by = ring[i + 1];
        if ((ay > y) !== (by > y) && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
        ax = bx;
        ay = by;
      }
    }
    return inside;
  }

  const STEPS = [[0, 0], [0, 26], [0, -26], [0, 42], [0, -42], [-40, 0], [40, 0], [-50, 28],
    [50, 28], [-50, -28], [50, -28], [0, 60], [0, -60]];

  const single = (spot) => Object.assign([spot], { tally: { ...spot.tally } });

  // Put the badge of an area where it is free, inside the area; else let it join what lies there.
  function putArea(ctx, view, spot, shift, items) {
    const { place } = spot;
    const area = place.area === null ? null : g.areas[place.area];
    const name = place.name.length > 26 ? `${place.name.slice(0, 25)}…` : place.name;
    for (const text of [name, "area"]) {
      const item = measure(ctx, { group: single(spot), parts: areaParts(spot, text), dashed: true });
      for (const [dx, dy] of STEPS) {
        item.x = view.x(spot.x + shift) + dx;
        item.y = view.y(spot.y) + dy;
        const free = !items.some((other) => meet(boxOf(other), boxOf(item)));
        const there = (dx === 0 && dy === 0) || (area && within(area,
          (item.x + view.dx) / view.scale - shift, (item.y + view.dy) / view.scale));
        if (free && there) {
          items.push(item);
          return;
        }
      }
    }
    const x = view.x(spot.x + shift);
    const y = view.y(spot.y);
    const distance = (item) => Math.hypot(item.x - x, item.y - y);
    const near = items.reduce((a, b) => (distance(b) < distance(a) ? b : a));
    join(near.group, single(spot));
    Object.assign(near, itemOf(ctx, near.group, near.x, near.y), { dashed: false });
  }

  // Return what is to be drawn: {x, y, width, group, parts}; parts are a badge's, null for symbols.
  g.layout = function (ctx, view, spots) {
    const items = [];
    const seen = (x, y) => x > -EDGE && y > -EDGE && x < view.width + EDGE && y < view.height + EDGE;
    for (const shift of g.shifts(view)) {
      const inside = spots.filter((spot) => seen(view.x(spot.x + shift), view.y(spot.y)));
      const groups = gather(inside.filter((spot) => !spot.area), view, shift);
      const points = groups.map((group) => itemOf(ctx, group, group.px, group.py));
      items.push(...unite(ctx, points));
      for (const spot of inside) if (spot.area) putArea(ctx, view, spot, shift, items);
    }
    return items;
  };
})(geomap);
