import { describe, expect, it } from "vitest";
import type { Frame, Message } from "../chat/delivery/contract";
import { backoff } from "../chat/delivery/backoff";
import { begin, step, type Delivery, type Effect, type Input } from "../chat/delivery/machine";

const session = { session_id: "s1", visitor_token: "t1" };

function message(seq: number, more: Partial<Message> = {}): Message {
  return { id: `m${seq}`, conversation_id: "c1", seq, created_at: "2026-11-21T10:00:00Z", sender: { type: "bot" }, content: `text ${seq}`, ...more };
}

function page(messages: Message[], more = {}) {
  const seq = messages[messages.length - 1]?.seq ?? 0;
  return { session_id: "s1", conversation_id: "c1", status: "active", seq, change: 0, messages, events: [], ...more };
}

/** A visitor whose inputs go through the machine one by one; remembers what the shell was told to do. */
class Visitor {
  state: Delivery;
  effects: Effect[] = [];

  constructor(stored: Parameters<typeof begin>[0] = {}) {
    this.state = begin(stored);
  }

  does(...inputs: Input[]): this {
    for (const input of inputs) {
      const [state, effects] = step(this.state, input, 1);
      this.state = state;
      this.effects.push(...effects);
    }
    return this;
  }

  hears(event: string, data: object): this {
    return this.does({ type: "frame", frame: { event, data } as Frame });
  }

  writes(id: string, content = id): this {
    return this.does({ type: "write", id, content, at: "2026-11-21T10:00:00Z" });
  }

  /** With two messages read and a living socket. */
  live(): this {
    return this.does({ type: "visible", open: true }, { type: "history", query: {}, page: page([message(1), message(2)]) }, { type: "opened" })
      .hears("ready", { session_id: "s1", conversation_id: "c1" })
      .hears("resumed", { conversation_id: "c1", status: "active", seq: 2, change: 0, agent: null })
      .forgets();
  }

  forgets(): this {
    this.effects = [];
    return this;
  }

  sent(event: string): any[] {
    return this.effects.flatMap((effect) => (effect.do === "frame" && effect.frame.event === event ? [effect.frame.data] : []));
  }

  all<K extends Effect["do"]>(what: K): Extract<Effect, { do: K }>[] {
    return this.effects.filter((effect): effect is Extract<Effect, { do: K }> => effect.do === what);
  }

  timer(name: string): number | null | undefined {
    return this.all("timer").filter((timer) => timer.name === name).pop()?.ms;
  }

  get seqs(): number[] {
    return this.state.thread.messages.map(({ seq }) => seq);
  }

  get unsent(): string[] {
    return this.state.outbox.map(({ id }) => id);
  }
}

const returning = () => new Visitor({ ...session, unfinished: true });
const ack = (id: string, seq: number) => ({ client_message_id: id, id: `m${seq}`, conversation_id: "c1", seq, created_at: "2026-11-21T10:00:01Z" });
const started = (seq = 1, more = {}) => ({ ...session, conversation_id: "c1", message: message(seq, { sender: { type: "customer" } }), ...more });

describe("the first message", () => {
  it("goes by POST, and no socket is opened before it is stored", () => {
    const visitor = new Visitor().does({ type: "visible", open: true }).writes("a");
    expect(visitor.all("post")).toMatchObject([{ message: { id: "a" }, session: null }]);
    expect(visitor.all("open")).toEqual([]);
  });

  it("starts the session, is kept for a reload and then opens the socket", () => {
    const visitor = new Visitor().does({ type: "visible", open: true }).writes("a").does({ type: "posted", id: "a", started: started() });
    expect(visitor.state.session).toEqual(session);
    expect(visitor.all("open")).toHaveLength(1);
    expect(visitor.all("store").map(({ patch }) => patch)).toEqual([
      { outbox: { a: { content: "a", created_at: "2026-11-21T10:00:00Z" } } },
      { ...session, unfinished: true, outbox: { a: null } },
    ]);
  });

  it("keeps a second message back until the first is stored, so they cannot change places", () => {
    const visitor = new Visitor().does({ type: "visible", open: true }).writes("a").writes("b");
    expect(visitor.all("post")).toHaveLength(1);
    visitor.does({ type: "posted", id: "a", started: started() });
    expect(visitor.all("post").map((post) => [post.message.id, post.session?.session_id])).toEqual([["a", undefined], ["b", "s1"]]);
  });

  it("is sent again with the same id when the network fails", () => {
    const visitor = new Visitor().writes("a").does({ type: "post_failed", id: "a", attempt: 0, problem: { status: 0, code: "offline", detail: "" } });
    expect(visitor.timer("outbox")).toBe(300);
    visitor.does({ type: "timer", name: "outbox" });
    expect(visitor.all("post").map(({ message }) => message.id)).toEqual(["a", "a"]);
  });

  it("shows the greeting stored before it once the replay has come", () => {
    const visitor = new Visitor().does({ type: "visible", open: true }).writes("a").does({ type: "posted", id: "a", started: started(2) }, { type: "opened" })
      .hears("ready", { conversation_id: "c1" });
    expect(visitor.sent("resume")).toEqual([{ conversation_id: "c1", seq: 0, change: 0 }]);
    visitor.hears("message:receive", message(1)).hears("message:receive", message(2, { client_message_id: "a" }));
    expect(visitor.seqs).toEqual([1, 2]);
  });
});

describe("messages arrive whole, once and in order", () => {
  const cases: [string, number[], number[]][] = [
    ["in order", [3, 4, 5], [1, 2, 3, 4, 5]],
    ["doubled", [3, 3, 2, 4, 4], [1, 2, 3, 4]],
    ["reordered", [5, 4, 3], [1, 2, 3, 4, 5]],
    ["with one lost", [3, 5, 6], [1, 2, 3]],
    ["with the lost one replayed", [3, 5, 6, 4], [1, 2, 3, 4, 5, 6]],
    ["with a whole replay over what is known", [4, 5, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6]],
  ];
  it.each(cases)("%s", (_, arriving, shown) => {
    const visitor = returning().live();
    for (const seq of arriving) visitor.hears("message:receive", message(seq));
    expect(visitor.seqs).toEqual(shown);
  });

  it("asks once for a gap to be filled, from the last message without one", () => {
    const visitor = returning().live().hears("message:receive", message(5)).hears("message:receive", message(6));
    expect(visitor.sent("resume")).toEqual([{ conversation_id: "c1", seq: 2, change: 0 }]);
  });

  it("ignores what belongs to another conversation", () => {
    const visitor = returning().live().hears("message:receive", message(3, { conversation_id: "c9" }));
    expect(visitor.seqs).toEqual([1, 2]);
  });

  it("announces a message once, also when it had to wait for a gap", () => {
    const visitor = returning().live().hears("message:receive", message(4)).hears("message:receive", message(3)).hears("message:receive", message(4));
    expect(visitor.all("arrived").map(({ message }) => message.seq)).toEqual([3, 4]);
  });

  it("replaces an edited message but not by an older edit", () => {
    const visitor = returning().live()
      .hears("message:updated", message(2, { content: "new", change: 5 }))
      .hears("message:updated", message(2, { content: "old", change: 4 }));
    expect(visitor.state.thread.messages[1]!.content).toBe("new");
    expect(visitor.state.thread.change).toBe(5);
  });

  it("takes an event once, from the socket or from history, and remembers the cursor", () => {
    const visitor = returning().live();
    const joined = { conversation_id: "c1", change: 3, after_seq: 2, at: "", agent: { name: "Sarah" } };
    visitor.hears("agent:joined", joined).hears("agent:joined", joined);
    expect(visitor.state.thread.events.map(({ kind }) => kind)).toEqual(["agent_joined"]);
    expect(visitor.state.thread).toMatchObject({ change: 3, ai: false, agent: { name: "Sarah" } });
  });
});

describe("a streamed answer", () => {
  const chunk = (offset: number, text: string) => ["message:streaming", { conversation_id: "c1", message_id: "m3", offset, chunk: text }] as const;

  it("is taken back when the AI lost the word", () => {
    const visitor = new Visitor(session).live().hears(...chunk(0, "Hello"));
    visitor.hears("message:streaming", { conversation_id: "c1", message_id: "m3", offset: 0, chunk: "", cancelled: true });
    expect(visitor.state.thread.streaming).toBeNull();
  });

  it("does not begin once a person has joined, and does again when the AI is back", () => {
    const visitor = new Visitor(session).live().hears("agent:joined", { conversation_id: "c1", change: 1, after_seq: 2, at: "", agent: { name: "Sarah" } });
    expect(visitor.hears(...chunk(0, "Hello")).state.thread.streaming).toBeNull();
    visitor.hears("conversation:resolved", { conversation_id: "c1", change: 2, after_seq: 2, at: "" });
    visitor.hears("conversation:reopened", { conversation_id: "c1", change: 3, after_seq: 2, at: "" });
    expect(visitor.hears(...chunk(0, "Hello")).state.thread.streaming).toEqual({ message_id: "m3", content: "Hello" });
  });

  it("grows, ignores chunks that do not fit and is replaced by the finished message", () => {
    const visitor = returning().live().hears(...chunk(0, "Hel")).hears(...chunk(3, "lo")).hears(...chunk(9, "!!")).hears(...chunk(3, "lo"));
    expect(visitor.state.thread.streaming).toEqual({ message_id: "m3", content: "Hello" });
    visitor.hears("message:receive", message(3, { content: "Hello." }));
    expect(visitor.state.thread.streaming).toBeNull();
    expect(visitor.state.thread.messages[2]!.content).toBe("Hello.");
  });

  it("does not come back when a late chunk follows the finished message", () => {
    const visitor = returning().live().hears("message:receive", message(3)).hears(...chunk(0, "Hel"));
    expect(visitor.state.thread.streaming).toBeNull();
  });

  it("is dropped when a person takes over", () => {
    const visitor = returning().live().hears(...chunk(0, "Hel")).hears("agent:joined", { conversation_id: "c1", change: 1, after_seq: 2, agent: { name: "Sarah" } });
    expect(visitor.state.thread.streaming).toBeNull();
  });
});

describe("sending over the socket", () => {
  it("waits for each acknowledgement before the next message", () => {
    const visitor = returning().live().writes("a").writes("b");
    expect(visitor.sent("message:send").map((sent) => sent.client_message_id)).toEqual(["a"]);
    visitor.hears("message:ack", ack("a", 3));
    expect(visitor.sent("message:send").map((sent) => sent.client_message_id)).toEqual(["a", "b"]);
    expect(visitor.seqs).toEqual([1, 2, 3]);
  });

  it("counts one's own message from another answer as acknowledged", () => {
    const visitor = returning().live().writes("a").hears("message:receive", message(3, { client_message_id: "a", sender: { type: "customer" } })).hears("message:ack", ack("a", 3));
    expect(visitor.unsent).toEqual([]);
    expect(visitor.seqs).toEqual([1, 2, 3]);
  });

  it("shows one's own message from another tab", () => {
    const visitor = returning().live().hears("message:receive", message(3, { client_message_id: "elsewhere", sender: { type: "customer" } }));
    expect(visitor.seqs).toEqual([1, 2, 3]);
  });

  it("gives up a socket that does not acknowledge, and sends again with the same id", () => {
    const visitor = returning().live().writes("a").does({ type: "timer", name: "ack" });
    expect(visitor.all("close").length).toBeGreaterThan(0);
    expect(visitor.all("post").map(({ message }) => message.id)).toEqual(["a"]);
  });

  it("rests for as long as a 429 says and tells the visitor", () => {
    const visitor = returning().live().writes("a").writes("b").hears("message:refused", { client_message_id: "a", code: "rate_limited", detail: "Slow down", retry_after: 7 });
    expect(visitor.timer("outbox")).toBe(7000);
    expect(visitor.state.notice).toMatchObject({ code: "rate_limited", retry_after: 7 });
    expect(visitor.sent("message:send")).toHaveLength(1);
    visitor.does({ type: "timer", name: "outbox" });
    expect(visitor.sent("message:send").map((sent) => sent.client_message_id)).toEqual(["a", "a"]);
    expect(visitor.state.notice).toBeNull();
  });

  it("shows a refusal on its bubble and goes on with the next message", () => {
    const visitor = returning().live().writes("a").writes("b").hears("message:refused", { client_message_id: "a", code: "message_too_long", detail: "Too long." });
    expect(visitor.state.outbox[0]).toMatchObject({ id: "a", state: "refused", reason: "Too long." });
    expect(visitor.sent("message:send").map((sent) => sent.client_message_id)).toEqual(["a", "b"]);
    visitor.does({ type: "discard", id: "a" });
    expect(visitor.unsent).toEqual(["b"]);
  });

  it("follows into the new conversation when the old one is archived", () => {
    const visitor = returning().live().writes("a").hears("message:ack", { ...ack("a", 1), conversation_id: "c2" });
    expect(visitor.sent("resume")).toEqual([{ conversation_id: "c2", seq: 0, change: 0 }]);
    expect(visitor.state.thread).toMatchObject({ conversation_id: "c2", seq: 1 });
  });
});

describe("the connection", () => {
  it("resumes from what was shown without a gap", () => {
    const visitor = returning().live().hears("message:receive", message(3)).hears("message:receive", message(5))
      .does({ type: "closed", code: 1006 }, { type: "timer", name: "reconnect" }, { type: "opened" }).forgets().hears("ready", { conversation_id: "c1" });
    expect(visitor.sent("resume")).toEqual([{ conversation_id: "c1", seq: 3, change: 0 }]);
  });

  it("backs off from 0.3 to 15 seconds, with jitter", () => {
    expect([0, 1, 2, 5, 6, 20].map((failures) => backoff(failures, 1))).toEqual([300, 600, 1200, 9600, 15000, 15000]);
    expect(backoff(6, 0)).toBe(7500);
  });

  it.each([[1012, 300], [1006, 300], [4429, 300]])("after close %i comes back in %i ms", (code, ms) => {
    expect(returning().live().does({ type: "closed", code }).timer("reconnect")).toBe(ms);
  });

  it("polls at once when the server has no place for another socket", () => {
    const visitor = returning().does({ type: "visible", open: true }, { type: "history", query: {}, page: page([message(1)]) });
    visitor.does({ type: "closed", code: 4429 }, { type: "timer", name: "reconnect" });
    expect(visitor.state.link).toBe("polling");
  });

  it("comes back at once when the network does", () => {
    const visitor = returning().live().does({ type: "online", online: false }, { type: "closed", code: 1006 }).forgets().does({ type: "online", online: true });
    expect(visitor.all("open")).toHaveLength(1);
  });

  it("is tested after 25 quiet seconds and given up when no pong comes in 10", () => {
    const visitor = returning().live().hears("pong", {});
    expect(visitor.timer("ping")).toBe(25_000);
    visitor.does({ type: "timer", name: "ping" });
    expect(visitor.sent("ping")).toHaveLength(1);
    expect(visitor.timer("pong")).toBe(10_000);
    visitor.does({ type: "timer", name: "pong" });
    expect(visitor.state.link).toBe("waiting");
  });

  it("falls back to long polling after two sockets that never opened, and posts what is written", () => {
    const visitor = returning().does({ type: "visible", open: true }, { type: "history", query: {}, page: page([message(1)]) });
    visitor.does({ type: "closed", code: 1006 }, { type: "timer", name: "reconnect" }, { type: "closed", code: 1006 }, { type: "timer", name: "reconnect" });
    expect(visitor.state.link).toBe("polling");
    expect(visitor.all("history").pop()!.query).toEqual({ after: 1, changed_after: 0, wait: 25 });
    visitor.forgets().writes("a");
    expect(visitor.all("post")).toHaveLength(1);
    visitor.does({ type: "history", query: { after: 1 }, page: page([message(2)]) });
    expect(visitor.all("history").pop()!.query).toMatchObject({ after: 2 });
    expect(visitor.seqs).toEqual([1, 2]);
  });

  it("asks on when history holds more than one page", () => {
    const visitor = returning().live();
    visitor.state.unopened = 2;
    visitor.does({ type: "closed", code: 1006 }, { type: "timer", name: "reconnect" }, { type: "history", query: { after: 2 }, page: page([message(3)], { seq: 9, change: 7 }) });
    expect(visitor.state.thread.change).toBe(0);
    expect(visitor.all("history").pop()!.query).toMatchObject({ after: 3, changed_after: 0 });
  });

  it.each([4401, 4409])("forgets the session after close %i; what is unsent opens a new one", (code) => {
    const visitor = returning().live().writes("a").forgets().does({ type: "closed", code });
    expect(visitor.state.session).toBeNull();
    expect(visitor.all("store")[0]!.patch).toMatchObject({ session_id: null, visitor_token: null, unfinished: null });
    expect(visitor.all("post")).toMatchObject([{ message: { id: "a" }, session: null }]);
  });

  it("stays away where the origin is refused", () => {
    const visitor = returning().live().does({ type: "closed", code: 4403 });
    expect(visitor.state.link).toBe("refused");
    visitor.forgets().writes("a");
    expect(visitor.all("post")).toEqual([]);
  });
});

describe("a visitor who comes back", () => {
  it("sends what a reload interrupted, in the order it was written, with the same ids", () => {
    const at = "2026-11-21T10:00:00Z";
    const visitor = new Visitor({ ...session, unfinished: true, outbox: { "0002": { content: "two", created_at: at }, "0001": { content: "one", created_at: at } } });
    visitor.live();
    expect(visitor.unsent).toEqual(["0001", "0002"]);
    visitor.does({ type: "posted", id: "0001", started: started(3) });
    expect(visitor.sent("message:send").map((sent) => sent.client_message_id)).toEqual(["0002"]);
  });

  it("does not send again what the history shows as stored", () => {
    const visitor = new Visitor({ ...session, unfinished: true, outbox: { a: { content: "a", created_at: "" } } })
      .does({ type: "visible", open: false }, { type: "history", query: {}, page: page([message(1, { client_message_id: "a" })]) });
    expect(visitor.unsent).toEqual([]);
    expect(visitor.all("post")).toEqual([]);
  });

  it("connects behind the closed panel only while the conversation goes on", () => {
    expect(returning().does({ type: "visible", open: false }).all("history")).toHaveLength(1);
    expect(new Visitor(session).does({ type: "visible", open: false }).all("history")).toHaveLength(0);
    const resolved = returning().live().hears("conversation:resolved", { conversation_id: "c1", change: 1, after_seq: 2 }).forgets().does({ type: "visible", open: false });
    expect(resolved.state.link).toBe("off");
    expect(resolved.all("close")).toHaveLength(1);
  });

  it("loads older pages in front and keeps what is there", () => {
    const visitor = returning().does({ type: "visible", open: true }, { type: "history", query: {}, page: page([message(31), message(32)], { has_more: true }) });
    visitor.does({ type: "older" }, { type: "older" });
    expect(visitor.all("history").map(({ query }) => query)).toEqual([{}, { before: 31 }]);
    visitor.does({ type: "history", query: { before: 31 }, page: page([message(29), message(30)], { has_more: true }) });
    expect(visitor.seqs).toEqual([29, 30, 31, 32]);
    expect(visitor.state.thread.has_more).toBe(true);
  });

  it("ignores the failure of a try that was given up", () => {
    const visitor = new Visitor({ ...session, outbox: { a: { content: "a", created_at: "" } } }).live()
      .does({ type: "closed", code: 1006 }, { type: "post_failed", id: "a", attempt: 0, problem: { status: 422, code: "invalid", detail: "" } });
    expect(visitor.state.outbox[0]!.state).toBe("sending");
  });

  it("starts over on wish, with nothing left of the old session", () => {
    const visitor = returning().live().does({ type: "fresh" });
    expect(visitor.state).toMatchObject({ session: null, outbox: [], link: "off", thread: { messages: [] } });
  });
});

describe("a server that knows less than was shown", () => {
  it("is read again from the beginning, so that its next messages are not taken for known ones", () => {
    const visitor = new Visitor(session).does({ type: "visible", open: true }, { type: "history", query: {}, page: page([message(8), message(9)]) }, { type: "opened" });
    visitor.hears("ready", { session_id: "s1", conversation_id: "c1" }).hears("resumed", { conversation_id: "c1", status: "active", seq: 2, change: 0, agent: null });
    expect(visitor.state.loaded).toBe(false);
    visitor.does({ type: "history", query: {}, page: page([message(1), message(2)]) });
    expect(visitor.seqs).toEqual([1, 2]);
  });
});

describe("a message that was edited or deleted", () => {
  it("takes the place of the one that is shown, whichever frame brings it", () => {
    const visitor = new Visitor(session).live().hears("message:updated", { ...message(1), content: "better", change: 3, edited_at: "2026-11-21T10:01:00Z" });
    visitor.hears("message:receive", { ...message(2), content: "", change: 4, deleted_at: "2026-11-21T10:01:00Z" });
    expect(visitor.state.thread.messages.map(({ content }) => content)).toEqual(["better", ""]);
    expect(visitor.seqs).toEqual([1, 2]);
  });
});

describe("what was written while the server was away", () => {
  it("survives a reload and is sent once, in order, with the ids it was given first", () => {
    const away = new Visitor(session).live().does({ type: "closed", code: 1006 }, { type: "post_failed", id: "a", attempt: 0, problem: { status: 0, code: "", detail: "" } }).writes("a").writes("b");
    const kept = away.all("store").reduce<any>((all, { patch }) => ({ ...all, ...(patch.outbox as object) }), {});
    const back = new Visitor({ ...session, outbox: kept }).live();
    expect(Object.keys(kept)).toEqual(["a", "b"]);
    expect(back.state.outbox.map(({ id }) => id)).toEqual(["a", "b"]);
    back.hears("message:ack", { client_message_id: "a", id: "m3", conversation_id: "c1", seq: 3, created_at: "" });
    expect(back.sent("message:send").map((sent) => sent.client_message_id)).toEqual(["b"]);
  });
});
