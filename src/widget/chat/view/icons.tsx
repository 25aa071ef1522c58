import { h } from "../dom/h";

/** Lucide outlines, 24 × 24, drawn in the colour of the text. */
const outlines = {
  close: "M18 6 6 18M6 6l12 12",
  more: "M12 5h.01M12 12h.01M12 19h.01",
  send: "m5 12 7-7 7 7M12 19V5",
  spark: "M11 3a1 1 0 0 1 2 0l1 5.4a2 2 0 0 0 1.6 1.6l5.4 1a1 1 0 0 1 0 2l-5.4 1a2 2 0 0 0-1.6 1.6l-1 5.4a1 1 0 0 1-2 0l-1-5.4a2 2 0 0 0-1.6-1.6l-5.4-1a1 1 0 0 1 0-2l5.4-1a2 2 0 0 0 1.6-1.6z",
  person: "M3 11h3a2 2 0 0 1 2 2v3a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-5Zm0 0a9 9 0 1 1 18 0m0 0v5a2 2 0 0 1-2 2h-1a2 2 0 0 1-2-2v-3a2 2 0 0 1 2-2h3Zm0 5v2a4 4 0 0 1-4 4h-5",
  next: "m9 18 6-6-6-6",
  down: "M12 5v14m7-7-7 7-7-7",
};

export function Icon({ name, size }: { name: keyof typeof outlines; size?: number }) {
  return <Drawing name={name} size={size} outline={outlines[name]} />;
}

export function Drawing({ name, outline, size = 20 }: { name: string; outline: string; size?: number }) {
  return (
    <svg class={`icon ${name}`} width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d={outline} />
    </svg>
  );
}
