import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Config } from "../config";
import type { Source } from "../delivery/contract";
import type { Delivery } from "../delivery/machine";
import { isFinished } from "../delivery/thread";
import { t } from "../text/texts";
import { timeline, type Row } from "../timeline";
import { Avatar } from "./Avatar";
import { Bubble } from "./Bubble";
import { EventLine } from "./EventLine";
import { Icon } from "./icons";
import { lazy } from "./lazy";
import { Pending } from "./Pending";

const Rating = lazy(() => import("./Rating"));

interface Props {
  config: Config;
  state: Delivery;
  unreadAfter: number | null;
  older(): void;
  retry(id: string): void;
  discard(id: string): void;
  askPerson(): void;
  rate(score: number, comment: string): Promise<unknown>;
  openSource(source: Source): void;
}

const nearEnd = 80;

export function Conversation({ config, state, unreadAfter, older, openSource, ...act }: Props) {
  const { thread, outbox } = state;
  const rows = timeline(state, unreadAfter);
  const { scroller, content, away, toEnd } = useScroll(thread.messages[0]?.seq ?? 0, outbox.length, state.loaded);
  const newestMine = [...thread.messages].reverse().find(({ sender }) => sender.type === "customer");
  const newest = thread.messages[thread.messages.length - 1];
  const survey = [...thread.events].reverse().find(({ kind }) => kind === "resolved")?.data.survey;
  const waitsForPerson = !thread.ai || !!thread.agent || thread.status === "escalated";
  const bot = { botName: config.name, botAvatar: config.avatar_url };

  const show = (row: Row) => {
    switch (row.kind) {
      case "event": return <EventLine key={row.key} event={row.event} />;
      case "unread": return <div key={row.key} class="unread"><span>{t("new_messages")}</span></div>;
      case "waiting":
        return <Pending key={row.key} message={row.message} retry={() => act.retry(row.key)} discard={() => act.discard(row.key)} />;
      default: {
        const { message } = row;
        const tail = message === newestMine && !outbox.length ? t(thread.seen_seq >= message.seq ? "seen" : "sent") : "";
        const offers = message.offer_person && message === newest && !waitsForPerson && !isFinished(thread);
        return (
          <Bubble key={row.key} message={message} first={row.first} last={row.last} {...bot} openSource={openSource}
            state={newest === message ? tail : ""} askPerson={offers ? act.askPerson : undefined} />
        );
      }
    }
  };
  const typing = thread.typing && !thread.streaming;
  return (
    <main class="conversation">
      <div class="scroller" ref={scroller} tabIndex={0} aria-label={t("messages")}>
        <div ref={content} class="content">
          {thread.has_more && (
            <button class="earlier" disabled={state.loadingOlder} onClick={older}>{t(state.loadingOlder ? "loading" : "earlier")}</button>
          )}
          <div role="log" aria-live="polite" aria-label={t("messages")} aria-busy={!!thread.streaming || state.loadingOlder || (!!state.session && !state.loaded)}>
            {rows.map(show)}
          </div>
          {typing && <Typing name={thread.typing!.name ?? config.name} bot={thread.typing!.type === "bot"} avatar={thread.typing!.type === "bot" ? config.avatar_url : thread.agent?.avatar_url} />}
          {thread.status === "resolved" && <Rating question={survey?.question} given={thread.rating} rate={act.rate} />}
          {!!state.session && !state.loaded && <div class="loading" role="status">{t("loading")}</div>}
        </div>
      </div>
      {away && <button class="to-end" onClick={toEnd} aria-label={t("new_messages")}><Icon name="down" size={16} /></button>}
    </main>
  );
}

function Typing({ name, bot, avatar }: { name: string; bot: boolean; avatar?: string | null }) {
  return (
    <div class="row theirs last">
      <Avatar name={name} url={avatar} bot={bot} />
      <div class="bubble dots" role="status"><i /><i /><i /><span class="hidden">{t("typing", { name })}</span></div>
    </div>
  );
}

/** Stays at the end while the visitor is there, and in place when older messages come in above. */
function useScroll(firstSeq: number, waiting: number, loaded: boolean) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const pinned = useRef(true);
  const before = useRef({ firstSeq, height: 0 });
  const [away, setAway] = useState(false);
  const toEnd = () => {
    pinned.current = true;
    scroller.current!.scrollTop = scroller.current!.scrollHeight;
  };
  useLayoutEffect(() => {
    const box = scroller.current!;
    const grew = box.scrollHeight - before.current.height;
    if (before.current.firstSeq > firstSeq && firstSeq > 0 && !pinned.current) box.scrollTop += grew;
    before.current = { firstSeq, height: box.scrollHeight };
  });
  useLayoutEffect(toEnd, [waiting, loaded]);
  useEffect(() => {
    const box = scroller.current!;
    const follow = () => pinned.current && toEnd();
    const moved = () => {
      const end = box.scrollHeight - box.scrollTop - box.clientHeight < nearEnd;
      pinned.current = end;
      setAway(!end);
    };
    const sizes = new ResizeObserver(follow);
    sizes.observe(content.current!);
    sizes.observe(box);
    box.addEventListener("scroll", moved, { passive: true });
    return () => {
      sizes.disconnect();
      box.removeEventListener("scroll", moved);
    };
  }, []);
  return { scroller, content, away, toEnd };
}
