import type { ConversationEvent, Message } from "./delivery/contract";
import type { Waiting } from "./delivery/outbox";
import type { Delivery } from "./delivery/machine";

/** What is shown below each other. The key of a message stays the same from typing to sent, from streaming to finished. */
export type Row =
  | { kind: "message"; key: string; message: Message; first: boolean; last: boolean; unfinished?: boolean }
  | { kind: "waiting"; key: string; message: Waiting; first: boolean; last: boolean }
  | { kind: "event"; key: string; event: ConversationEvent }
  | { kind: "unread"; key: string };

const together = 5 * 60_000;

export function timeline({ thread, outbox }: Delivery, unreadAfter: number | null): Row[] {
  const rows: Row[] = [];
  const begin = (thread.messages[0]?.seq ?? 1) - 1;
  const events = thread.events.filter((event) => shown(event) && (event.after_seq >= begin || !thread.has_more));
  let next = 0;
  const addEvents = (until: number) => {
    while (next < events.length && events[next]!.after_seq <= until) {
      const event = events[next++]!;
      rows.push({ kind: "event", key: `e${event.change}`, event });
    }
  };
  events.sort((a, b) => a.after_seq - b.after_seq || a.change - b.change);
  let divided = unreadAfter === null;
  for (const message of thread.messages) {
    addEvents(message.seq - 1);
    if (!divided && message.seq > unreadAfter! && message.sender.type !== "customer") {
      rows.push({ kind: "unread", key: "unread" });
      divided = true;
    }
    rows.push(messageRow(message));
  }
  addEvents(Infinity);
  // A message of one's own may be acknowledged before what was said in between has arrived.
  rows.push(...thread.held.filter((message) => message.sender.type === "customer").map(messageRow));
  if (thread.streaming) rows.push(streamingRow(thread.streaming.message_id, thread.streaming.content));
  rows.push(...outbox.map((message): Row => ({ kind: "waiting", key: message.id, message, first: true, last: true })));
  return grouped(rows);
}

function messageRow(message: Message): Row {
  return { kind: "message", key: message.client_message_id ?? message.id, message, first: true, last: true };
}

function streamingRow(id: string, content: string): Row {
  const message: Message = { id, conversation_id: "", seq: 0, created_at: "", sender: { type: "bot" }, content };
  return { kind: "message", key: id, message, first: true, last: true, unfinished: true };
}

function grouped(rows: Row[]): Row[] {
  for (let i = 1; i < rows.length; i++) {
    const above = rows[i - 1]!;
    const row = rows[i]!;
    if ("first" in above && "first" in row && belong(above, row)) above.last = row.first = false;
  }
  return rows;
}

function belong(above: Row, row: Row): boolean {
  return author(above) === author(row) && at(row) - at(above) < together;
}

function author(row: Row): string {
  if (row.kind === "waiting") return "customer";
  if (row.kind !== "message") return row.kind;
  const { type, name } = row.message.sender;
  return type === "agent" ? `agent ${name}` : type;
}

function at(row: Row): number {
  const time = row.kind === "message" || row.kind === "waiting" ? Date.parse(row.message.created_at) : NaN;
  return Number.isNaN(time) ? Date.now() : time;
}

function shown(event: ConversationEvent): boolean {
  return ["escalated", "agent_joined", "agent_left", "returned_to_ai", "resolved", "abandoned", "reopened"].includes(event.kind);
}
