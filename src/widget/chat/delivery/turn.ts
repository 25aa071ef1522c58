import type { Delivery, Effect, Query, Timer } from "./machine";

/** One step under way: the state being made, and what the shell will have to do. */
export interface Turn {
  readonly state: Delivery;
  readonly effects: Effect[];
  readonly random: number;
}

export function frame(turn: Turn, event: string, data: Record<string, unknown>): void {
  turn.effects.push({ do: "frame", frame: { event, data } });
}

export function history(turn: Turn, query: Query): void {
  if (turn.state.session) turn.effects.push({ do: "history", session: turn.state.session, query });
}

export function timer(turn: Turn, name: Timer, ms: number | null): void {
  turn.effects.push({ do: "timer", name, ms });
}
