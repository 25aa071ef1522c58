import type { Texts } from "./text/english";

/** What the server writes into the frame's `<script type="application/json" id="config">`. */
export interface Config {
  app_key: string;
  name: string;
  avatar_url: string | null;
  logo_url: string | null;
  greeting: string;
  starter_questions: string[];
  accent: string;
  accent_text: string;
  language: string;
  /** False where only people answer. */
  ai: boolean;
  online: { name: string; avatar_url: string | null }[];
  reply_time: string;
  message_length: number;
  /** What to ask after a rating, answered from 0 to 10; null asks nothing. */
  nps?: string | null;
  /** The owner's own wording, by the names in `text/english.ts`. */
  texts: Partial<Texts>;
}

export function readConfig(): Config {
  return JSON.parse(document.getElementById("config")!.textContent!);
}
