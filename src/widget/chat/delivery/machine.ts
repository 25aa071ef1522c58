import type { Patch, StoredState } from "../../shared/bridge";
import type { Frame, History, Message, Problem, Started } from "./contract";
import { historyCame, historyFailed, loadOlder, receive } from "./inbox";
import { connect, connectOrRest, forgetSession, lost, timerFired } from "./link";
import { change, restored, without, type Outbox, type Waiting } from "./outbox";
import { flush, notTaken, posted, wakeOutbox } from "./sending";
import { emptyThread, isFinished, type Thread } from "./thread";
import { frame, type Turn } from "./turn";

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
