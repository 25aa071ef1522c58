import { backoff } from "./backoff";
import type { Ack, Problem, Started } from "./contract";
import { apply, resume } from "./inbox";
import { connect, disconnect, forgetSession } from "./link";
import { change, nextToSend, without } from "./outbox";
import { emptyThread } from "./thread";
import { frame, timer, type Turn } from "./turn";

/** The outbox on its way: one message at a time, with the same id until it is acknowledged. */

const ackWithin = 10_000;

export function flush(turn: Turn): void {
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

export function wakeOutbox(turn: Turn): void {
  const { state } = turn;
  state.resting = false;
  if (state.link !== "refused") state.notice = null;
  timer(turn, "outbox", null);
  flush(turn);
}

export function posted(turn: Turn, id: string, { session_id, conversation_id, visitor_token, message }: Started): void {
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

export function acknowledged(turn: Turn, ack: Ack): void {
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

export function notTaken(turn: Turn, id: string, problem: Problem): void {
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
