import { useState } from "preact/hooks";
import { t } from "../text/texts";
import { Icon } from "./icons";

interface Props {
  question?: string;
  given: number | null;
  rate(score: number, comment: string): Promise<unknown>;
}

const scores = [1, 2, 3, 4, 5];

/** One to five after a conversation was resolved; stays as a thank-you. */
export default function Rating({ question, given, rate }: Props) {
  const [score, setScore] = useState(0);
  const [comment, setComment] = useState("");
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  if (given) {
    return (
      <div class="rating">
        <Stars score={given} />
        <strong>{t("thanks")}</strong>
        <span class="hidden">{t("rated", { count: given })}</span>
      </div>
    );
  }
  const submit = (event: Event) => {
    event.preventDefault();
    setBusy(true);
    rate(score, comment.trim()).catch(() => setProblem(t("failed"))).then(() => setBusy(false));
  };
  return (
    <form class="rating" onSubmit={submit}>
      <fieldset>
        <legend>{question || t("rate")}</legend>
        <div class="scale">
          {scores.map((value) => (
            <label class={value <= score ? "on" : ""}>
              <input type="radio" name="score" checked={value === score} onChange={() => setScore(value)} />
              <Icon name="star" size={28} />
              <span class="hidden">{t("rating", { count: value })}</span>
            </label>
          ))}
        </div>
        <div class="ends" aria-hidden="true"><span>{t("rating_low")}</span><span>{t("rating_high")}</span></div>
      </fieldset>
      {score > 0 && (
        <>
          <textarea rows={2} maxLength={1000} dir="auto" aria-label={t("comment")} placeholder={t("comment")} value={comment}
            onInput={(event) => setComment(event.currentTarget.value)} />
          <button class="button" disabled={busy}>{t("send_rating")}</button>
        </>
      )}
      {problem && <p class="state bad" role="alert">{problem}</p>}
    </form>
  );
}

function Stars({ score }: { score: number }) {
  return <div class="scale" aria-hidden="true">{scores.map((value) => <span class={value <= score ? "on" : ""}><Icon name="star" size={20} /></span>)}</div>;
}
