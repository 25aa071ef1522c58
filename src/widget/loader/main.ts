import type { LoaderConfig } from "./config";
import { isAllowed } from "./domains";
import { createWidget } from "./widget";

type Widget = ReturnType<typeof createWidget>;
type Api = Partial<Widget> & {
  (command: keyof Widget, ...args: unknown[]): unknown;
  /** Calls made before the loader ran; `arguments` objects. */
  q?: Iterable<any>[];
};

declare global {
  interface Window {
    __frontdesk_config?: LoaderConfig;
    Frontdesk?: Api;
  }
}

const early = window.Frontdesk;

// A second copy of the snippet finds the methods in place and leaves it at that.
if (window.__frontdesk_config && !early?.open) begin(window.__frontdesk_config);

function begin(config: LoaderConfig): void {
  if (config.status !== "active") return refuse("the chatbot is inactive");
  if (!isAllowed(location.hostname, config.allowed_domains)) return refuse(`${location.hostname} is not an allowed domain`);

  const widget = createWidget(config);
  const run = (name: keyof Widget, ...args: unknown[]) => (widget[name] as (...args: unknown[]) => unknown)?.(...args);
  window.Frontdesk = Object.assign(run, widget);
  for (const call of early?.q ?? []) run(...(call as [keyof Widget]));
}

function refuse(reason: string): void {
  console.info(`Frontdesk does not start: ${reason}.`);
}
