import type { Source } from "../delivery/contract";
import { h, type Child } from "../dom/h";
import { parse, type Inline } from "../markdown/parse";
import { t } from "../text/texts";

interface Props {
  text: string;
  sources: Source[];
  openSource(source: Source): void;
}

export function Markdown({ text, sources, openSource }: Props) {
  const show = (nodes: Inline[]): Child => nodes.map((node) => {
    if (typeof node === "string") return node;
    switch (node.type) {
      case "code": return <code>{node.text}</code>;
      case "link": return <a href={node.href} target="_blank" rel="noopener noreferrer">{show(node.children)}</a>;
      case "cite": {
        const source = sources.find(({ n }) => n === node.n);
        return source ? <button class="cite" aria-label={t("source", source)} onClick={() => openSource(source)}>{node.n}</button> : `[${node.n}]`;
      }
      default: return h(node.type, null, show(node.children));
    }
  });
  return (
    <div class="words">
      {parse(text).map((block) => {
        switch (block.type) {
          case "p": return <p>{show(block.children)}</p>;
          case "heading": return <p><strong>{show(block.children)}</strong></p>;
          case "pre": return <pre tabindex="0"><code>{block.text}</code></pre>;
          default: return h(block.type, { start: block.start }, block.items.map((item) => <li>{show(item)}</li>));
        }
      })}
    </div>
  );
}
