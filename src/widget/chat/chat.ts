import { merge } from "../shared/merge";
import type { PageContext, Patch, StoredState, ToFrame, ToHost } from "../shared/bridge";
import type { Config } from "./config";
import { Client } from "./delivery/client";
import type { Message, Source } from "./delivery/contract";
import { uuid7 } from "./delivery/ids";
import type { Delivery } from "./delivery/machine";
import type { Opening } from "./host";
import { t } from "./text/texts";
import { late, loadLate } from "./view/late";

const typingEvery = 4_000;
/** Most breaks are over before anyone noticed. */
const patience = 2_000;

/** What is open on top of the conversation. */
export interface Showing {
  menu?: boolean;
  source?: Source;
  /** Scrolled up, away from the newest message. */
  away?: boolean;
}

/** What a visitor can do, and what is told to the page around the frame. */
export class Chat {
  muted: boolean;
  /** Where the line "New messages" stands while the panel is open. */
  unreadAfter: number | null = null;
  /** Something the visitor asked for that did not go through, in words. */
  problem = "";
  /** The connection has been gone long enough to say so. */
  cutOff = false;
  showing: Showing = {};
  readonly client: Client;
  private stored: StoredState;
  private context: PageContext;
  private visible = false;
  private wantsPerson = false;
  private typedAt = 0;
  private unread = 0;
  private breakTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly config: Config, private readonly tell: (message: ToHost) => void, { state, context, open }: Opening, private readonly draw: (chat: Chat) => void) {
    this.stored = state;
    this.context = bounded(context);
    this.muted = !!state.muted;
    this.client = new Client(state, {
      app_key: config.app_key,
      fingerprint: () => this.fingerprint(),
      context: () => this.context,
      store: (patch) => this.store(patch),
      changed: () => this.changed(),
      arrived: (message) => this.arrived(message),
    });
    this.show(open);
    document.addEventListener("visibilitychange", () => this.changed());
  }

  get state(): Delivery {
    return this.client.state;
  }

  render = (): void => this.draw(this);

  /** Shows one thing on top; nothing closes what was there. */
  reveal(showing: Showing): void {
    this.showing = "away" in showing ? { ...this.showing, ...showing } : { away: this.showing.away, ...showing };
    if (showing.menu || showing.source) loadLate().then(this.render);
    this.render();
  }

  hear = (message: ToFrame): void => {
    switch (message.type) {
      case "fd:visible":
        this.adopt(message.state);
        return this.show(message.open);
      case "fd:context":
        this.context = bounded(message.context);
        if (this.state.thread.conversation_id && this.visible) this.client.call("context", this.context).catch(() => {});
        return;
      case "fd:send":
        return this.send(message.content);
    }
  };

  send = (content: string): void => {
    if (!content?.trim()) return;
    this.typedAt = 0;
    const at = new Date().toISOString();
    this.client.take({ type: "write", id: uuid7(), content: content.slice(0, this.config.message_length), at });
  };

  typing = (on: boolean): void => {
    if (!on && this.typedAt) this.client.hint("typing:stop", "typing", { typing: false });
    else if (on && Date.now() - this.typedAt > typingEvery) this.client.hint("typing:start", "typing", { typing: true });
    else return;
    this.typedAt = on ? Date.now() : 0;
  };

  askPerson = (): void => {
    if (this.state.thread.conversation_id) return this.ask("escalate", {});
    // There is no conversation yet that could be escalated: the request itself opens it.
    this.wantsPerson = true;
    this.send(t("ask_for_person"));
  };

  rate = (score: number, comment: string): Promise<unknown> =>
    this.client.call("rating", { score, ...(comment && { comment }) }).then(() => {
      this.tell({ type: "fd:event", name: "rated", data: { score } });
    });

  end = (): void => this.ask("end", {});
  older = (): void => this.client.take({ type: "older" });
  retry = (id: string): void => this.client.take({ type: "retry", id });
  discard = (id: string): void => this.client.take({ type: "discard", id });

  startNew = (): void => {
    this.unreadAfter = null;
    this.showing = {};
    this.client.take({ type: "fresh" });
  };

  toggleSound = (): void => {
    this.muted = !this.muted;
    this.store({ muted: this.muted || null });
    this.changed();
  };

  close = (): void => this.tell({ type: "fd:close" });

  private ask(path: string, body: object): void {
    this.problem = "";
    this.client.call(path, body).catch(() => {
      this.problem = t("failed");
      this.changed();
    });
  }

  private show(open: boolean): void {
    this.visible = open;
    if (open) this.unreadAfter = this.unread ? (this.stored.read_seq ?? 0) : null;
    this.client.take({ type: "visible", open });
    // On a phone it would bring up the keyboard over the greeting.
    if (open && matchMedia("(hover:hover)").matches) setTimeout(() => document.getElementById("write")?.focus());
  }

  /** Another tab may have begun the conversation meanwhile. */
  private adopt({ session_id, visitor_token, read_seq }: StoredState): void {
    this.stored = { ...this.stored, read_seq: Math.max(read_seq ?? 0, this.stored.read_seq ?? 0) || undefined };
    if (session_id && visitor_token) this.client.take({ type: "adopt", session: { session_id, visitor_token } });
  }

  private arrived(message: Message): void {
    if (message.sender.type === "customer") return;
    this.tell({ type: "fd:event", name: "message", data: { id: message.id, sender: message.sender, content: message.content } });
    if (!this.muted && (!this.visible || document.hidden)) loadLate().then(() => late.chime?.());
  }

  private changed(): void {
    if (!this.client) return;
    const { thread } = this.state;
    if (this.wantsPerson && thread.conversation_id) {
      this.wantsPerson = false;
      this.ask("escalate", {});
    }
    if (this.visible && !document.hidden && thread.seq > (this.stored.read_seq ?? 0)) {
      this.store({ read_seq: thread.seq });
      this.client.hint("message:read", "read", { seq: thread.seq });
    }
    if (thread.status === "resolved") loadLate().then(this.render);
    this.noticeBreak();
    this.countUnread();
    this.render();
  }

  private noticeBreak(): void {
    const { session, online, failures, link } = this.state;
    const broken = !!session && (!online || (failures > 0 && link !== "live" && link !== "polling" && link !== "off"));
    if (broken && !this.breakTimer) {
      this.breakTimer = setTimeout(() => {
        this.cutOff = true;
        this.render();
      }, patience);
    } else if (!broken) {
      clearTimeout(this.breakTimer);
      this.breakTimer = undefined;
      this.cutOff = false;
    }
  }

  private countUnread(): void {
    const read = this.stored.read_seq ?? 0;
    const unread = this.state.thread.messages.filter(({ seq, sender }) => seq > read && sender.type !== "customer").length;
    if (unread === this.unread) return;
    this.unread = unread;
    this.tell({ type: "fd:unread", count: unread });
  }

  private fingerprint(): string {
    if (!this.stored.fingerprint) this.store({ fingerprint: uuid7() });
    return this.stored.fingerprint!;
  }

  private store(patch: Patch<StoredState>): void {
    this.stored = merge(this.stored, patch);
    if (patch.session_id) this.tell({ type: "fd:event", name: "conversation:started", data: { session_id: patch.session_id } });
    this.tell({ type: "fd:store", patch });
  }
}

/** Only what the contract names, each at most 2 000 characters. */
function bounded(context: PageContext): PageContext {
  const { page_url, page_title, referrer, language = navigator.language, timezone = Intl.DateTimeFormat().resolvedOptions().timeZone } = context;
  const named = Object.entries({ page_url, page_title, referrer, language, timezone });
  return Object.fromEntries(named.filter(([, value]) => value).map(([name, value]) => [name, String(value).slice(0, 2000)]));
}
