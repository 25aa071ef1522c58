import { useEffect, useRef } from "preact/hooks";
import type { Source } from "../delivery/contract";
import { safeAddress } from "../markdown/parse";
import { t } from "../text/texts";
import { Icon } from "./icons";

/** The exact passage an answer rests on. */
export default function SourceSheet({ source, close }: { source: Source; close(): void }) {
  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const opener = document.activeElement as HTMLElement | null;
    sheet.current!.querySelector("button")!.focus();
    return () => opener?.focus();
  }, []);
  const key = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      close();
    }
    if (event.key === "Tab") keepInside(sheet.current!, event);
  };
  const address = source.url && safeAddress(source.url);
  return (
    <div class="veil" onClick={(event) => event.target === event.currentTarget && close()}>
      <div class="sheet" ref={sheet} role="dialog" aria-modal="true" aria-labelledby="source-title" onKeyDown={key}>
        <div class="sheet-head">
          <b class="number">{source.n}</b>
          <h2 id="source-title" dir="auto">{source.title}</h2>
          <button class="round" aria-label={t("back")} onClick={close}><Icon name="close" /></button>
        </div>
        <blockquote dir="auto" tabIndex={0}>{source.snippet}</blockquote>
        {address && <a class="button" href={address} target="_blank" rel="noopener noreferrer">{t("open_source")}<Icon name="out" size={16} /></a>}
      </div>
    </div>
  );
}

function keepInside(sheet: HTMLElement, event: KeyboardEvent): void {
  const stops = sheet.querySelectorAll<HTMLElement>("button, a, [tabindex]");
  const first = stops[0]!;
  const last = stops[stops.length - 1]!;
  if (document.activeElement !== (event.shiftKey ? first : last)) return;
  event.preventDefault();
  (event.shiftKey ? last : first).focus();
}
