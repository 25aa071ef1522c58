import { h } from "../dom/h";
import type { ConversationEvent } from "../delivery/contract";
import { t } from "../text/texts";
import { Avatar } from "./Avatar";

export function EventLine({ event: { kind, data } }: { event: ConversationEvent }) {
  const name = data.agent?.name ?? t("person");
  if (kind === "agent_joined") {
    return (
      <div class="arrival">
        <Avatar name={name} url={data.agent?.avatar_url} />
        <strong>{t("joined", { name })}</strong>
        {data.agent?.title && <span>{data.agent.title}</span>}
      </div>
    );
  }
  return <div class="event" dir="auto">{wordsFor(kind, name, data)}</div>;
}

function wordsFor(kind: string, name: string, { message, estimated_wait_time }: ConversationEvent["data"]): string {
  switch (kind) {
    case "agent_left": return message || t("left_chat", { name });
    case "returned_to_ai": return t("ai_back");
    case "resolved": return t("resolved");
    case "abandoned": return t("abandoned");
    case "reopened": return t("reopened");
    default: {
      const wait = estimated_wait_time ? ` ${t("wait_minutes", { count: Math.ceil(estimated_wait_time / 60) })}` : "";
      return (message || t("escalated")) + wait;
    }
  }
}
