import { h } from "../dom/h";
import { Icon } from "./icons";

/** A photo, else the initials; the assistant has its spark. */
export function Avatar({ name, url, bot }: { name: string; url?: string | null; bot?: boolean }) {
  return (
    <span class={bot && !url ? "avatar bot" : "avatar"} aria-hidden="true">
      {url ? <img src={url} alt="" /> : bot ? <Icon name="spark" size={16} /> : initials(name)}
    </span>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return [words[0], words.length > 1 ? words[words.length - 1] : ""].map((word) => [...(word ?? "")][0] ?? "").join("").toUpperCase();
}
