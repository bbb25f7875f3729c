// A Leaflet layer that is one canvas: it moves and zooms with the map and is drawn anew after.
(function (g) {
  g.Canvas = L.Renderer.extend({
    initialize(pane, draw) {
      L.Util.setOptions(this, { pane, padding: 0.15 });
      L.stamp(this);
      this._layers = {};
      this._paint = draw;
    },

    _initContainer() {
      this._container = L.DomUtil.create("canvas", "gm-canvas");
      this._container.setAttribute("aria-hidden", "true");
      this._ctx = this._container.getContext("2d");
      this._last = null; // the view it was drawn for
    },

    _destroyContainer() {
      L.DomUtil.remove(this._container);
      delete this._ctx;
      delete this._container;
    },

    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      if (this._last === this._drawnFor()) return;
      const size = this._bounds.getSize();
      const ratio = Math.min(window.devicePixelRatio || 1, 3);
      const canvas = this._container;
      L.DomUtil.setPosition(canvas, this._bounds.min);
      canvas.width = Math.round(size.x * ratio);
      canvas.height = Math.round(size.y * ratio);
      canvas.style.width = `${size.x}px`;
      canvas.style.height = `${size.y}px`;
      this._ratio = ratio;
      this.redraw();
    },

    // Leaflet updates twice for a zoom: what was drawn for this very view need not be drawn again.
    _drawnFor() {
      const origin = this._map.getPixelOrigin();
      return [this._map.getZoom(), origin.x, origin.y, this._bounds.min, this._bounds.max,
        window.devicePixelRatio].join();
    },

    // Draw again without moving anything; `view` turns world x, y (0 to 1) into canvas pixels.
    redraw() {
      if (!this._map || !this._bounds) return;
      const size = this._bounds.getSize();
      const scale = 256 * 2 ** this._map.getZoom();
      const origin = this._map.getPixelOrigin().add(this._bounds.min);
      const view = {
        scale, dx: origin.x, dy: origin.y, width: size.x, height: size.y,
        zoom: this._map.getZoom(),
        // The map's own corner inside the padded canvas, for what must be in sight.
        seen: this._map.getSize(),
        pad: this._map.containerPointToLayerPoint([0, 0]).subtract(this._bounds.min),
        x: (x) => x * scale - origin.x,
        y: (y) => y * scale - origin.y,
      };
      this._last = this._drawnFor();
      this._ctx.setTransform(this._ratio, 0, 0, this._ratio, 0, 0);
      this._ctx.clearRect(0, 0, size.x, size.y);
      this._paint(this._ctx, view);
    },
  });

  // Whole worlds to the left and right that the view shows too: 0, and -1 or 1 at its edges.
  g.shifts = function (view) {
    const first = Math.ceil((view.dx - view.scale) / view.scale);
    const last = Math.floor((view.dx + view.width) / view.scale);
    const shifts = [];
    for (let shift = Math.max(first, -1); shift <= Math.min(last, 1); shift += 1) {
      shifts.push(shift);
    }
    return shifts;
  };

  // Put rings of x, y into the current path; points that share a pixel are left out.
  g.trace = function (ctx, view, rings, shift, close) {
    const left = view.dx - shift * view.scale;
    for (const ring of rings) {
      let lastX = ring[0] * view.scale - left;
      let lastY = ring[1] * view.scale - view.dy;
      ctx.moveTo(lastX, lastY);
      for (let i = 2; i < ring.length; i += 2) {
        const x = ring[i] * view.scale - left;
        const y = ring[i + 1] * view.scale - view.dy;
        if (Math.abs(x - lastX) + Math.abs(y - lastY) >= 0.8) {
          ctx.lineTo(x, y);
          lastX = x;
          lastY = y;
        }
      }
      if (close) ctx.closePath();
    }
  };

  g.inView = function (view, box, shift) {
    const left = (box[0] + shift) * view.scale - view.dx;
    const right = (box[2] + shift) * view.scale - view.dx;
    const top = box[1] * view.scale - view.dy;
    const bottom = box[3] * view.scale - view.dy;
    return right >= 0 && left <= view.width && bottom >= 0 && top <= view.height;
  };
})(geomap);
