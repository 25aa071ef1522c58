import type { Message, Source } from "../delivery/contract";
import { t } from "../text/texts";
import { Avatar } from "./Avatar";
import { Icon } from "./icons";
import { Markdown } from "./Markdown";
import { clock } from "./clock";

interface Props {
  message: Message;
  first: boolean;
  last: boolean;
  botName: string;
  botAvatar: string | null;
  /** Below the visitor's newest message. */
  state?: string;
  askPerson?: () => void;
  openSource(source: Source): void;
}

export function Bubble({ message, first, last, botName, botAvatar, state, askPerson, openSource }: Props) {
  const { sender, sources } = message;
  const mine = sender.type === "customer";
  const bot = sender.type === "bot";
  const name = mine ? t("you") : sender.name || botName;
  return (
    <div class={`row ${mine ? "mine" : "theirs"}${last ? " last" : ""}`}>
      {!mine && last && <Avatar name={name} url={sender.avatar_url ?? (bot ? botAvatar : null)} bot={bot} />}
      <div class="said">
        {first && !mine && (
          <div class="who">
            {name}
            {bot ? <span class="mark"><Icon name="spark" size={10} />{t("ai")}</span> : <span class="mark person">{sender.title || t("person")}</span>}
          </div>
        )}
        {(mine || !first) && <span class="hidden">{name}: </span>}
        <div class="bubble" tabIndex={-1} dir="auto">
          {message.deleted_at ? <em class="gone">{t("deleted")}</em>
            : mine ? <p>{message.content}</p>
            : <Markdown text={message.content} sources={sources ?? []} openSource={openSource} />}
        </div>
        {!message.deleted_at && !!sources?.length && <Sources sources={sources} open={openSource} />}
        {askPerson && <button class="offer" onClick={askPerson}><Icon name="person" size={16} />{t("talk_to_person")}</button>}
        <div class="time">
          {message.created_at && <time dateTime={message.created_at}>{clock(message.created_at)}</time>}
          {message.edited_at && !message.deleted_at && <span> · {t("edited")}</span>}
        </div>
        {state && <div class="state">{state}</div>}
      </div>
    </div>
  );
}

function Sources({ sources, open }: { sources: Source[]; open(source: Source): void }) {
  return (
    <ul class="sources" aria-label={t("sources")}>
      {sources.map((source) => (
        <li>
          <button aria-label={t("source", { n: source.n, title: source.title })} onClick={() => open(source)}>
            <b>{source.n}</b><span>{source.title}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
