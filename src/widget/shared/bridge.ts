/** What the host page and the chat frame say to each other with postMessage. Both sides check source and origin. */

export interface PageContext {
  page_url?: string;
  page_title?: string;
  referrer?: string;
  language?: string;
  timezone?: string;
}

/** A message that the server has not acknowledged yet. Kept in the host page's storage, so it survives a reload. */
export interface KeptMessage {
  content: string;
  created_at: string;
}

/** What the host page keeps under `frontdesk:<app_key>`; nothing of it exists before the visitor's first click. */
export interface StoredState {
  fingerprint?: string;
  session_id?: string;
  visitor_token?: string;
  /** The conversation is still going on, so the frame connects in the background and the launcher shows a badge. */
  unfinished?: boolean;
  /** The last `seq` the visitor has seen. */
  read_seq?: number;
  muted?: boolean;
  /** The greeting bubble was closed or answered. */
  greeted?: boolean;
  outbox?: Record<string, KeptMessage>;
}

/** A JSON merge patch (RFC 7396): `null` removes, objects merge. Two tabs can patch without losing each other's outbox. */
export type Patch<T> = { [K in keyof T]?: (T[K] extends object | undefined ? Patch<NonNullable<T[K]>> : T[K]) | null };

export type ToFrame =
  | { type: "fd:init"; state: StoredState; context: PageContext; open: boolean }
  | { type: "fd:visible"; open: boolean; state: StoredState }
  | { type: "fd:context"; context: PageContext }
  | { type: "fd:send"; content: string };

export type ToHost =
  | { type: "fd:ready" }
  | { type: "fd:store"; patch: Patch<StoredState> }
  | { type: "fd:unread"; count: number }
  | { type: "fd:close" }
  | { type: "fd:event"; name: string; data?: unknown };
