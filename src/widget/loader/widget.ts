import type { PageContext, ToFrame, ToHost } from "../shared/bridge";
import type { LoaderConfig } from "./config";
import { look } from "./look";
import { Memory } from "./memory";
import { onNavigation, pageContext } from "./page";

type Listener = (data?: unknown) => void;

const icon = (name: string, path: string) => `<svg class="${name}" viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"/></svg>`;
const bubble = "M2.992 16.342a2 2 0 0 1 .094 1.167l-1.065 3.29a1 1 0 0 0 1.236 1.168l3.413-.998a2 2 0 0 1 1.099.092 10 10 0 1 0-4.777-4.719";

/** The launcher on the page, and the frame behind it. Nothing is stored or fetched before the visitor reaches for it. */
export class Widget {
  private readonly memory: Memory;
  private readonly host = document.createElement("frontdesk-widget");
  private readonly root = this.host.attachShadow({ mode: "open" });
  private readonly launcher = document.createElement("button");
  private readonly badge = document.createElement("b");
  private readonly listeners: Record<string, Set<Listener>> = {};
  private greeting?: HTMLElement;
  private frame?: HTMLIFrameElement;
  private ready = false;
  private isOpen = false;
  private own: PageContext = {};
  /** What was said to the frame before it could hear. */
  private unsaid: ToFrame[] = [];
  private watching = false;

  constructor(private readonly config: LoaderConfig) {
    this.memory = new Memory(config.app_key);
    this.host.dir = config.rtl ? "rtl" : "ltr";
    this.dress();
    const { launcher, badge } = this;
    launcher.className = "l";
    launcher.title = config.button_text;
    launcher.innerHTML = icon("c", bubble) + icon("x", "m6 9 6 6 6-6");
    launcher.setAttribute("aria-haspopup", "dialog");
    this.label(0);
    badge.hidden = true;
    badge.setAttribute("aria-hidden", "true");
    launcher.append(badge);
    launcher.onclick = () => this.toggle();
    launcher.onpointerenter = launcher.onfocus = () => this.mount();
    this.root.append(launcher);
    this.root.addEventListener("keydown", (event) => (event as KeyboardEvent).key === "Escape" && this.close());
    addEventListener("message", (event) => this.hear(event));
    document.body.append(this.host);

    const stored = this.memory.read();
    // Somebody may have answered while the visitor was away.
    if (stored.session_id && stored.unfinished) this.mount();
    if (config.greeting && config.greeting_delay !== null && !stored.greeted && !stored.session_id) {
      setTimeout(() => this.greet(), config.greeting_delay * 1000);
    }
  }

  open(): void {
    if (this.isOpen) return;
    this.show(true);
    if (!this.memory.read().greeted) this.memory.patch({ greeted: true });
    this.ungreet();
  }

  close(): void {
    if (!this.isOpen) return;
    this.show(false);
    this.launcher.focus();
  }

  toggle(): void {
    this.isOpen ? this.close() : this.open();
  }

  sendMessage(content: string): void {
    this.open();
    this.tell({ type: "fd:send", content: String(content) });
  }

  setContext(context: PageContext): void {
    this.own = { ...this.own, ...context };
    this.tellContext();
  }

  track(name: string, data?: unknown): void {
    this.emit("track", { name, data });
  }

  on(name: string, listener: Listener): () => void {
    const set = (this.listeners[name] ??= new Set());
    set.add(listener);
    return () => set.delete(listener);
  }

  /** Forgets the visitor on this device: for a sign-out on a shared computer. */
  reset(): void {
    this.close();
    this.frame?.remove();
    this.frame = undefined;
    this.ready = false;
    this.unsaid = [];
    this.own = {};
    this.label(0);
    this.memory.forget();
  }

  private dress(): void {
    const css = look(this.config);
    try {
      // Allowed even where the page's own CSP forbids inline styles.
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      this.root.adoptedStyleSheets = [sheet];
    } catch {
      const style = document.createElement("style");
      style.textContent = css;
      this.root.append(style);
    }
  }

  private mount(): void {
    if (this.frame) return;
    const { origin, app_key, button_text } = this.config;
    const frame = (this.frame = document.createElement("iframe"));
    frame.title = button_text;
    frame.allow = "clipboard-write; microphone";
    frame.src = `${origin}/widget/${app_key}/frame`;
    this.root.append(frame);
    if (!this.watching) onNavigation(() => this.tellContext());
    this.watching = true;
  }

  private show(open: boolean): void {
    this.mount();
    // Styles settle first, so that the panel eases in even when the frame is new.
    this.frame!.offsetWidth;
    this.isOpen = open;
    this.frame!.classList.toggle("o", open);
    this.launcher.classList.toggle("o", open);
    this.launcher.setAttribute("aria-expanded", String(open));
    if (open) this.frame!.focus();
    if (this.ready) this.post({ type: "fd:visible", open, state: this.memory.read() });
    this.emit(open ? "open" : "close");
  }

  private hear({ source, origin, data }: MessageEvent<ToHost>): void {
    if (!this.frame || source !== this.frame.contentWindow || origin !== this.config.origin) return;
    switch (data.type) {
      case "fd:ready":
        this.ready = true;
        this.post({ type: "fd:init", state: this.memory.read(), context: pageContext(this.own), open: this.isOpen });
        this.unsaid.splice(0).forEach((message) => this.post(message));
        return this.emit("ready");
      case "fd:store":
        return this.memory.patch(data.patch);
      case "fd:unread":
        this.label(data.count);
        return this.emit("unread", data.count);
      case "fd:close":
        return this.close();
      case "fd:event":
        return this.emit(data.name, data.data);
    }
  }

  private tellContext(): void {
    if (this.ready) this.post({ type: "fd:context", context: pageContext(this.own) });
  }

  private tell(message: ToFrame): void {
    this.ready ? this.post(message) : this.unsaid.push(message);
  }

  private post(message: ToFrame): void {
    this.frame!.contentWindow!.postMessage(message, this.config.origin);
  }

  private emit(name: string, data?: unknown): void {
    this.listeners[name]?.forEach((listener) => listener(data));
  }

  private label(unread: number): void {
    this.badge.hidden = !unread;
    this.badge.textContent = unread > 9 ? "9+" : String(unread);
    this.launcher.setAttribute("aria-label", unread ? `${this.config.button_text} (${unread})` : this.config.button_text);
  }

  private greet(): void {
    if (this.frame && this.isOpen) return;
    const box = (this.greeting = document.createElement("div"));
    const text = document.createElement("button");
    const away = document.createElement("button");
    box.className = "g";
    text.textContent = this.config.greeting;
    text.onclick = () => this.open();
    away.textContent = "×";
    away.setAttribute("aria-label", "×");
    away.onclick = () => {
      this.memory.patch({ greeted: true });
      this.ungreet();
      this.launcher.focus();
    };
    box.append(text, away);
    this.root.prepend(box);
  }

  private ungreet(): void {
    this.greeting?.remove();
  }
}

