import type { LoaderConfig } from "./config";
import { isAllowed } from "./domains";
import { Widget } from "./widget";

type Command = "open" | "close" | "toggle" | "sendMessage" | "on" | "setContext" | "track" | "reset";
type Call = [Command, ...unknown[]];

interface Api extends Partial<Record<Command, (...args: any[]) => unknown>> {
  (...call: Call): unknown;
  /** Calls made before the loader ran; `arguments` objects. */
  q?: ArrayLike<unknown>[];
  started?: boolean;
}

declare global {
  interface Window {
    __frontdesk_config?: LoaderConfig;
    Frontdesk?: Api;
  }
}

const commands: Command[] = ["open", "close", "toggle", "sendMessage", "on", "setContext", "track", "reset"];
const config = window.__frontdesk_config;
const waiting = window.Frontdesk?.q ?? [];

if (config && !window.Frontdesk?.started) {
  const reason = config.status !== "active" ? "this chatbot is not active" : !isAllowed(location.host, config.allowed_domains) && `${location.hostname} is not an allowed domain`;
  if (reason) console.info(`Frontdesk does not start: ${reason}.`);
  else start(config);
}

function start(config: LoaderConfig): void {
  let widget: Widget | undefined;
  const queue: Call[] = Array.from(waiting, (call) => Array.from(call) as Call);
  const run = ([name, ...args]: Call) => commands.includes(name) && (widget as any)[name](...args);
  const api: Api = (...call) => (widget ? run(call) : void queue.push(call));
  api.started = true;
  for (const name of commands) api[name] = (...args) => api(name, ...args);
  window.Frontdesk = api;
  const show = () => {
    widget = new Widget(config);
    queue.forEach(run);
  };
  const idle = window.requestIdleCallback ?? setTimeout;
  // After the page's own work, so that the launcher costs neither paint nor input.
  if (document.readyState === "complete") idle(show);
  else addEventListener("load", () => idle(show));
}
