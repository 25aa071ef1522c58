import type { Source } from "../delivery/contract";
import { h } from "../dom/h";
import { safeAddress } from "../markdown/parse";
import { t } from "../text/texts";
import { Drawing, Icon } from "./icons";

/** The exact passage an answer rests on. */
export function SourceSheet({ source, close }: { source: Source; close(): void }) {
  const address = source.url && safeAddress(source.url);
  return (
    <div class="veil" onClick={(event: MouseEvent) => event.target === event.currentTarget && close()}>
      <div class="sheet" role="dialog" aria-modal="true" aria-labelledby="source-title" mounted={(sheet: HTMLElement) => holdFocus(sheet, close)}>
        <div class="sheet-head">
          <b class="number">{source.n}</b>
          <h2 id="source-title" dir="auto">{source.title}</h2>
          <button class="round" aria-label={t("back")} onClick={close}><Icon name="close" /></button>
        </div>
        <blockquote dir="auto" tabindex="0">{source.snippet}</blockquote>
        {address && <a class="button" href={address} target="_blank" rel="noopener noreferrer">{t("open_source")}<Drawing name="out" size={16} outline="M15 3h6v6M10 14 21 3M18 13v6a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h6" /></a>}
      </div>
    </div>
  );
}

/** Focus stays inside while the sheet is open and returns to where it came from. */
function holdFocus(sheet: HTMLElement, close: () => void): () => void {
  const opener = document.activeElement as HTMLElement | null;
  const stops = () => Array.from(sheet.querySelectorAll<HTMLElement>("button, a, [tabindex]"));
  sheet.onkeydown = (event) => {
    const [first, ...rest] = stops();
    const last = rest[rest.length - 1]!;
    if (event.key === "Escape") {
      event.stopPropagation();
      close();
    } else if (event.key === "Tab" && document.activeElement === (event.shiftKey ? first : last)) {
      event.preventDefault();
      (event.shiftKey ? last : first!).focus();
    }
  };
  stops()[0]!.focus();
  return () => opener?.focus();
}
