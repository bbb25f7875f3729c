// Spots and clusters. A spot is a place with its one or two sites; a cluster is spots too close to
// tell apart at this zoom, drawn at the place of one of them, never where nothing happened.
(function (g) {
  const REACH = 30; // pixels
  const CELL = REACH;

  // Return the spots of the sites that are shown; countries are never drawn.
  g.spots = function (sites) {
    const found = new Map();
    for (const site of sites) {
      if (site.precision === "country") continue;
      const { place } = site;
      let spot = found.get(place.id);
      if (!spot) {
        spot = { place, x: place.x, y: place.y, sites: [], events: 0 };
        found.set(place.id, spot);
      }
      spot.sites.push(site);
      spot.events += site.shown.length;
      spot.area = site.precision === "area";
    }
    const spots = [...found.values()];
    for (const spot of spots) spot.sites.sort((a, b) => (a.site < b.site ? -1 : 1));
    // Points lead, then the most events; ids decide, so that the same view clusters the same way.
    spots.sort((a, b) => a.area - b.area || b.events - a.events ||
      (a.place.id < b.place.id ? -1 : 1));
    return spots;
  };

  // Return groups of spots: [leader, others…], all within reach of the leader on the screen.
  g.cluster = function (spots, scale) {
    const cells = new Map();
    const keyOf = (cx, cy) => cx * 1_000_003 + cy;
    const groups = [];
    for (const spot of spots) {
      const x = spot.x * scale;
      const y = spot.y * scale;
      const cx = Math.floor(x / CELL);
      const cy = Math.floor(y / CELL);
      let joined = null;
      for (let i = cx - 1; i <= cx + 1 && !joined; i += 1) {
        for (let j = cy - 1; j <= cy + 1 && !joined; j += 1) {
          for (const group of cells.get(keyOf(i, j)) || []) {
            const reach = spot.area || group[0].area ? REACH * 0.8 : REACH;
            if (Math.hypot(group.px - x, group.py - y) < reach) {
              joined = group;
              break;
            }
          }
        }
      }
      if (joined) {
        joined.push(spot);
        continue;
      }
      const group = [spot];
      group.px = x;
      group.py = y;
      groups.push(group);
      const key = keyOf(cx, cy);
      if (cells.has(key)) cells.get(key).push(group);
      else cells.set(key, [group]);
    }
    return groups;
  };

  // Events of a group by class, for its figures.
  g.tally = function (group) {
    const tally = { battlefield: 0, diplomatic: 0 };
    for (const spot of group) {
      for (const site of spot.sites) tally[site.site] += site.shown.length;
    }
    return tally;
  };
})(geomap);
