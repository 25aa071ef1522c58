import type { Patch, StoredState } from "../../shared/bridge";
import { backoff } from "./backoff";
import type { Ack, Frame, History, Message, Problem, Started } from "./contract";
import { change, nextToSend, restored, takenBack, without, type Outbox, type Waiting } from "./outbox";
import { eventOf } from "./events";
import { emptyThread, isFinished, withChunk, withEvent, withHistory, withMessage, withOlder, withUpdate, type Thread } from "./thread";

/** Everything the delivery client knows. `step` is the only thing that makes a new one. */
export interface Delivery {
  session: { session_id: string; visitor_token: string } | null;
  thread: Thread;
  outbox: Outbox;
  link: Link;
  visible: boolean;
  online: boolean;
  /** The stored conversation was still going on when the page was left. */
  unfinished: boolean;
  /** The newest page of history has been applied. */
  loaded: boolean;
  loadingOlder: boolean;
  /** Connection attempts that failed in a row. */
  failures: number;
  /** Sockets in a row that closed before they were of use; two of them mean long polling. */
  unopened: number;
  /** Sending rests until the `outbox` timer fires. */
  resting: boolean;
  /** Why sending rests or the chat is closed, in words for the visitor. */
  notice: Problem | null;
  /** The `seq` after which a replay was already asked for. */
  askedAfter: number;
}

export type Link = "off" | "loading" | "connecting" | "resuming" | "live" | "polling" | "waiting" | "refused";

export type Query = { after?: number; changed_after?: number; wait?: number; before?: number };

export type Input =
  | { type: "visible"; open: boolean }
  | { type: "online"; online: boolean }
  | { type: "write"; id: string; content: string; at: string }
  | { type: "retry"; id: string }
  | { type: "discard"; id: string }
  | { type: "older" }
  | { type: "fresh" }
  | { type: "adopt"; session: Delivery["session"] }
  | { type: "opened" }
  | { type: "frame"; frame: Frame }
  | { type: "closed"; code: number }
  | { type: "posted"; id: string; started: Started }
  | { type: "post_failed"; id: string; attempt: number; problem: Problem }
  | { type: "history"; query: Query; page: History }
  | { type: "history_failed"; query: Query; problem: Problem }
  | { type: "timer"; name: Timer };

export type Timer = "reconnect" | "connect" | "ping" | "pong" | "ack" | "outbox" | "typing" | "upgrade";

export type Effect =
  | { do: "open" }
  | { do: "close" }
  | { do: "frame"; frame: Frame }
  | { do: "post"; message: Waiting; session: Delivery["session"] }
  | { do: "history"; session: NonNullable<Delivery["session"]>; query: Query }
  | { do: "timer"; name: Timer; ms: number | null }
  | { do: "store"; patch: Patch<StoredState> }
  | { do: "arrived"; message: Message };

const connectWithin = 8_000;
const ackWithin = 10_000;
const pingAfter = 25_000;
const pongWithin = 10_000;
const typingLasts = 7_000;
const upgradeAfter = 120_000;

export function begin(stored: StoredState, online = true): Delivery {
  const { session_id, visitor_token } = stored;
  return {
    session: session_id && visitor_token ? { session_id, visitor_token } : null,
    thread: emptyThread, outbox: restored(stored.outbox), link: "off", visible: false, online, unfinished: !!stored.unfinished,
    loaded: false, loadingOlder: false, failures: 0, unopened: 0, resting: false, notice: null, askedAfter: -1,
  };
}

/** What happens next: the new state and what the shell has to do. No clock, no network and no storage in here. */
export function step(state: Delivery, input: Input, random: number): [Delivery, Effect[]] {
  const turn = new Turn({ ...state }, random);
  turn.take(input);
  turn.keep(state);
  return [turn.state, turn.effects];
}

class Turn {
  readonly effects: Effect[] = [];

  constructor(readonly state: Delivery, readonly random: number) {}

  take(input: Input): void {
    const { state } = this;
    switch (input.type) {
      case "visible":
        state.visible = input.open;
        return this.connectOrRest();
      case "online":
        state.online = input.online;
        if (!input.online) return;
        if (state.link === "waiting") this.connect();
        return this.wakeOutbox();
      case "write":
        state.outbox = [...state.outbox, { id: input.id, content: input.content, created_at: input.at, state: "waiting", attempts: 0 }];
        return this.flush();
      case "retry":
        state.outbox = change(state.outbox, input.id, { state: "waiting", attempts: 0, reason: undefined });
        return this.wakeOutbox();
      case "discard":
        state.outbox = without(state.outbox, input.id);
        return this.flush();
      case "older":
        return this.loadOlder();
      case "fresh":
        state.outbox = [];
        return this.forgetSession();
      case "adopt":
        if (state.session || !input.session) return;
        state.session = input.session;
        return this.connectOrRest();
      case "opened":
        return this.frame("auth", { token: state.session?.visitor_token });
      case "frame":
        return this.receive(input.frame);
      case "closed":
        return this.lost(input.code);
      case "posted":
        return this.posted(input.id, input.started);
      case "post_failed":
        // An answer to a try that was given up says nothing about the one under way.
        if (state.outbox.some(({ id, attempts }) => id === input.id && attempts !== input.attempt)) return;
        return this.notTaken(input.id, input.problem);
      case "history":
        return this.historyCame(input.query, input.page);
      case "history_failed":
        return this.historyFailed(input.query, input.problem);
      case "timer":
        return this.timerFired(input.name);
    }
  }

  /** What must survive a reload follows from the difference between two states, so no transition can forget to store it. */
  keep(before: Delivery): void {
    const { state } = this;
    const patch: Patch<StoredState> = {};
    if (before.session !== state.session) {
      patch.session_id = state.session?.session_id ?? null;
      patch.visitor_token = state.session?.visitor_token ?? null;
    }
    if (before.thread.conversation_id && before.thread.conversation_id !== state.thread.conversation_id) patch.read_seq = null;
    state.unfinished = state.loaded ? !!state.session && !isFinished(state.thread) : state.unfinished && !!state.session;
    if (before.unfinished !== state.unfinished) patch.unfinished = state.unfinished || null;
    const added = state.outbox.filter(({ id }) => !before.outbox.some((known) => known.id === id));
    const removed = before.outbox.filter(({ id }) => !state.outbox.some((known) => known.id === id));
    if (added.length + removed.length) {
      patch.outbox = Object.fromEntries([
        ...added.map(({ id, content, created_at }) => [id, { content, created_at }]),
        ...removed.map(({ id }) => [id, null]),
      ]);
    }
    if (Object.keys(patch).length) this.effects.unshift({ do: "store", patch });
  }

  // --- the connection

  private connectOrRest(): void {
    const { state } = this;
    const wanted = state.session && (state.visible || state.unfinished);
    if (wanted && state.link === "off") return this.connect();
    if (!wanted && state.link !== "off" && state.link !== "refused") this.disconnect("off");
  }

  private connect(): void {
    const { state } = this;
    this.timer("reconnect", null);
    if (!state.session) return this.disconnect("off");
    if (!state.loaded) {
      state.link = "loading";
      return this.history({});
    }
    if (state.unopened >= 2) return this.poll();
    state.link = "connecting";
    this.effects.push({ do: "open" });
    this.timer("connect", connectWithin);
  }

  private poll(): void {
    const { state } = this;
    if (state.link !== "polling") this.timer("upgrade", upgradeAfter);
    state.link = "polling";
    this.history({ after: state.thread.seq, changed_after: state.thread.change, wait: 25 });
    this.flush();
  }

  private lost(code: number): void {
    const { state } = this;
    if (state.link === "off" || state.link === "refused") return;
    if (state.link === "connecting") state.unopened++;
    if (code === 4401 || code === 4409) return this.forgetSession();
    if (code === 4403) return this.refuse({ status: 403, code: "origin_not_allowed", detail: "" });
    this.disconnect("waiting");
    // A restarting server wants its visitors back at once; a full one wants them back late.
    const failures = code === 1012 ? 0 : code === 4429 ? 6 : state.failures;
    state.failures = code === 1012 ? 0 : state.failures + 1;
    this.timer("reconnect", backoff(failures, this.random));
    this.flush();
  }

  private disconnect(link: Link): void {
    const { state } = this;
    state.link = link;
    state.askedAfter = -1;
    state.outbox = takenBack(state.outbox);
    state.thread = { ...state.thread, typing: null };
    this.effects.push({ do: "close" });
    for (const name of ["connect", "ping", "pong", "ack", "typing", "upgrade", "reconnect"] as const) this.timer(name, null);
  }

  private refuse(problem: Problem): void {
    this.disconnect("refused");
    this.state.notice = problem;
  }

  /** The token no longer opens anything, or the visitor starts over: what is still unsent opens a new session. */
  private forgetSession(): void {
    const { state } = this;
    this.disconnect("off");
    Object.assign(state, { session: null, thread: emptyThread, loaded: false, unfinished: false, failures: 0, unopened: 0 });
    this.wakeOutbox();
  }

  private timerFired(name: Timer): void {
    const { state } = this;
    switch (name) {
      case "reconnect":
        return this.connect();
      case "connect":
      case "pong":
      case "ack":
        return this.lost(1006);
      case "ping":
        this.frame("ping", {});
        return this.timer("pong", pongWithin);
      case "outbox":
        return this.wakeOutbox();
      case "typing":
        state.thread = { ...state.thread, typing: null };
        return;
      case "upgrade":
        // One more failure is enough to fall back to polling again.
        state.unopened = 1;
        this.effects.push({ do: "close" });
        return this.connect();
    }
  }

  // --- what the server says

  private receive({ event, data }: Frame): void {
    const { state } = this;
    this.timer("pong", null);
    this.timer("ping", pingAfter);
    const elsewhere = data.conversation_id && state.thread.conversation_id && data.conversation_id !== state.thread.conversation_id;
    if (elsewhere && event !== "message:ack" && event !== "ready") return;
    switch (event) {
      case "ready":
        return this.ready(data.conversation_id);
      case "resumed":
        return this.resumed(data);
      case "message:receive":
        return this.apply(data as unknown as Message);
      case "message:updated":
        state.thread = withUpdate(state.thread, data as unknown as Message);
        return this.sawChange(data.change);
      case "message:ack":
        return this.acknowledged(data as unknown as Ack);
      case "message:refused":
        this.timer("ack", null);
        return this.notTaken(data.client_message_id as string, { status: 422, ...(data as unknown as Omit<Problem, "status">) });
      case "message:streaming":
        state.thread = withChunk(state.thread, data.message_id as string, data.offset as number, data.chunk as string);
        return;
      case "message:read":
        if (data.by === "agent") state.thread = { ...state.thread, seen_seq: Math.max(state.thread.seen_seq, data.seq as number) };
        return;
      case "typing:start":
        state.thread = { ...state.thread, typing: data.sender as Thread["typing"] };
        return this.timer("typing", typingLasts);
      case "typing:stop":
        state.thread = { ...state.thread, typing: null };
        return;
      case "conversation:status_changed":
        state.thread = { ...state.thread, status: data.new_status as string };
        return this.sawChange(data.change);
    }
    const happened = eventOf(event, data);
    if (happened) state.thread = withEvent(state.thread, happened);
  }

  private ready(conversation_id: unknown): void {
    const { state } = this;
    if (conversation_id && conversation_id !== state.thread.conversation_id) {
      // The session has moved on to another conversation, in another tab or by archiving.
      this.disconnect("off");
      state.thread = emptyThread;
      state.loaded = false;
      return this.connect();
    }
    state.link = "resuming";
    this.resume();
  }

  private resumed(data: Record<string, unknown>): void {
    const { state } = this;
    this.timer("connect", null);
    Object.assign(state, { link: "live", failures: 0, unopened: 0, askedAfter: -1 });
    state.thread = { ...state.thread, status: (data.status as string) ?? state.thread.status, agent: (data.agent as Thread["agent"]) ?? null };
    if (state.thread.seq >= (data.seq as number)) this.sawChange(data.change);
    this.flush();
  }

  private apply(message: Message): void {
    const { state } = this;
    const before = state.thread;
    state.thread = withMessage(before, message);
    state.outbox = without(state.outbox, message.client_message_id);
    for (const fresh of state.thread.messages.slice(before.messages.length)) this.effects.push({ do: "arrived", message: fresh });
    if (state.thread.held.length) this.fillGap();
  }

  private fillGap(): void {
    const { state } = this;
    if (state.link !== "live" || state.askedAfter === state.thread.seq) return;
    state.askedAfter = state.thread.seq;
    this.resume();
  }

  private resume(): void {
    const { conversation_id, seq, change } = this.state.thread;
    this.frame("resume", { conversation_id, seq, change });
  }

  private sawChange(change: unknown): void {
    const { thread } = this.state;
    if (typeof change === "number" && change > thread.change) this.state.thread = { ...thread, change };
  }

  // --- history

  private historyCame(query: Query, page: History): void {
    const { state } = this;
    if (query.before !== undefined) {
      state.loadingOlder = false;
      state.thread = withOlder(state.thread, page);
      return;
    }
    const known = state.thread.messages;
    const opening = !state.loaded;
    state.thread = withHistory(state.thread, page);
    state.loaded = true;
    state.failures = 0;
    for (const message of page.messages) state.outbox = without(state.outbox, message.client_message_id);
    if (!opening) for (const message of state.thread.messages.slice(known.length)) this.effects.push({ do: "arrived", message });
    if (opening && !state.visible && isFinished(state.thread)) return this.disconnect("off");
    this.connect();
    this.flush();
  }

  private historyFailed(query: Query, problem: Problem): void {
    const { state } = this;
    if (query.before !== undefined) {
      state.loadingOlder = false;
      return;
    }
    if (problem.status === 401 || problem.status === 404) return this.forgetSession();
    if (problem.status === 403) return this.refuse(problem);
    const delay = problem.retry_after ? problem.retry_after * 1000 : backoff(state.failures, this.random);
    state.failures++;
    state.link = "waiting";
    this.timer("reconnect", delay);
  }

  private loadOlder(): void {
    const { state } = this;
    const first = state.thread.messages[0];
    if (state.loadingOlder || !state.thread.has_more || !first) return;
    state.loadingOlder = true;
    this.history({ before: first.seq });
  }

  // --- the outbox

  private flush(): void {
    const { state } = this;
    const message = nextToSend(state.outbox);
    const ready = state.online && !state.resting && state.link !== "refused" && (!state.session || state.loaded);
    if (!message || !ready) return;
    state.outbox = change(state.outbox, message.id, { state: "sending" });
    if (state.link === "live") {
      this.frame("message:send", { conversation_id: state.thread.conversation_id, client_message_id: message.id, content: message.content });
      this.timer("ack", ackWithin);
    } else {
      this.effects.push({ do: "post", message, session: state.session });
    }
  }

  private wakeOutbox(): void {
    const { state } = this;
    state.resting = false;
    if (state.link !== "refused") state.notice = null;
    this.timer("outbox", null);
    this.flush();
  }

  private posted(id: string, { session_id, conversation_id, visitor_token, message }: Started): void {
    const { state } = this;
    const opensSession = state.session?.session_id !== session_id;
    const opensConversation = state.thread.conversation_id !== conversation_id;
    if (opensSession || state.session?.visitor_token !== visitor_token) state.session = { session_id, visitor_token };
    if (opensConversation) {
      if (state.link !== "off") this.disconnect("off");
      state.thread = { ...emptyThread, conversation_id, status: "active" };
      state.loaded = true;
    }
    state.outbox = without(state.outbox, id);
    state.notice = null;
    this.apply({ ...message, client_message_id: id });
    if (state.link === "off") this.connect();
    this.flush();
  }

  private acknowledged(ack: Ack): void {
    const { state } = this;
    const mine = state.outbox.find((message) => message.id === ack.client_message_id);
    if (!mine) return;
    this.timer("ack", null);
    state.outbox = without(state.outbox, mine.id);
    state.notice = null;
    if (ack.conversation_id !== state.thread.conversation_id) {
      // The old conversation is archived; the answer comes in the new one.
      state.thread = { ...emptyThread, conversation_id: ack.conversation_id, status: "active" };
      this.resume();
    }
    this.apply({
      id: ack.id, conversation_id: ack.conversation_id, seq: ack.seq, client_message_id: mine.id, created_at: ack.created_at,
      sender: { type: "customer" }, content: mine.content,
    });
    this.flush();
  }

  private notTaken(id: string, problem: Problem): void {
    const { state } = this;
    const mine = state.outbox.find((message) => message.id === id);
    if (!mine) return this.flush();
    if (state.session && (problem.status === 401 || problem.status === 404)) return this.forgetSession();
    const passes = problem.status === 0 || problem.status >= 500 || problem.code === "rate_limited" || problem.code === "unavailable";
    if (!passes) {
      state.outbox = change(state.outbox, id, { state: "refused", reason: problem.detail });
      return this.flush();
    }
    state.outbox = change(state.outbox, id, { state: "waiting", attempts: mine.attempts + 1 });
    state.resting = true;
    state.notice = problem.code === "rate_limited" ? problem : state.notice;
    this.timer("outbox", problem.retry_after ? problem.retry_after * 1000 : backoff(mine.attempts, this.random));
  }

  // --- effects

  private frame(event: string, data: Record<string, unknown>): void {
    this.effects.push({ do: "frame", frame: { event, data } });
  }

  private history(query: Query): void {
    if (this.state.session) this.effects.push({ do: "history", session: this.state.session, query });
  }

  private timer(name: Timer, ms: number | null): void {
    this.effects.push({ do: "timer", name, ms });
  }
}
