import type { Patch, StoredState } from "../shared/bridge";
import { merge } from "../shared/merge";

/** The widget's state in the page's own storage; where that is blocked it lasts as long as the page. */
export class Memory {
  private state: StoredState = {};
  private readonly key: string;

  constructor(app_key: string) {
    this.key = `frontdesk:${app_key}`;
  }

  read(): StoredState {
    try {
      const kept = JSON.parse(localStorage.getItem(this.key)!);
      if (kept && typeof kept === "object") this.state = kept;
    } catch {
      // Blocked or not ours: what is in memory stands.
    }
    return this.state;
  }

  /** Reads again first: another tab may have written meanwhile. */
  patch(patch: Patch<StoredState>): void {
    this.state = merge(this.read(), patch);
    try {
      localStorage.setItem(this.key, JSON.stringify(this.state));
    } catch {
      // Blocked or full.
    }
  }

  forget(): void {
    this.state = {};
    try {
      localStorage.removeItem(this.key);
    } catch {
      // Blocked, so nothing was there.
    }
  }
}
