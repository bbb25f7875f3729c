// For layers a user adds with Folium: pictures of markers, and the two uses of `$` in its popups.
L.Icon.Default.imagePath = "";
L.Icon.Default.mergeOptions({
  iconUrl: "MARKER_ICON", iconRetinaUrl: "MARKER_ICON", shadowUrl: "MARKER_SHADOW",
});
window.$ = window.$ || function (what) {
  if (typeof what === "function") return what();
  if (what === document) return { ready: (action) => action() };
  return [new DOMParser().parseFromString(what, "text/html").body.firstElementChild];
};
