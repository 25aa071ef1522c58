import type { PageContext, ToFrame, ToHost } from "../shared/bridge";
import type { LoaderConfig } from "./config";
import { look } from "./look";
import { memoryOf } from "./memory";
import { onNavigation } from "./page";

type Listener = (data?: unknown) => void;

const icon = (name: string, path: string) => `<svg class="${name}" viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"/></svg>`;
const bubble = "M3 16.3a2 2 0 0 1 .1 1.2L2 20.8A1 1 0 0 0 3.3 22l3.4-1a2 2 0 0 1 1.1.1A10 10 0 1 0 3 16.3";

/** The launcher on the page, and the frame behind it. Nothing is stored or fetched before the visitor reaches for it. */
export function createWidget(config: LoaderConfig) {
  const { origin, app_key, button_text, greeting, greeting_delay } = config;
  const { read, patch, forget } = memoryOf(app_key);
  const host = create("frontdesk-widget");
  const root = host.attachShadow({ mode: "open" });
  const launcher = create("button", "l");
  const badge = create("b");
  const listeners: Record<string, Set<Listener>> = {};
  let bubbleBox: HTMLElement | undefined;
  let frame: HTMLIFrameElement | undefined;
  let ready = false;
  let isOpen = false;
  let own: PageContext = {};
  let watching = false;
  let unread = 0;
  /** What was said to the frame before it could hear. */
  let unsaid: ToFrame[] = [];

  function open(): void {
    if (isOpen) return;
    show(true);
    if (!read().greeted) patch({ greeted: true });
    bubbleBox?.remove();
  }

  function close(): void {
    if (!isOpen) return;
    show(false);
    launcher.focus();
  }

  const toggle = () => (isOpen ? close() : open());

  function sendMessage(content: string): void {
    open();
    const message: ToFrame = { type: "fd:send", content };
    ready ? post(message) : unsaid.push(message);
  }

  const context = (): PageContext => ({ page_url: location.href, page_title: document.title, referrer: document.referrer, ...own });

  function setContext(more: PageContext): void {
    own = { ...own, ...more };
    tellContext();
  }

  const track = (name: string, data?: unknown) => emit("track", { name, data });

  function on(name: string, listener: Listener): () => void {
    const set = (listeners[name] ??= new Set());
    set.add(listener);
    return () => set.delete(listener);
  }

  /** Forgets the visitor on this device: for a sign-out on a shared computer. */
  function reset(): void {
    close();
    frame?.remove();
    frame = undefined;
    ready = false;
    unsaid = [];
    own = {};
    label(0);
    forget();
  }

  function mount(): void {
    if (frame) return;
    frame = create("iframe");
    frame.title = button_text;
    frame.allow = "clipboard-write; microphone";
    frame.src = `${origin}/widget/${app_key}/frame`;
    root.append(frame);
    if (!watching) onNavigation(tellContext);
    watching = true;
  }

  function show(open: boolean): void {
    mount();
    // Styles settle first, so that the panel eases in even when the frame is new.
    frame!.offsetWidth;
    isOpen = open;
    for (const part of [frame!, launcher]) part.classList.toggle("o", open);
    label();
    if (open) frame!.focus();
    if (ready) post({ type: "fd:visible", open, state: read() });
    emit(open ? "open" : "close");
  }

  function hear({ source, origin: from, data }: MessageEvent<ToHost>): void {
    if (!frame || source !== frame.contentWindow || from !== origin) return;
    switch (data.type) {
      case "fd:ready":
        ready = true;
        post({ type: "fd:init", state: read(), context: context(), open: isOpen });
        unsaid.splice(0).forEach(post);
        return emit("ready");
      case "fd:store":
        return patch(data.patch);
      case "fd:unread":
        label(data.count);
        return emit("unread", data.count);
      case "fd:close":
        return close();
      case "fd:event":
        return emit(data.name, data.data);
    }
  }

  function tellContext(): void {
    if (ready) post({ type: "fd:context", context: context() });
  }

  function post(message: ToFrame): void {
    frame!.contentWindow!.postMessage(message, origin);
  }

  function emit(name: string, data?: unknown): void {
    listeners[name]?.forEach((listener) => listener(data));
  }

  function label(count = unread): void {
    unread = count;
    launcher.setAttribute("aria-expanded", `${isOpen}`);
    badge.hidden = !unread;
    badge.textContent = unread > 9 ? "9+" : `${unread}`;
    launcher.setAttribute("aria-label", unread ? `${button_text} (${unread})` : button_text);
  }

  function greet(): void {
    if (isOpen) return;
    bubbleBox = create("div", "g");
    const text = create("button");
    const away = create("button");
    text.textContent = greeting;
    text.onclick = open;
    away.textContent = "×";
    away.onclick = () => {
      patch({ greeted: true });
      bubbleBox!.remove();
      launcher.focus();
    };
    bubbleBox.append(text, away);
    root.prepend(bubbleBox);
  }

  host.dir = config.rtl ? "rtl" : "ltr";
  dress(root, look(config));
  launcher.innerHTML = icon("c", bubble) + icon("x", "m6 9 6 6 6-6");
  launcher.append(badge);
  launcher.onclick = toggle;
  launcher.onpointerenter = launcher.onfocus = mount;
  label();
  root.append(launcher);
  root.addEventListener("keydown", (event) => (event as KeyboardEvent).key === "Escape" && close());
  addEventListener("message", hear);
  whenIdle(() => {
    document.body.append(host);
    const { unfinished, greeted } = read();
    // Somebody may have answered while the visitor was away.
    if (unfinished) mount();
    if (greeting && greeting_delay !== null && !greeted) setTimeout(greet, greeting_delay * 1000);
  });

  return { open, close, toggle, sendMessage, setContext, track, on, reset };
}

function create<K extends keyof HTMLElementTagNameMap>(tag: K, name?: string): HTMLElementTagNameMap[K];
function create(tag: string): HTMLElement;
function create(tag: string, name = ""): HTMLElement {
  const element = document.createElement(tag);
  element.className = name;
  return element;
}

/** After the page's own work, so that the launcher costs neither paint nor input. */
function whenIdle(act: () => void): void {
  const idle = () => (window.requestIdleCallback ?? setTimeout)(act);
  document.readyState === "complete" ? idle() : addEventListener("load", idle);
}

function dress(root: ShadowRoot, css: string): void {
  try {
    // Allowed even where the page's own CSP forbids inline styles.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const style = create("style");
    style.textContent = css;
    root.append(style);
  }
}
