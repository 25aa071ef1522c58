import type { PageContext } from "../shared/bridge";

/** Each at most 2 000 characters, as the contract has it. */
export function pageContext(own: PageContext): PageContext {
  const context: PageContext = {
    page_url: location.href,
    page_title: document.title,
    referrer: document.referrer,
    language: navigator.language,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    ...own,
  };
  return Object.fromEntries(Object.entries(context).filter(([, value]) => value).map(([name, value]) => [name, String(value).slice(0, 2000)]));
}

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
