import type { ConversationEvent, History, Message, Person, SenderType, Streaming } from "./contract";

/** One conversation as the visitor has received it: no gap, no double, in `seq` order. */
export interface Thread {
  conversation_id: string | null;
  status: string;
  /** The last message applied; everything up to it is in `messages` or on an older page. */
  seq: number;
  change: number;
  messages: Message[];
  /** Messages that arrived ahead of a gap; applied as soon as it is filled. */
  held: Message[];
  events: ConversationEvent[];
  streaming: Streaming | null;
  typing: { type: SenderType; name?: string } | null;
  agent: Person | null;
  rating: number | null;
  /** Whose word it is: false while a person answers. */
  ai: boolean;
  has_more: boolean;
  /** The last of the visitor's messages that an agent has seen. */
  seen_seq: number;
}

export const emptyThread: Thread = {
  conversation_id: null, status: "", seq: 0, change: 0, messages: [], held: [], events: [], streaming: null, typing: null,
  agent: null, rating: null, ai: true, has_more: false, seen_seq: 0,
};

/** A page of history; the first one decides where the thread begins. */
export function withHistory(thread: Thread, page: History): Thread {
  const first = thread.conversation_id !== page.conversation_id;
  let next: Thread = first
    ? { ...emptyThread, conversation_id: page.conversation_id, has_more: !!page.has_more, seq: (page.messages[0]?.seq ?? page.seq + 1) - 1 }
    : thread;
  for (const message of page.messages) next = withMessage(next, message);
  for (const event of page.events ?? []) next = withEvent(next, event);
  return {
    ...next,
    status: page.status,
    // While messages are still missing the cursor stays, so that nothing behind it is skipped.
    change: next.seq >= page.seq ? Math.max(next.change, page.change) : next.change,
    agent: page.agent ?? null,
    rating: scoreOf(page.rating) ?? next.rating,
    ai: page.ai ?? next.ai,
    streaming: page.streaming && !find(next, page.streaming.message_id) ? page.streaming : null,
  };
}

export function withOlder(thread: Thread, page: History): Thread {
  const begin = thread.messages[0]?.seq ?? thread.seq + 1;
  const older = page.messages.filter((message) => message.seq < begin);
  const next = { ...thread, messages: [...older, ...thread.messages], has_more: !!page.has_more && older.length > 0 };
  return { ...next, events: mergeEvents(next.events, page.events ?? []) };
}

export function withMessage(thread: Thread, message: Message): Thread {
  if (message.seq <= thread.seq) return withUpdate(thread, message);
  if (message.seq > thread.seq + 1) {
    return thread.held.some((held) => held.id === message.id) ? thread : { ...thread, held: [...thread.held, message] };
  }
  const ends = thread.streaming?.message_id === message.id || message.sender.type === "agent";
  const next: Thread = {
    ...thread,
    seq: message.seq,
    messages: [...thread.messages, message],
    streaming: ends ? null : thread.streaming,
    typing: thread.typing?.type === message.sender.type ? null : thread.typing,
    held: thread.held.filter((held) => held.seq > message.seq),
  };
  const following = thread.held.find((held) => held.seq === message.seq + 1);
  return following ? withMessage(next, following) : next;
}

/** An edited or deleted message; an unknown one is on a page not loaded yet and will come with its last text. */
export function withUpdate(thread: Thread, message: Message): Thread {
  const known = find(thread, message.id);
  if (!known || (message.change ?? 0) <= (known.change ?? 0)) return thread;
  return { ...thread, messages: thread.messages.map((old) => (old === known ? { ...old, ...message } : old)) };
}

/** Grows the unfinished answer. A chunk that does not fit is ignored: the finished message replaces all of it anyway. */
export function withChunk(thread: Thread, message_id: string, offset: number, chunk: string): Thread {
  // Once a person has the word, what the AI was still saying is never stored.
  if (!thread.ai || find(thread, message_id)) return thread;
  const current = thread.streaming?.message_id === message_id ? thread.streaming.content : "";
  const restarts = offset === 0 && chunk.length >= current.length;
  if (offset !== current.length && !restarts) return thread;
  const content = restarts ? chunk : current + chunk;
  return { ...thread, typing: null, streaming: { message_id, content } };
}

export function withEvent(thread: Thread, event: ConversationEvent): Thread {
  if (thread.events.some((known) => known.change === event.change && known.kind === event.kind)) return thread;
  const newer = event.change > thread.change;
  const next = { ...thread, events: mergeEvents(thread.events, [event]), change: Math.max(thread.change, event.change) };
  return newer ? { ...next, ...consequence(event) } : next;
}

export function isFinished(thread: Thread): boolean {
  return ["resolved", "closed", "archived", "abandoned"].includes(thread.status);
}

function consequence({ kind, data }: ConversationEvent): Partial<Thread> {
  switch (kind) {
    case "agent_joined": return { agent: data.agent ?? null, ai: false, streaming: null };
    case "agent_left": return { agent: null };
    case "returned_to_ai": return { agent: null, ai: true };
    case "resolved": return { status: "resolved", streaming: null, typing: null };
    case "abandoned": return { status: "abandoned", streaming: null, typing: null };
    case "reopened": return { status: "active", rating: null, agent: null, ai: true };
    case "rated": return { rating: data.score ?? null };
    default: return {};
  }
}

function mergeEvents(known: ConversationEvent[], more: ConversationEvent[]): ConversationEvent[] {
  const all = new Map([...known, ...more].map((event) => [`${event.change}${event.kind}`, event]));
  return [...all.values()].sort((a, b) => a.change - b.change);
}

function find(thread: Thread, id: string): Message | undefined {
  return thread.messages.find((message) => message.id === id);
}

function scoreOf(rating: History["rating"]): number | null {
  return typeof rating === "object" && rating ? rating.score : (rating ?? null);
}
