import type { Chat } from "./chat";
import { h } from "./dom/h";
import { t } from "./text/texts";
import { Composer } from "./view/Composer";
import { Conversation } from "./view/Conversation";
import { First, Welcome } from "./view/First";
import { Header } from "./view/Header";
import { late } from "./view/late";
import { toEnd } from "./view/scroll";

export function App({ chat }: { chat: Chat }) {
  const { state, config, showing } = chat;
  const { session, outbox, link, notice, online } = state;
  const talking = !!session || outbox.length > 0;
  const banner = chat.cutOff && t(online ? "reconnecting" : "offline");
  const refused = link === "refused";
  const closed = refused && t(notice?.code === "origin_not_allowed" ? "not_allowed" : "inactive");
  const send = (content: string) => {
    chat.send(content);
    const box = document.querySelector(".scroller");
    if (box) toEnd(box);
  };
  const words = chat.problem || (notice && !refused && t("rate_limited", { count: Math.ceil(notice.retry_after ?? 5) }));
  return (
    <div class="chat">
      <Header chat={chat} tall={!talking}>{!talking && <Welcome config={config} />}</Header>
      <div class={banner ? "banner on" : "banner"} role="status">{banner}</div>
      {talking ? <Conversation chat={chat} /> : <First config={config} ask={chat.send} askPerson={chat.askPerson} />}
      <Composer limit={config.message_length} closed={closed || ""} send={send} typing={chat.typing} changed={chat.render} />
      <div class={words ? "notice on" : "notice"} role="alert">{words}</div>
      {showing.source && late.SourceSheet?.({ source: showing.source, close: () => chat.reveal({}) })}
    </div>
  );
}
