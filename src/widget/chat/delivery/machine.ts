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
  const turn: Turn = { state: { ...state }, effects: [], random };
  take(turn, input);
  keep(turn, state);
  return [turn.state, turn.effects];
}

interface Turn {
  readonly state: Delivery;
  readonly effects: Effect[];
  readonly random: number;
}

function take(turn: Turn, input: Input): void {
  const { state } = turn;
  switch (input.type) {
    case "visible":
      state.visible = input.open;
      return connectOrRest(turn);
    case "online":
      state.online = input.online;
      if (!input.online) return;
      if (state.link === "waiting") connect(turn);
      return wakeOutbox(turn);
    case "write":
      state.outbox = [...state.outbox, { id: input.id, content: input.content, created_at: input.at, state: "waiting", attempts: 0 }];
      return flush(turn);
    case "retry":
      state.outbox = change(state.outbox, input.id, { state: "waiting", attempts: 0, reason: undefined });
      return wakeOutbox(turn);
    case "discard":
      state.outbox = without(state.outbox, input.id);
      return flush(turn);
    case "older":
      return loadOlder(turn);
    case "fresh":
      state.outbox = [];
      return forgetSession(turn);
    case "adopt":
      if (state.session || !input.session) return;
      state.session = input.session;
      return connectOrRest(turn);
    case "opened":
      return frame(turn, "auth", { token: state.session?.visitor_token });
    case "frame":
      return receive(turn, input.frame);
    case "closed":
      return lost(turn, input.code);
    case "posted":
      return posted(turn, input.id, input.started);
    case "post_failed":
      // An answer to a try that was given up says nothing about the one under way.
      if (state.outbox.some(({ id, attempts }) => id === input.id && attempts !== input.attempt)) return;
      return notTaken(turn, input.id, input.problem);
    case "history":
      return historyCame(turn, input.query, input.page);
    case "history_failed":
      return historyFailed(turn, input.query, input.problem);
    case "timer":
      return timerFired(turn, input.name);
  }
}

/** What must survive a reload follows from the difference between two states, so no transition can forget to store it. */
function keep(turn: Turn, before: Delivery): void {
  const { state } = turn;
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
  if (Object.keys(patch).length) turn.effects.unshift({ do: "store", patch });
}

// --- the connection

function connectOrRest(turn: Turn): void {
  const { state } = turn;
  const wanted = state.session && (state.visible || state.unfinished);
  if (wanted && state.link === "off") return connect(turn);
  if (!wanted && state.link !== "off" && state.link !== "refused") disconnect(turn, "off");
}

function connect(turn: Turn): void {
  const { state } = turn;
  timer(turn, "reconnect", null);
  if (!state.session) return disconnect(turn, "off");
  if (!state.loaded) {
    state.link = "loading";
    return history(turn, {});
  }
  if (state.unopened >= 2) return poll(turn);
  state.link = "connecting";
  turn.effects.push({ do: "open" });
  timer(turn, "connect", connectWithin);
}

function poll(turn: Turn): void {
  const { state } = turn;
  if (state.link !== "polling") timer(turn, "upgrade", upgradeAfter);
  state.link = "polling";
  history(turn, { after: state.thread.seq, changed_after: state.thread.change, wait: 25 });
  flush(turn);
}

function lost(turn: Turn, code: number): void {
  const { state } = turn;
  if (state.link === "off" || state.link === "refused") return;
  if (state.link === "connecting") state.unopened++;
  if (code === 4401 || code === 4409) return forgetSession(turn);
  if (code === 4403) return refuse(turn, { status: 403, code: "origin_not_allowed", detail: "" });
  disconnect(turn, "waiting");
  // A restarting server wants its visitors back at once; a full one wants them back late.
  const failures = code === 1012 ? 0 : code === 4429 ? 6 : state.failures;
  state.failures = code === 1012 ? 0 : state.failures + 1;
  timer(turn, "reconnect", backoff(failures, turn.random));
  flush(turn);
}

function disconnect(turn: Turn, link: Link): void {
  const { state } = turn;
  state.link = link;
  state.askedAfter = -1;
  state.outbox = takenBack(state.outbox);
  state.thread = { ...state.thread, typing: null };
  turn.effects.push({ do: "close" });
  for (const name of ["connect", "ping", "pong", "ack", "typing", "upgrade", "reconnect"] as const) timer(turn, name, null);
}

function refuse(turn: Turn, problem: Problem): void {
  disconnect(turn, "refused");
  turn.state.notice = problem;
}

/** The token no longer opens anything, or the visitor starts over: what is still unsent opens a new session. */
function forgetSession(turn: Turn): void {
  const { state } = turn;
  disconnect(turn, "off");
  Object.assign(state, { session: null, thread: emptyThread, loaded: false, unfinished: false, failures: 0, unopened: 0 });
  wakeOutbox(turn);
}

function timerFired(turn: Turn, name: Timer): void {
  const { state } = turn;
  switch (name) {
    case "reconnect":
      return connect(turn);
    case "connect":
    case "pong":
    case "ack":
      return lost(turn, 1006);
    case "ping":
      frame(turn, "ping", {});
      return timer(turn, "pong", pongWithin);
    case "outbox":
      return wakeOutbox(turn);
    case "typing":
      state.thread = { ...state.thread, typing: null };
      return;
    case "upgrade":
      // One more failure is enough to fall back to polling again.
      state.unopened = 1;
      turn.effects.push({ do: "close" });
      return connect(turn);
  }
}

// --- what the server says

function receive(turn: Turn, { event, data }: Frame): void {
  const { state } = turn;
  timer(turn, "pong", null);
  timer(turn, "ping", pingAfter);
  const elsewhere = data.conversation_id && state.thread.conversation_id && data.conversation_id !== state.thread.conversation_id;
  if (elsewhere && event !== "message:ack" && event !== "ready") return;
  switch (event) {
    case "ready":
      return ready(turn, data.conversation_id);
    case "resumed":
      return resumed(turn, data);
    case "message:receive":
      return apply(turn, data as unknown as Message);
    case "message:updated":
      state.thread = withUpdate(state.thread, data as unknown as Message);
      return sawChange(turn, data.change);
    case "message:ack":
      return acknowledged(turn, data as unknown as Ack);
    case "message:refused":
      timer(turn, "ack", null);
      return notTaken(turn, data.client_message_id as string, { status: 422, ...(data as unknown as Omit<Problem, "status">) });
    case "message:streaming":
      state.thread = withChunk(state.thread, data.message_id as string, data.offset as number, data.chunk as string);
      return;
    case "message:read":
      if (data.by === "agent") state.thread = { ...state.thread, seen_seq: Math.max(state.thread.seen_seq, data.seq as number) };
      return;
    case "typing:start":
      state.thread = { ...state.thread, typing: data.sender as Thread["typing"] };
      return timer(turn, "typing", typingLasts);
    case "typing:stop":
      state.thread = { ...state.thread, typing: null };
      return;
    case "conversation:status_changed":
      state.thread = { ...state.thread, status: data.new_status as string };
      return sawChange(turn, data.change);
  }
  const happened = eventOf(event, data);
  if (happened) state.thread = withEvent(state.thread, happened);
}

function ready(turn: Turn, conversation_id: unknown): void {
  const { state } = turn;
  if (conversation_id && conversation_id !== state.thread.conversation_id) {
    // The session has moved on to another conversation, in another tab or by archiving.
    disconnect(turn, "off");
    state.thread = emptyThread;
    state.loaded = false;
    return connect(turn);
  }
  state.link = "resuming";
  resume(turn);
}

function resumed(turn: Turn, data: Record<string, unknown>): void {
  const { state } = turn;
  timer(turn, "connect", null);
  Object.assign(state, { link: "live", failures: 0, unopened: 0, askedAfter: -1 });
  state.thread = { ...state.thread, status: (data.status as string) ?? state.thread.status, agent: (data.agent as Thread["agent"]) ?? null };
  if (state.thread.seq >= (data.seq as number)) sawChange(turn, data.change);
  flush(turn);
}

function apply(turn: Turn, message: Message): void {
  const { state } = turn;
  const before = state.thread;
  state.thread = withMessage(before, message);
  state.outbox = without(state.outbox, message.client_message_id);
  for (const fresh of state.thread.messages.slice(before.messages.length)) turn.effects.push({ do: "arrived", message: fresh });
  if (state.thread.held.length) fillGap(turn);
}

function fillGap(turn: Turn): void {
  const { state } = turn;
  if (state.link !== "live" || state.askedAfter === state.thread.seq) return;
  state.askedAfter = state.thread.seq;
  resume(turn);
}

function resume(turn: Turn): void {
  const { conversation_id, seq, change } = turn.state.thread;
  frame(turn, "resume", { conversation_id, seq, change });
}

function sawChange(turn: Turn, change: unknown): void {
  const { thread } = turn.state;
  if (typeof change === "number" && change > thread.change) turn.state.thread = { ...thread, change };
}

// --- history

function historyCame(turn: Turn, query: Query, page: History): void {
  const { state } = turn;
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
  if (!opening) for (const message of state.thread.messages.slice(known.length)) turn.effects.push({ do: "arrived", message });
  if (opening && !state.visible && isFinished(state.thread)) return disconnect(turn, "off");
  connect(turn);
  flush(turn);
}

function historyFailed(turn: Turn, query: Query, problem: Problem): void {
  const { state } = turn;
  if (query.before !== undefined) {
    state.loadingOlder = false;
    return;
  }
  if (problem.status === 401 || problem.status === 404) return forgetSession(turn);
  if (problem.status === 403) return refuse(turn, problem);
  const delay = problem.retry_after ? problem.retry_after * 1000 : backoff(state.failures, turn.random);
  state.failures++;
  state.link = "waiting";
  timer(turn, "reconnect", delay);
}

function loadOlder(turn: Turn): void {
  const { state } = turn;
  const first = state.thread.messages[0];
  if (state.loadingOlder || !state.thread.has_more || !first) return;
  state.loadingOlder = true;
  history(turn, { before: first.seq });
}

// --- the outbox

function flush(turn: Turn): void {
  const { state } = turn;
  const message = nextToSend(state.outbox);
  const ready = state.online && !state.resting && state.link !== "refused" && (!state.session || state.loaded);
  if (!message || !ready) return;
  state.outbox = change(state.outbox, message.id, { state: "sending" });
  if (state.link === "live") {
    frame(turn, "message:send", { conversation_id: state.thread.conversation_id, client_message_id: message.id, content: message.content });
    timer(turn, "ack", ackWithin);
  } else {
    turn.effects.push({ do: "post", message, session: state.session });
  }
}

function wakeOutbox(turn: Turn): void {
  const { state } = turn;
  state.resting = false;
  if (state.link !== "refused") state.notice = null;
  timer(turn, "outbox", null);
  flush(turn);
}

function posted(turn: Turn, id: string, { session_id, conversation_id, visitor_token, message }: Started): void {
  const { state } = turn;
  const opensSession = state.session?.session_id !== session_id;
  const opensConversation = state.thread.conversation_id !== conversation_id;
  if (opensSession || state.session?.visitor_token !== visitor_token) state.session = { session_id, visitor_token };
  if (opensConversation) {
    if (state.link !== "off") disconnect(turn, "off");
    state.thread = { ...emptyThread, conversation_id, status: "active" };
    state.loaded = true;
  }
  state.outbox = without(state.outbox, id);
  state.notice = null;
  apply(turn, { ...message, client_message_id: id });
  if (state.link === "off") connect(turn);
  flush(turn);
}

function acknowledged(turn: Turn, ack: Ack): void {
  const { state } = turn;
  const mine = state.outbox.find((message) => message.id === ack.client_message_id);
  if (!mine) return;
  timer(turn, "ack", null);
  state.outbox = without(state.outbox, mine.id);
  state.notice = null;
  if (ack.conversation_id !== state.thread.conversation_id) {
    // The old conversation is archived; the answer comes in the new one.
    state.thread = { ...emptyThread, conversation_id: ack.conversation_id, status: "active" };
    resume(turn);
  }
  apply(turn, {
    id: ack.id, conversation_id: ack.conversation_id, seq: ack.seq, client_message_id: mine.id, created_at: ack.created_at,
    sender: { type: "customer" }, content: mine.content,
  });
  flush(turn);
}

function notTaken(turn: Turn, id: string, problem: Problem): void {
  const { state } = turn;
  const mine = state.outbox.find((message) => message.id === id);
  if (!mine) return flush(turn);
  if (state.session && (problem.status === 401 || problem.status === 404)) return forgetSession(turn);
  const passes = problem.status === 0 || problem.status >= 500 || problem.code === "rate_limited" || problem.code === "unavailable";
  if (!passes) {
    state.outbox = change(state.outbox, id, { state: "refused", reason: problem.detail });
    return flush(turn);
  }
  state.outbox = change(state.outbox, id, { state: "waiting", attempts: mine.attempts + 1 });
  state.resting = true;
  state.notice = problem.code === "rate_limited" ? problem : state.notice;
  timer(turn, "outbox", problem.retry_after ? problem.retry_after * 1000 : backoff(mine.attempts, turn.random));
}

// --- effects

function frame(turn: Turn, event: string, data: Record<string, unknown>): void {
  turn.effects.push({ do: "frame", frame: { event, data } });
}

function history(turn: Turn, query: Query): void {
  if (turn.state.session) turn.effects.push({ do: "history", session: turn.state.session, query });
}

function timer(turn: Turn, name: Timer, ms: number | null): void {
  turn.effects.push({ do: "timer", name, ms });
}
