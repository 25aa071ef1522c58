/** Calls back when a page without reloads has moved on to another address. */
export function onNavigation(moved: () => void): void {
  // The title changes after the address, so wait a moment.
  const soon = () => setTimeout(moved, 50);
  addEventListener("popstate", soon);
  for (const name of ["pushState", "replaceState"] as const) {
    const original = history[name];
    history[name] = function (...args) {
      original.apply(this, args);
      soon();
    };
  }
}
