import type { Chat } from "../chat";
import type { ConversationEvent, Message } from "../delivery/contract";
import { isFinished } from "../delivery/thread";
import { h } from "../dom/h";
import { t } from "../text/texts";
import { timeline, type Row } from "../timeline";
import { Avatar } from "./Avatar";
import { Bubble } from "./Bubble";
import { EventLine } from "./EventLine";
import { Icon } from "./icons";
import { late } from "./late";
import { Pending } from "./Pending";
import { follow, toEnd } from "./scroll";

export function Conversation({ chat }: { chat: Chat }) {
  const { state, config, showing } = chat;
  const { thread, outbox } = state;
  const { messages, typing, agent } = thread;
  const newest = messages[messages.length - 1];
  const resolved = thread.events.filter(({ kind }) => kind === "resolved").pop() as ConversationEvent | undefined;
  const loading = !!state.session && !state.loaded;
  const byBot = typing?.type === "bot";

  const delivered = (message: Message) =>
    message === newest && message.sender.type === "customer" && !outbox.length ? t(thread.seen_seq >= message.seq ? "seen" : "sent") : "";
  const offersPerson = (message: Message) => message === newest && message.offer_person && thread.ai && !agent && !isFinished(thread);
  const show = (row: Row) => {
    switch (row.kind) {
      case "event": return <EventLine key={row.key} event={row.event} />;
      case "unread": return <div key={row.key} class="unread"><span>{t("new_messages")}</span></div>;
      case "waiting": return <Pending key={row.key} message={row.message} chat={chat} />;
      default: return (
        <Bubble key={row.key} row={row} config={config} openSource={(source) => chat.reveal({ source })}
          state={delivered(row.message)} askPerson={offersPerson(row.message) ? chat.askPerson : undefined} />
      );
    }
  };
  return (
    <main class="conversation">
      <div class="scroller" tabindex="0" role="region" aria-label={t("messages")} mounted={(box: HTMLElement) => follow(box, (away) => chat.reveal({ away }))}>
        <div class="content">
          {thread.has_more && <button class="earlier" disabled={state.loadingOlder} onClick={chat.older}>{t(state.loadingOlder ? "loading" : "earlier")}</button>}
          <div role="log" aria-live="polite" aria-label={t("messages")} aria-busy={`${!!thread.streaming || state.loadingOlder || loading}`}>
            {timeline(state, chat.unreadAfter).map(show)}
          </div>
          {typing && !thread.streaming && (
            <div class="row theirs last" key="typing">
              <Avatar name={typing.name ?? config.name} url={byBot ? config.avatar_url : agent?.avatar_url} bot={byBot} />
              <div class="bubble dots" role="status"><i /><i /><i /><span class="hidden">{t("typing", { name: typing.name ?? config.name })}</span></div>
            </div>
          )}
          {thread.status === "resolved" && late.Rating?.({ chat, question: resolved?.data.survey?.question })}
          {loading && <div class="loading" role="status">{t("loading")}</div>}
        </div>
      </div>
      {showing.away && <button class="to-end" aria-label={t("new_messages")} onClick={() => toEnd(document.querySelector(".scroller")!)}><Icon name="down" size={16} /></button>}
    </main>
  );
}
