import { english, type Texts } from "./english";
import { languages } from "./languages";

let texts: Texts = english;

/** Loads a language when it is not English, then lays the owner's own wording over it. */
export async function speak(language: string, own: Partial<Texts> = {}): Promise<void> {
  const load = languages[language.toLowerCase()] ?? languages[language.split("-")[0]!.toLowerCase()];
  const translated = load ? await load().then((module) => module.default, () => ({})) : {};
  texts = { ...english, ...translated, ...own };
}

export function t(name: keyof Texts, values: object = {}): string {
  return texts[name].replace(/\{(\w+)\}/g, (_, key) => String((values as Record<string, unknown>)[key] ?? ""));
}
