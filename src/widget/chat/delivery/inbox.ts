import { backoff } from "./backoff";
import type { Ack, Frame, History, Message, Problem } from "./contract";
import { eventOf } from "./events";
import { connect, disconnect, forgetSession, refuse } from "./link";
import type { Query } from "./machine";
import { without } from "./outbox";
import { acknowledged, flush, notTaken } from "./sending";
import { emptyThread, isFinished, withChunk, withEvent, withHistory, withMessage, withOlder, withUpdate, type Thread } from "./thread";
import { frame, history, timer, type Turn } from "./turn";

/** What the server says: frames of the socket and pages of history. */

const pingAfter = 25_000;
const typingLasts = 7_000;

export function receive(turn: Turn, { event, data }: Frame): void {
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
      state.thread = data.cancelled
        ? { ...state.thread, streaming: null }
        : withChunk(state.thread, data.message_id as string, data.offset as number, data.chunk as string);
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
    return startOver(turn);
  }
  state.link = "resuming";
  resume(turn);
}

function startOver(turn: Turn): void {
  disconnect(turn, "off");
  turn.state.thread = emptyThread;
  turn.state.loaded = false;
  connect(turn);
}

function resumed(turn: Turn, data: Record<string, unknown>): void {
  const { state } = turn;
  // The server knows less than was shown here: it came back from a backup.
  if (state.thread.seq > (data.seq as number)) return startOver(turn);
  timer(turn, "connect", null);
  Object.assign(state, { link: "live", failures: 0, unopened: 0, askedAfter: -1 });
  state.thread = { ...state.thread, status: (data.status as string) ?? state.thread.status, agent: (data.agent as Thread["agent"]) ?? null };
  if (state.thread.seq >= (data.seq as number)) sawChange(turn, data.change);
  flush(turn);
}

export function apply(turn: Turn, message: Message): void {
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

export function resume(turn: Turn): void {
  const { conversation_id, seq, change } = turn.state.thread;
  frame(turn, "resume", { conversation_id, seq, change });
}

function sawChange(turn: Turn, change: unknown): void {
  const { thread } = turn.state;
  if (typeof change === "number" && change > thread.change) turn.state.thread = { ...thread, change };
}

export function historyCame(turn: Turn, query: Query, page: History): void {
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

export function historyFailed(turn: Turn, query: Query, problem: Problem): void {
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

export function loadOlder(turn: Turn): void {
  const { state } = turn;
  const first = state.thread.messages[0];
  if (state.loadingOlder || !state.thread.has_more || !first) return;
  state.loadingOlder = true;
  history(turn, { before: first.seq });
}
