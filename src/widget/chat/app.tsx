import { useEffect, useState } from "preact/hooks";
import type { Config } from "./config";
import type { Source } from "./delivery/contract";
import type { Chat } from "./chat";
import { isFinished } from "./delivery/thread";
import { t } from "./text/texts";
import { Banner } from "./view/Banner";
import { Composer } from "./view/Composer";
import { Conversation } from "./view/Conversation";
import { First, Welcome } from "./view/First";
import { Header } from "./view/Header";
import { lazy } from "./view/lazy";

const SourceSheet = lazy(() => import("./view/SourceSheet"));

export function App({ config, chat }: { config: Config; chat: Chat }) {
  const [, render] = useState(0);
  const [source, openSource] = useState<Source | null>(null);
  useEffect(() => chat.watch(() => render((n) => n + 1)), []);
  const { state } = chat;
  const { thread } = state;
  const talking = !!state.session || state.outbox.length > 0;
  const close = () => chat.close();
  useEffect(() => {
    // Menu and sheet keep their own Escape to themselves.
    const escape = (event: KeyboardEvent) => event.key === "Escape" && close();
    document.addEventListener("keydown", escape);
    return () => document.removeEventListener("keydown", escape);
  }, []);
  return (
    <div class="chat">
      <Header config={config} agent={thread.agent} tall={!talking} muted={chat.muted} toggleSound={chat.toggleSound} close={close}
        startNew={talking ? chat.startNew : undefined} end={talking && state.loaded && !isFinished(thread) ? chat.end : undefined}>
        {!talking && <Welcome config={config} />}
      </Header>
      <Banner state={state} />
      {talking
        ? <Conversation config={config} state={state} unreadAfter={chat.unreadAfter} older={chat.older} retry={chat.retry} discard={chat.discard}
            askPerson={chat.askPerson} rate={chat.rate} openSource={openSource} />
        : <First config={config} ask={chat.send} askPerson={chat.askPerson} />}
      <Composer limit={config.message_length} closed={closedReason(chat)} send={chat.send} typing={chat.typing} />
      <Notice chat={chat} />
      {source && <SourceSheet source={source} close={() => openSource(null)} />}
    </div>
  );
}

function closedReason({ state: { link, notice } }: Chat): string {
  if (link !== "refused") return "";
  return notice?.code === "origin_not_allowed" ? t("not_allowed") : t("inactive");
}

function Notice({ chat }: { chat: Chat }) {
  const { notice, link } = chat.state;
  const words = chat.problem || (notice && link !== "refused" ? t("rate_limited", { count: Math.ceil(notice.retry_after ?? 5) }) : "");
  return <div class={words ? "notice on" : "notice"} role="alert">{words}</div>;
}
