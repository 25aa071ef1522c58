import type { ComponentChildren } from "preact";
import type { Source } from "../delivery/contract";
import { parse, type Inline } from "../markdown/parse";
import { t } from "../text/texts";

interface Props {
  text: string;
  sources: Source[];
  openSource(source: Source): void;
}

export function Markdown({ text, sources, openSource }: Props) {
  const show = (nodes: Inline[]): ComponentChildren => nodes.map((node) => {
    if (typeof node === "string") return node;
    switch (node.type) {
      case "strong": return <strong>{show(node.children)}</strong>;
      case "em": return <em>{show(node.children)}</em>;
      case "code": return <code>{node.text}</code>;
      case "link": return <a href={node.href} target="_blank" rel="noopener noreferrer">{show(node.children)}</a>;
      case "cite": {
        const source = sources.find(({ n }) => n === node.n);
        return source ? <Cite source={source} open={openSource} /> : `[${node.n}]`;
      }
    }
  });
  return (
    <div class="words">
      {parse(text).map((block) => {
        switch (block.type) {
          case "paragraph": return <p>{show(block.children)}</p>;
          case "heading": return <p><strong>{show(block.children)}</strong></p>;
          case "code": return <pre tabIndex={0}><code>{block.text}</code></pre>;
          case "list": {
            const items = block.items.map((item) => <li>{show(item)}</li>);
            return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
          }
        }
      })}
    </div>
  );
}

function Cite({ source, open }: { source: Source; open(source: Source): void }) {
  return (
    <button class="cite" aria-label={t("source", { n: source.n, title: source.title })} onClick={() => open(source)}>{source.n}</button>
  );
}
