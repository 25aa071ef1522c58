import type * as Parts from "./parts";

/** The address of the parts' style sheet beside this script; the build puts it in. */
declare const LATE_CSS: string;

/** What most visits never show: fetched when first needed, then simply there. */
export let late: Partial<typeof Parts> = {};

let asked: Promise<void> | undefined;

export function loadLate(): Promise<void> {
  return (asked ??= Promise.all([import("./parts"), style(new URL(LATE_CSS, import.meta.url).href)]).then(([parts]) => {
    late = parts;
  }, () => {
    asked = undefined;
  }));
}

function style(href: string): Promise<unknown> {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  document.head.append(link);
  return new Promise((done) => (link.onload = link.onerror = done));
}
