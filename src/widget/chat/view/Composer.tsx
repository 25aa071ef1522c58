import { h } from "../dom/h";
import { t } from "../text/texts";
import { Icon } from "./icons";

interface Props {
  limit: number;
  /** Why nothing can be written, in words; empty when it can. */
  closed: string;
  send(content: string): void;
  typing(on: boolean): void;
  changed(): void;
}

const tallest = 132;
let text = "";

export function Composer({ limit, closed, send, typing, changed }: Props) {
  const left = limit - text.length;
  const ready = !!text.trim() && left >= 0 && !closed;

  const write = (field: HTMLTextAreaElement) => {
    text = field.value;
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, tallest)}px`;
    typing(!!text.trim());
    changed();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (!ready) return;
    const field = document.querySelector("textarea")!;
    send(text.trim());
    field.value = "";
    write(field);
    field.focus();
  };
  const key = (event: KeyboardEvent) => {
    // While an input method composes a word, Enter belongs to it.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
  };
  const note = closed || (left < 0 ? t("too_long", { count: -left }) : left <= limit / 10 ? t("left", { count: left }) : "");
  return (
    <form class="composer" onSubmit={submit}>
      <div class="field">
        <textarea id="write" rows="1" dir={text && "auto"} placeholder={t("write")} aria-label={t("message")} aria-describedby="note" enterkeyhint="send"
          disabled={!!closed} onInput={(event: any) => write(event.target)} onKeyDown={key} onBlur={() => typing(false)} />
        <button class="go" aria-label={t("send")} disabled={!ready}><Icon name="send" /></button>
      </div>
      <div id="note" class={left < 0 ? "note bad" : "note"} role="status">{note}</div>
    </form>
  );
}
