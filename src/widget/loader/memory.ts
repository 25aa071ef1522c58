import type { Patch, StoredState } from "../shared/bridge";
import { merge } from "../shared/merge";

/** The widget's state in the page's own storage; where that is blocked it lasts as long as the page. */
export function memoryOf(app_key: string) {
  const key = `frontdesk:${app_key}`;
  let state: StoredState = {};

  function read(): StoredState {
    try {
      const kept = JSON.parse(localStorage.getItem(key)!);
      if (kept) state = kept;
    } catch {
      // Blocked or not ours: what is in memory stands.
    }
    return state;
  }

  /** Reads again first: another tab may have written meanwhile. */
  function patch(changes: Patch<StoredState>): void {
    state = merge(read(), changes);
    try {
      localStorage.setItem(key, JSON.stringify(state));
    } catch {
      // Blocked or full.
    }
  }

  function forget(): void {
    state = {};
    try {
      localStorage.removeItem(key);
    } catch {
      // Blocked, so nothing was there.
    }
  }

  return { read, patch, forget };
}
