import type { Chat } from "../chat";
import type { Waiting } from "../delivery/outbox";
import { h } from "../dom/h";
import { t } from "../text/texts";

/** A message on its way: painted at once, with the server's word under it if it was not taken. */
export function Pending({ message: { id, content, state, attempts, reason }, chat }: { message: Waiting; chat: Chat }) {
  const refused = state === "refused";
  const late = refused || attempts > 2;
  return (
    <div class="row mine last">
      <div class="said">
        <span class="hidden">{t("you")}: </span>
        <div class={refused ? "bubble refused" : "bubble"} tabindex="-1" dir="auto"><p>{content}</p></div>
        <div class={late ? "state bad" : "state"}>
          {refused ? reason || t("refused") : t(late ? "not_sent" : "sending")}
          {late && <button onClick={() => chat.retry(id)}>{t("retry")}</button>}
          {refused && <button onClick={() => chat.discard(id)}>{t("discard")}</button>}
        </div>
      </div>
    </div>
  );
}
