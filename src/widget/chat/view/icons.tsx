/** Lucide outlines, 24 × 24, drawn in the colour of the text. */
const outlines = {
  close: "M18 6 6 18M6 6l12 12",
  more: "M12 5h.01M12 12h.01M12 19h.01",
  send: "m5 12 7-7 7 7M12 19V5",
  spark: "M11.02 2.81a1 1 0 0 1 1.96 0l1.06 5.56a2 2 0 0 0 1.59 1.6l5.56 1.05a1 1 0 0 1 0 1.96l-5.56 1.06a2 2 0 0 0-1.6 1.59l-1.05 5.56a1 1 0 0 1-1.96 0l-1.06-5.56a2 2 0 0 0-1.59-1.6l-5.56-1.05a1 1 0 0 1 0-1.96l5.56-1.06a2 2 0 0 0 1.6-1.59z",
  person: "M3 11h3a2 2 0 0 1 2 2v3a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-5Zm0 0a9 9 0 1 1 18 0m0 0v5a2 2 0 0 1-2 2h-1a2 2 0 0 1-2-2v-3a2 2 0 0 1 2-2h3Zm0 5v2a4 4 0 0 1-4 4h-5",
  next: "m9 18 6-6-6-6",
  back: "m15 18-6-6 6-6",
  down: "M12 5v14m7-7-7 7-7-7",
  out: "M15 3h6v6M10 14 21 3M18 13v6a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h6",
  star: "M11.53 2.3a.53.53 0 0 1 .95 0l2.3 4.67a2.1 2.1 0 0 0 1.6 1.16l5.17.76a.53.53 0 0 1 .3.9l-3.74 3.64a2.1 2.1 0 0 0-.61 1.88l.88 5.14a.53.53 0 0 1-.77.56l-4.62-2.43a2.1 2.1 0 0 0-1.97 0L6.4 21.01a.53.53 0 0 1-.77-.56l.88-5.14a2.1 2.1 0 0 0-.61-1.88L2.16 9.8a.53.53 0 0 1 .3-.91l5.16-.76a2.1 2.1 0 0 0 1.6-1.16z",
};

export function Icon({ name, size = 20 }: { name: keyof typeof outlines; size?: number }) {
  return (
    <svg class={`icon ${name}`} width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d={outlines[name]} />
    </svg>
  );
}
