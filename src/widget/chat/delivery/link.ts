import { backoff } from "./backoff";
import type { Problem } from "./contract";
import type { Link, Timer } from "./machine";
import { takenBack } from "./outbox";
import { flush, wakeOutbox } from "./sending";
import { emptyThread } from "./thread";
import { frame, history, timer, type Turn } from "./turn";

/** Connecting, losing the connection, and when to try again. */

const connectWithin = 8_000;
const pongWithin = 10_000;
const upgradeAfter = 120_000;

export function connectOrRest(turn: Turn): void {
  const { state } = turn;
  const wanted = state.session && (state.visible || state.unfinished);
  if (wanted && state.link === "off") return connect(turn);
  if (!wanted && state.link !== "off" && state.link !== "refused") disconnect(turn, "off");
}

export function connect(turn: Turn): void {
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

export function lost(turn: Turn, code: number): void {
  const { state } = turn;
  if (state.link === "off" || state.link === "refused") return;
  if (state.link === "connecting") state.unopened += code === 4429 ? 2 : 1;
  if (code === 4401 || code === 4409) return forgetSession(turn);
  if (code === 4403) return refuse(turn, { status: 403, code: "origin_not_allowed", detail: "" });
  disconnect(turn, "waiting");
  // A restarting server wants its visitors back at once; a full one wants them to poll.
  const failures = code === 1012 || code === 4429 ? 0 : state.failures;
  state.failures = code === 1012 ? 0 : state.failures + 1;
  timer(turn, "reconnect", backoff(failures, turn.random));
  flush(turn);
}

export function disconnect(turn: Turn, link: Link): void {
  const { state } = turn;
  state.link = link;
  state.askedAfter = -1;
  state.outbox = takenBack(state.outbox);
  state.thread = { ...state.thread, typing: null };
  turn.effects.push({ do: "close" });
  for (const name of ["connect", "ping", "pong", "ack", "typing", "upgrade", "reconnect"] as const) timer(turn, name, null);
}

export function refuse(turn: Turn, problem: Problem): void {
  disconnect(turn, "refused");
  turn.state.notice = problem;
}

/** The token no longer opens anything, or the visitor starts over: what is still unsent opens a new session. */
export function forgetSession(turn: Turn): void {
  const { state } = turn;
  disconnect(turn, "off");
  Object.assign(state, { session: null, thread: emptyThread, loaded: false, unfinished: false, failures: 0, unopened: 0 });
  wakeOutbox(turn);
}

export function timerFired(turn: Turn, name: Timer): void {
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
