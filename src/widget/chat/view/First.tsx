import { h } from "../dom/h";
import type { Config } from "../config";
import { t } from "../text/texts";
import { Avatar } from "./Avatar";
import { Icon } from "./icons";

/** Inside the tall header: who is there, and a welcome. */
export function Welcome({ config }: { config: Config }) {
  return (
    <div class="welcome">
      {config.online.length > 0 && (
        <div class="online" aria-hidden="true">
          {config.online.slice(0, 4).map(({ name, avatar_url }) => <Avatar name={name} url={avatar_url} />)}
        </div>
      )}
      <p class="greeting" dir="auto">{config.greeting || t("greeting")}</p>
    </div>
  );
}

export function First({ config, ask, askPerson }: { config: Config; ask(question: string): void; askPerson(): void }) {
  return (
    <main class="first">
      {config.starter_questions.length > 0 && (
        <ul class="questions" aria-label={t("questions")}>
          {config.starter_questions.map((question) => (
            <li><button dir="auto" onClick={() => ask(question)}><span>{question}</span><Icon name="next" size={16} /></button></li>
          ))}
        </ul>
      )}
      <button class="person-button" onClick={askPerson}>
        <Icon name="person" size={20} />
        <span><strong>{t("talk_to_person")}</strong>{config.reply_time}</span>
        <Icon name="next" size={16} />
      </button>
    </main>
  );
}
