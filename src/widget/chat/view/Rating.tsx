import type { Chat } from "../chat";
import { h } from "../dom/h";
import { t } from "../text/texts";
import { Drawing } from "./icons";

const scores = [1, 2, 3, 4, 5];
const likely = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const star = "M11.53 2.3a.53.53 0 0 1 .95 0l2.3 4.67a2.1 2.1 0 0 0 1.6 1.16l5.17.76a.53.53 0 0 1 .3.9l-3.74 3.64a2.1 2.1 0 0 0-.61 1.88l.88 5.14a.53.53 0 0 1-.77.56l-4.62-2.43a2.1 2.1 0 0 0-1.97 0L6.4 21.01a.53.53 0 0 1-.77-.56l.88-5.14a2.1 2.1 0 0 0-.61-1.88L2.16 9.8a.53.53 0 0 1 .3-.91l5.16-.76a2.1 2.1 0 0 0 1.6-1.16z";

let score = 0;
let problem = "";
let busy = false;
let recommended = false;

/** One to five after a conversation was resolved; stays as a thank-you. */
export function Rating({ chat, question }: { chat: Chat; question?: string }) {
  const given = chat.state.thread.rating;
  if (given) return <Thanks given={given} chat={chat} />;
  const choose = (value: number) => {
    score = value;
    chat.render();
  };
  const submit = (event: any) => {
    event.preventDefault();
    busy = true;
    problem = "";
    chat.render();
    chat.rate(score, event.target.comment.value.trim()).catch(() => (problem = t("failed"))).then(() => {
      busy = false;
      chat.render();
    });
  };
  return (
    <form class="rating" key="rate" onSubmit={submit} mounted={() => choose(0)}>
      <fieldset>
        <legend dir="auto">{question || t("rate")}</legend>
        <div class="scale">
          {scores.map((value) => (
            <label class={value <= score ? "on" : ""}>
              <input type="radio" name="score" checked={value === score} onChange={() => choose(value)} />
              <Star size={28} />
              <span class="hidden">{t("rating", { count: value })}</span>
            </label>
          ))}
        </div>
        <div class="ends" aria-hidden="true"><span>{t("rating_low")}</span><span>{t("rating_high")}</span></div>
      </fieldset>
      {score > 0 && [
        <textarea name="comment" rows="2" maxlength="1000" dir="auto" aria-label={t("comment")} placeholder={t("comment")} />,
        <button class="button" disabled={busy}>{t("send_rating")}</button>,
      ]}
      {problem && <p class="state bad" role="alert">{problem}</p>}
    </form>
  );
}

/** One more question where the owner asks it; gone as soon as it is answered. */
function Recommend({ chat }: { chat: Chat }) {
  const choose = (value: number) => {
    recommended = true;
    problem = "";
    chat.client.call("nps", { score: value }).catch(() => {
      recommended = false;
      problem = t("failed");
    }).then(chat.render);
    chat.render();
  };
  return (
    <fieldset class="recommend">
      <legend dir="auto">{chat.config.nps}</legend>
      <div class="numbers">{likely.map((value) => <button type="button" onClick={() => choose(value)}>{value}</button>)}</div>
      {problem && <p class="state bad" role="alert">{problem}</p>}
    </fieldset>
  );
}

function Thanks({ given, chat }: { given: number; chat: Chat }) {
  return (
    <div class="rating" key="thanks" role="status">
      <div class="scale" aria-hidden="true">{scores.map((value) => <span class={value <= given ? "on" : ""}><Star size={20} /></span>)}</div>
      <strong>{t("thanks")}</strong>
      <span class="hidden">{t("rated", { count: given })}</span>
      {chat.config.nps && !recommended && <Recommend chat={chat} />}
    </div>
  );
}

function Star({ size }: { size: number }) {
  return <Drawing name="star" size={size} outline={star} />;
}
