/** The markdown that answers may use. There is no node for HTML or images, so neither can ever be shown. */
export type Inline =
  | string
  | { type: "strong" | "em"; children: Inline[] }
  | { type: "code"; text: string }
  | { type: "link"; href: string; children: Inline[] }
  | { type: "cite"; n: number };

export type Block =
  | { type: "p" | "heading"; children: Inline[] }
  | { type: "ul" | "ol"; start: string | null; items: Inline[][] }
  | { type: "pre"; text: string };

type Span = { node: Inline; end: number } | null;

const item = /^\s{0,6}(?:[-*+]|(\d{1,4})[.)])\s+(.*)$/;
const heading = /^#{1,6}\s+(.*)$/;
const fence = /^\s{0,3}```/;
const deepest = 4;

export function parse(text: string): Block[] {
  const blocks: Block[] = [];
  const lines = text.split(/\r\n?|\n/);
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    const listed = item.exec(line);
    const titled = heading.exec(line);
    if (fence.test(line)) {
      const code: string[] = [];
      while (++i < lines.length && !fence.test(lines[i]!)) code.push(lines[i]!);
      blocks.push({ type: "pre", text: code.join("\n") });
    } else if (listed) {
      addItem(blocks, listed[1] ?? null, inline(listed[2]!));
    } else if (titled) {
      blocks.push({ type: "heading", children: inline(titled[1]!) });
    } else if (line.trim()) {
      const paragraph = [line];
      while (/\S/.test(lines[i + 1] ?? "") && !starts(lines[i + 1]!)) paragraph.push(lines[++i]!);
      blocks.push({ type: "p", children: inline(paragraph.join("\n")) });
    }
  }
  return blocks;
}

function starts(line: string): boolean {
  return [fence, item, heading].some((pattern) => pattern.test(line));
}

function addItem(blocks: Block[], start: string | null, words: Inline[]): void {
  const type = start ? "ol" : "ul";
  const last = blocks[blocks.length - 1];
  if (last?.type === type) last.items.push(words);
  else blocks.push({ type, start, items: [words] });
}

export function inline(text: string, depth = 0): Inline[] {
  const out: Inline[] = [];
  let plain = "";
  for (let i = 0; i < text.length; ) {
    const found = depth < deepest ? spanAt(text, i, depth) : null;
    const node = found?.node ?? text[i]!;
    if (typeof node === "string") {
      plain += node;
    } else {
      if (plain) out.push(plain);
      plain = "";
      out.push(node);
    }
    i = found?.end ?? i + 1;
  }
  return plain ? [...out, plain] : out;
}

function spanAt(text: string, i: number, depth: number): Span {
  switch (text[i]) {
    case "\\":
      return /[\\`*_[\]()#+\-.!]/.test(text[i + 1] ?? "") ? { node: text[i + 1]!, end: i + 2 } : null;
    case "`": {
      const end = text.indexOf("`", i + 1);
      return end > i + 1 ? { node: { type: "code", text: text.slice(i + 1, end) }, end: end + 1 } : null;
    }
    case "*":
    case "_":
      return emphasisAt(text, i, depth);
    case "!":
      return text[i + 1] === "[" ? bracketAt(text, i + 1) : null;
    case "[":
      return bracketAt(text, i);
    case "h":
      return addressAt(text, i);
  }
  return null;
}

function emphasisAt(text: string, i: number, depth: number): Span {
  const mark = text[i]!;
  const fence = text[i + 1] === mark ? mark + mark : mark;
  const begin = i + fence.length;
  const end = text.indexOf(fence, begin + 1);
  const after = end + fence.length;
  // In snake_case_words an underscore is a letter.
  const inWord = mark === "_" && /\w/.test((text[i - 1] ?? " ") + (text[after] ?? " "));
  if (end < 0 || inWord || /^\s|\s$/.test(text.slice(begin, end))) return null;
  return { node: { type: fence === mark ? "em" : "strong", children: inline(text.slice(begin, end), depth + 1) }, end: after };
}

function bracketAt(text: string, i: number): Span {
  const close = text.indexOf("]", i + 1);
  const label = text.slice(i + 1, close);
  if (close < 0 || !label) return null;
  if (text[close + 1] !== "(") return /^\d{1,2}$/.test(label) ? { node: { type: "cite", n: +label }, end: close + 1 } : null;
  // One pair of parentheses may stand inside the address, and a title after it.
  const target = /^\]\(\s*([^()\s]*(?:\([^()\s]*\)[^()\s]*)?)[^()]*\)/.exec(text.slice(close, close + 2100));
  if (!target) return null;
  const href = safeAddress(target[1]!);
  return { node: href ? { type: "link", href, children: inline(label, deepest) } : label, end: close + target[0].length };
}

function addressAt(text: string, i: number): Span {
  if (/\w/.test(text[i - 1] ?? "")) return null;
  const written = /^https?:\/\/[^\s<>"'`*]{1,2000}/.exec(text.slice(i, i + 2010))?.[0].replace(/[.,;:!?)\]]+$/, "");
  const href = written && safeAddress(written);
  return href ? { node: { type: "link", href, children: [written] }, end: i + written.length } : null;
}

/** The address when its scheme is one a visitor may follow, else null. */
export function safeAddress(written: string): string | null {
  if (!/^(https?:\/\/|mailto:|tel:)[^\s\u0000-\u001f\u007f]+$/i.test(written)) return null;
  try {
    return new URL(written).href;
  } catch {
    return null;
  }
}
