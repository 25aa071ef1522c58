import type { Waiting } from "../delivery/outbox";
import { t } from "../text/texts";

/** A message on its way: painted at once, with the server's word under it if it was not taken. */
export function Pending({ message, retry, discard }: { message: Waiting; retry(): void; discard(): void }) {
  const refused = message.state === "refused";
  const late = message.attempts > 2;
  return (
    <div class="row mine last">
      <div class="said">
        <span class="hidden">{t("you")}: </span>
        <div class={refused ? "bubble refused" : "bubble"} dir="auto"><p>{message.content}</p></div>
        <div class={refused || late ? "state bad" : "state"}>
          {refused ? message.reason || t("refused") : late ? t("not_sent") : t("sending")}
          {(refused || late) && <button onClick={retry}>{t("retry")}</button>}
          {refused && <button onClick={discard}>{t("discard")}</button>}
        </div>
      </div>
    </div>
  );
}
