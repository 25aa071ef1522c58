import type { Texts } from "./english";

/** Each language is its own chunk, fetched only where it is spoken. */
export const languages: Record<string, () => Promise<{ default: Partial<Texts> }>> = {
  de: () => import("./german"),
};
