import type { KeptMessage } from "../../shared/bridge";

/** A message the visitor wrote that the server has not acknowledged. `id` is its `client_message_id` for good. */
export interface Waiting extends KeptMessage {
  id: string;
  state: "waiting" | "sending" | "refused";
  attempts: number;
  /** Why the server did not take it, in words for the visitor. */
  reason?: string;
}

export type Outbox = readonly Waiting[];

export function restored(kept: Record<string, KeptMessage> | undefined): Outbox {
  return Object.entries(kept ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, message]) => ({ ...message, id, state: "waiting", attempts: 0 }));
}

/** The one message that may be sent now. One at a time, so that a refusal or a retry can never reorder them. */
export function nextToSend(outbox: Outbox): Waiting | undefined {
  if (outbox.some((message) => message.state === "sending")) return undefined;
  return outbox.find((message) => message.state === "waiting");
}

export function change(outbox: Outbox, id: string, to: Partial<Waiting>): Outbox {
  return outbox.map((message) => (message.id === id ? { ...message, ...to } : message));
}

export function without(outbox: Outbox, id: string | null | undefined): Outbox {
  return outbox.filter((message) => message.id !== id);
}

/** The connection broke: whatever was under way is sent again with the same id. */
export function takenBack(outbox: Outbox): Outbox {
  return outbox.map((message) => (message.state === "sending" ? { ...message, state: "waiting", attempts: message.attempts + 1 } : message));
}
