import type { Chat } from "../chat";
import { isFinished } from "../delivery/thread";
import { h } from "../dom/h";
import { t } from "../text/texts";

export function Menu({ chat }: { chat: Chat }) {
  const { state, muted } = chat;
  const item = (label: string, act: () => void) => <button onClick={() => { chat.reveal({}); act(); }}>{label}</button>;
  return (
    <div class="items" mounted={(items: HTMLElement) => dismissable(items, () => chat.reveal({}))}>
      {item(t("new_conversation"), chat.startNew)}
      {state.loaded && !isFinished(state.thread) && item(t("end_conversation"), chat.end)}
      {item(t(muted ? "sound_on" : "sound_off"), chat.toggleSound)}
    </div>
  );
}

/** Closes on Escape and as soon as the visitor does something elsewhere. */
function dismissable(items: HTMLElement, close: () => void): () => void {
  const menu = items.parentElement!;
  const outside = (event: Event) => menu.contains(event.target as Element) || close();
  const escape = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
    menu.querySelector("button")!.focus();
  };
  menu.addEventListener("keydown", escape);
  addEventListener("pointerdown", outside);
  addEventListener("focusin", outside);
  items.querySelector("button")!.focus();
  return () => {
    menu.removeEventListener("keydown", escape);
    removeEventListener("pointerdown", outside);
    removeEventListener("focusin", outside);
  };
}
