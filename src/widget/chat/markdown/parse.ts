/** The markdown that answers may use. There is no node for HTML or images, so neither can ever be shown. */
export type Inline =
  | string
  | { type: "strong" | "em"; children: Inline[] }
  | { type: "code"; text: string }
  | { type: "link"; href: string; children: Inline[] }
  | { type: "cite"; n: number };

export type Block =
  | { type: "paragraph" | "heading"; children: Inline[] }
  | { type: "list"; ordered: boolean; start: number; items: Inline[][] }
  | { type: "code"; text: string };

const bullet = /^\s{0,6}[-*+]\s+(.*)$/;
const numbered = /^\s{0,6}(\d{1,4})[.)]\s+(.*)$/;
const heading = /^#{1,6}\s+(.*)$/;
const fence = /^\s{0,3}```/;
const deepest = 4;

export function parse(text: string): Block[] {
  const blocks: Block[] = [];
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  let paragraph: string[] = [];
  const endParagraph = () => {
    if (paragraph.length) blocks.push({ type: "paragraph", children: inline(paragraph.join("\n")) });
    paragraph = [];
  };
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    const item = bullet.exec(line) ?? numbered.exec(line);
    if (fence.test(line)) {
      endParagraph();
      const code: string[] = [];
      while (++i < lines.length && !fence.test(lines[i]!)) code.push(lines[i]!);
      blocks.push({ type: "code", text: code.join("\n") });
    } else if (item) {
      endParagraph();
      addItem(blocks, item);
    } else if (heading.test(line)) {
      endParagraph();
      blocks.push({ type: "heading", children: inline(heading.exec(line)![1]!) });
    } else if (!line.trim()) {
      endParagraph();
    } else {
      paragraph.push(line);
    }
  }
  endParagraph();
  return blocks;
}

function addItem(blocks: Block[], match: RegExpExecArray): void {
  const ordered = match.length === 3;
  const text = inline(match[match.length - 1]!);
  const last = blocks[blocks.length - 1];
  if (last?.type === "list" && last.ordered === ordered) last.items.push(text);
  else blocks.push({ type: "list", ordered, start: ordered ? Number(match[1]) : 1, items: [text] });
}

export function inline(text: string, depth = 0): Inline[] {
  const out: Inline[] = [];
  let plain = "";
  const add = (node: Inline) => {
    if (plain) out.push(plain);
    plain = "";
    out.push(node);
  };
  for (let i = 0; i < text.length; ) {
    const found = depth < deepest ? spanAt(text, i, depth) : null;
    if (found) {
      if (typeof found.node === "string") plain += found.node;
      else add(found.node);
      i = found.end;
    } else {
      plain += text[i++];
    }
  }
  if (plain) out.push(plain);
  return out;
}

type Span = { node: Inline; end: number } | null;

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
    default:
      return null;
  }
}

function emphasisAt(text: string, i: number, depth: number): Span {
  const mark = text[i]!;
  const fence = text[i + 1] === mark ? mark + mark : mark;
  const begin = i + fence.length;
  const end = text.indexOf(fence, begin + 1);
  const tight = end > 0 && /\S/.test(text[begin]!) && /\S/.test(text[end - 1]!);
  // In snake_case_words an underscore is a letter.
  const inWord = mark === "_" && (/\w/.test(text[i - 1] ?? "") || /\w/.test(text[end + fence.length] ?? ""));
  if (!tight || inWord) return null;
  const type = fence.length === 2 ? "strong" : "em";
  return { node: { type, children: inline(text.slice(begin, end), depth + 1) }, end: end + fence.length };
}

function bracketAt(text: string, i: number): Span {
  const close = text.indexOf("]", i + 1);
  if (close < 0) return null;
  const label = text.slice(i + 1, close);
  if (text[close + 1] !== "(") return /^\d{1,2}$/.test(label) ? { node: { type: "cite", n: Number(label) }, end: close + 1 } : null;
  const end = text.indexOf(")", close + 2);
  if (end < 0 || !label) return null;
  const href = safeAddress(text.slice(close + 2, end).trim().split(/\s/)[0]!);
  return { node: href ? { type: "link", href, children: inline(label, deepest) } : label, end: end + 1 };
}

function addressAt(text: string, i: number): Span {
  if (/\w/.test(text[i - 1] ?? "")) return null;
  const found = /^https?:\/\/[^\s<>"'`*]{1,2000}/.exec(text.slice(i, i + 2010));
  const written = found?.[0].replace(/[.,;:!?)\]]+$/, "");
  const href = written && safeAddress(written);
  return href ? { node: { type: "link", href, children: [written!] }, end: i + written!.length } : null;
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
