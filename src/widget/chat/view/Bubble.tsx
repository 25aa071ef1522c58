import type { Config } from "../config";
import type { Source } from "../delivery/contract";
import { h } from "../dom/h";
import { t } from "../text/texts";
import type { Row } from "../timeline";
import { Avatar } from "./Avatar";
import { clock } from "./clock";
import { Icon } from "./icons";
import { Markdown } from "./Markdown";

interface Props {
  row: Extract<Row, { kind: "message" }>;
  config: Config;
  /** Below the visitor's newest message. */
  state: string;
  askPerson?: () => void;
  openSource(source: Source): void;
}

export function Bubble({ row: { message, first, last }, config, state, askPerson, openSource }: Props) {
  const { sender, content, created_at, deleted_at, edited_at } = message;
  const sources = message.sources ?? [];
  const mine = sender.type === "customer";
  const bot = sender.type === "bot";
  const name = mine ? t("you") : sender.name || config.name;
  const named = first && !mine;
  return (
    <div class={`row ${mine ? "mine" : "theirs"}${last ? " last" : ""}`}>
      {named && <Avatar name={name} url={sender.avatar_url ?? (bot ? config.avatar_url : null)} bot={bot} />}
      <div class="said">
        {named ? (
          <div class="who">
            {name}
            {bot ? <span class="mark">{t("ai")}</span> : <span class="mark person">{sender.title || t("person")}</span>}
          </div>
        ) : <span class="hidden">{name}: </span>}
        <div class="bubble" tabindex="-1" dir="auto">
          {deleted_at ? <em>{t("deleted")}</em>
            : mine ? <p>{content}</p>
            : <Markdown text={content} sources={sources} openSource={openSource} />}
        </div>
        {sources.length > 0 && (
          <ul class="sources" aria-label={t("sources")}>
            {sources.map((source) => (
              <li>
                <button aria-label={t("source", source)} onClick={() => openSource(source)}><b>{source.n}</b><span dir="auto">{source.title}</span></button>
              </li>
            ))}
          </ul>
        )}
        {askPerson && <button class="offer" onClick={askPerson}><Icon name="person" size={16} />{t("talk_to_person")}</button>}
        {created_at && <time class="time" datetime={created_at}>{clock(created_at)}{edited_at && !deleted_at && ` · ${t("edited")}`}</time>}
        {state && <div class="state">{state}</div>}
      </div>
    </div>
  );
}
