import type { PageContext, StoredState } from "../../shared/bridge";
import type { Frame, Message, Problem } from "./contract";
import { HttpProblem, Http } from "./http";
import { begin, step, type Delivery, type Effect, type Input, type Timer } from "./machine";

export interface Surroundings {
  app_key: string;
  fingerprint(): string;
  context(): PageContext;
  store(patch: object): void;
  changed(state: Delivery): void;
  arrived(message: Message): void;
}

/** The shell around the machine: sockets, requests and timers. It decides nothing. */
export class Client {
  state: Delivery;
  private readonly http: Http;
  private readonly timers = new Map<Timer, ReturnType<typeof setTimeout>>();
  private socket: WebSocket | null = null;
  private polling: AbortController | null = null;
  private running = false;
  private readonly queue: Input[] = [];

  constructor(stored: StoredState, private readonly around: Surroundings) {
    this.state = begin(stored, navigator.onLine);
    this.http = new Http(() => this.state.session?.visitor_token);
    addEventListener("online", () => this.take({ type: "online", online: true }));
    addEventListener("offline", () => this.take({ type: "online", online: false }));
  }

  take(input: Input): void {
    this.queue.push(input);
    if (this.running) return;
    this.running = true;
    for (let next = this.queue.shift(); next; next = this.queue.shift()) {
      const [state, effects] = step(this.state, next, Math.random());
      this.state = state;
      effects.forEach((effect) => this.run(effect));
    }
    this.running = false;
    this.around.changed(this.state);
  }

  /** Escalate, rate, end, context: what comes of it arrives as an event. */
  call(path: string, body: object): Promise<unknown> {
    return this.http.post(path, { conversation_id: this.state.thread.conversation_id, ...body });
  }

  /** Typing and read marks: over the socket while it lives, else by HTTP. Losing one hurts nobody. */
  hint(event: string, path: string, data: object): void {
    const conversation_id = this.state.thread.conversation_id;
    if (!conversation_id) return;
    if (this.state.link === "live") this.say({ event, data: { conversation_id, ...data } });
    else if (this.state.link === "polling") this.call(path, data).catch(() => {});
  }

  private run(effect: Effect): void {
    switch (effect.do) {
      case "open":
        return this.open();
      case "close":
        return this.close();
      case "frame":
        return this.say(effect.frame);
      case "store":
        return this.around.store(effect.patch);
      case "arrived":
        return this.around.arrived(effect.message);
      case "timer":
        return this.setTimer(effect.name, effect.ms);
      case "post":
        return this.post(effect);
      case "history":
        return this.history(effect);
    }
  }

  private open(): void {
    const address = new URL("/api/public/chat/connect", location.href);
    address.protocol = address.protocol.replace("http", "ws");
    address.search = String(new URLSearchParams({ app_key: this.around.app_key, fingerprint: this.around.fingerprint() }));
    let socket: WebSocket;
    try {
      socket = new WebSocket(address.href);
    } catch {
      return this.later({ type: "closed", code: 1006 });
    }
    this.close();
    this.socket = socket;
    const current = (input: Input) => this.socket === socket && this.take(input);
    socket.onopen = () => current({ type: "opened" });
    socket.onmessage = ({ data }) => {
      const frame = parse(data);
      if (frame) current({ type: "frame", frame });
    };
    socket.onclose = ({ code }) => current({ type: "closed", code });
  }

  private close(): void {
    const socket = this.socket;
    this.socket = null;
    socket?.close();
    this.polling?.abort();
    this.polling = null;
  }

  private say(frame: Frame): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }

  private post({ message, session }: Extract<Effect, { do: "post" }>): void {
    this.http
      .post("message", {
        app_key: this.around.app_key,
        fingerprint: this.around.fingerprint(),
        session_id: session?.session_id,
        client_message_id: message.id,
        content: message.content,
        context: this.around.context(),
      }, !session)
      .then(
        (started) => this.take({ type: "posted", id: message.id, started }),
        (error) => this.take({ type: "post_failed", id: message.id, attempt: message.attempts, problem: problemOf(error) }),
      );
  }

  private history({ session, query }: Extract<Effect, { do: "history" }>): void {
    const abort = new AbortController();
    if (query.before === undefined) {
      this.polling?.abort();
      this.polling = abort;
    }
    const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
    this.http.get(`history/${session.session_id}?${search}`, abort).then(
      (page) => abort.signal.aborted || this.take({ type: "history", query, page }),
      (error) => abort.signal.aborted || this.take({ type: "history_failed", query, problem: problemOf(error) }),
    );
  }

  private setTimer(name: Timer, ms: number | null): void {
    clearTimeout(this.timers.get(name));
    if (ms !== null) this.timers.set(name, setTimeout(() => this.take({ type: "timer", name }), ms));
  }

  private later(input: Input): void {
    setTimeout(() => this.take(input));
  }
}

function parse(text: unknown): Frame | null {
  try {
    const frame = JSON.parse(String(text));
    return typeof frame?.event === "string" ? { event: frame.event, data: frame.data ?? {} } : null;
  } catch {
    return null;
  }
}

function problemOf(error: unknown): Problem {
  return error instanceof HttpProblem ? error.problem : { status: 0, code: "offline", detail: "" };
}
