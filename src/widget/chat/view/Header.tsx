import type { Chat } from "../chat";
import { h, type Child } from "../dom/h";
import { t } from "../text/texts";
import { Avatar } from "./Avatar";
import { Icon } from "./icons";
import { late } from "./late";

export function Header({ chat, tall, children }: { chat: Chat; tall: boolean; children?: Child }) {
  const { config, state: { thread: { agent } }, showing } = chat;
  const { name, logo_url, avatar_url, ai, reply_time } = config;
  const title = agent?.name ?? name;
  return (
    <header class={tall ? "tall" : ""}>
      <div class="bar">
        {tall && logo_url ? <img class="logo" src={logo_url} alt={name} />
          : [
            <Avatar name={title} url={agent ? agent.avatar_url : avatar_url} bot={!agent && ai} />,
            <div class="title">
              <h1>{title}{!agent && ai && <span class="mark" title={t("ai_assistant")}>{t("ai")}</span>}</h1>
              <p>{agent ? agent.title || t("person") : reply_time}</p>
            </div>,
          ]}
        <span class="space" />
        {!tall && (
          <div class="menu">
            <button class="round" aria-label={t("menu")} aria-expanded={`${!!showing.menu}`} onClick={() => chat.reveal({ menu: !showing.menu })}><Icon name="more" /></button>
            {showing.menu && late.Menu?.({ chat })}
          </div>
        )}
        <button class="round" aria-label={t("close")} onClick={chat.close}><Icon name="close" /></button>
      </div>
      {children}
    </header>
  );
}
