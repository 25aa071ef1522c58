import { kit } from "./kit";
import type * as Parts from "../late";

/** File names beside this script; the build puts them in. */
declare const LATE_JS: string;
declare const LATE_CSS: string;

/** What most visits never show: fetched when first needed, then simply there. */
export let late: Partial<typeof Parts> = {};

let asked: Promise<void> | undefined;

export function loadLate(): Promise<void> {
  Object.assign(window, { kit });
  return (asked ??= Promise.all([import(beside(LATE_JS)), style(beside(LATE_CSS))]).then(([parts]) => {
    late = parts;
  }, () => {
    asked = undefined;
  }));
}

function beside(name: string): string {
  return new URL(name, import.meta.url).href;
}

function style(href: string): Promise<unknown> {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  document.head.append(link);
  return new Promise((done) => (link.onload = link.onerror = done));
}
