import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../text/texts";
import { Icon } from "./icons";

interface Props {
  limit: number;
  /** Why nothing can be written, in words; empty when it can. */
  closed: string;
  send(content: string): void;
  typing(on: boolean): void;
}

const tallest = 132;

export function Composer({ limit, closed, send, typing }: Props) {
  const [text, setText] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  const left = limit - text.length;
  const ready = !!text.trim() && left >= 0 && !closed;

  useLayoutEffect(() => {
    const style = field.current!.style;
    style.height = "auto";
    style.height = `${Math.min(field.current!.scrollHeight, tallest)}px`;
  }, [text]);

  const submit = (event: Event) => {
    event.preventDefault();
    if (!ready) return;
    send(text.trim());
    setText("");
    field.current!.focus();
  };
  const key = (event: KeyboardEvent) => {
    // While an input method composes a word, Enter belongs to it.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
  };
  const write = (value: string) => {
    setText(value);
    typing(!!value.trim());
  };
  const note = closed || (left < 0 ? t("too_long", { count: -left }) : left <= limit / 10 ? t("left", { count: left }) : "");
  return (
    <form class="composer" onSubmit={submit}>
      <div class="field">
        <textarea ref={field} id="write" rows={1} dir="auto" placeholder={t("write")} aria-label={t("message")} aria-describedby="note"
          value={text} disabled={!!closed} enterkeyhint="send"
          onInput={(event) => write(event.currentTarget.value)} onKeyDown={key} onBlur={() => typing(false)} />
        <button class="send" aria-label={t("send")} disabled={!ready}><Icon name="send" /></button>
      </div>
      <div id="note" class={left < 0 ? "note bad" : "note"} role="status">{note}</div>
    </form>
  );
}
