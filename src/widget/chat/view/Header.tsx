import { useEffect, useRef, useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import type { Config } from "../config";
import type { Person } from "../delivery/contract";
import { t } from "../text/texts";
import { Avatar } from "./Avatar";
import { Icon } from "./icons";

interface Props {
  config: Config;
  agent: Person | null;
  tall: boolean;
  muted: boolean;
  toggleSound(): void;
  startNew?: () => void;
  end?: () => void;
  close(): void;
  children?: ComponentChildren;
}

export function Header({ config, agent, tall, close, children, ...menu }: Props) {
  const logo = tall && config.logo_url;
  return (
    <header class={tall ? "tall" : ""}>
      <div class="bar">
        {logo ? <img class="logo" src={logo} alt={config.name} />
          : <Avatar name={agent?.name ?? config.name} url={agent ? agent.avatar_url : config.avatar_url} bot={!agent && config.ai} />}
        {!logo && (
          <div class="title">
            <h1>{agent?.name ?? config.name}</h1>
            <p>{agent ? agent.title || t("person") : config.ai ? `${t("ai_assistant")} · ${config.reply_time}` : config.reply_time}</p>
          </div>
        )}
        <span class="space" />
        {(menu.startNew || menu.end) && <Menu {...menu} />}
        <button class="round" aria-label={t("close")} onClick={close}><Icon name="close" /></button>
      </div>
      {children}
    </header>
  );
}

function Menu({ muted, toggleSound, startNew, end }: Pick<Props, "muted" | "toggleSound" | "startNew" | "end">) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const outside = (event: Event) => box.current?.contains(event.target as Node) || setOpen(false);
    addEventListener("pointerdown", outside);
    addEventListener("focusin", outside);
    return () => {
      removeEventListener("pointerdown", outside);
      removeEventListener("focusin", outside);
    };
  }, [open]);
  const escape = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !open) return;
    event.stopPropagation();
    setOpen(false);
    box.current?.querySelector("button")?.focus();
  };
  const item = (label: string, act?: () => void) => act && <button onClick={() => { setOpen(false); act(); }}>{label}</button>;
  return (
    <div class="menu" ref={box} onKeyDown={escape}>
      <button class="round" aria-label={t("menu")} aria-expanded={open} onClick={() => setOpen(!open)}><Icon name="more" /></button>
      {open && (
        <div class="items">
          {item(t("new_conversation"), startNew)}
          {item(t("end_conversation"), end)}
          {item(t(muted ? "sound_on" : "sound_off"), toggleSound)}
        </div>
      )}
    </div>
  );
}
