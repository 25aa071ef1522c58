import { describe, expect, it } from "vitest";
import { inline, parse, safeAddress } from "../chat/markdown/parse";

describe("markdown", () => {
  it("knows paragraphs, lists, headings and code", () => {
    expect(parse("# Title\nOne\ntwo\n\n- a\n- b\n3. c\n```\n<b>\n```")).toEqual([
      { type: "heading", children: ["Title"] },
      { type: "p", children: ["One\ntwo"] },
      { type: "ul", start: null, items: [["a"], ["b"]] },
      { type: "ol", start: "3", items: [["c"]] },
      { type: "pre", text: "<b>" },
    ]);
  });

  it.each([
    ["**bold** and *it*", [{ type: "strong", children: ["bold"] }, " and ", { type: "em", children: ["it"] }]],
    ["**a *b* c**", [{ type: "strong", children: ["a ", { type: "em", children: ["b"] }, " c"] }]],
    ["snake_case_name", ["snake_case_name"]],
    ["2 * 3 * 4", ["2 * 3 * 4"]],
    ["`**not bold**`", [{ type: "code", text: "**not bold**" }]],
    ["free [1].", ["free ", { type: "cite", n: 1 }, "."]],
    ["\\*plain\\*", ["*plain*"]],
    ["unclosed **bold", ["unclosed **bold"]],
    ["see https://a.example/x.", ["see ", { type: "link", href: "https://a.example/x", children: ["https://a.example/x"] }, "."]],
    ["[lamp](https://a.example/Lamp_(light) \"Lamp\")!", [{ type: "link", href: "https://a.example/Lamp_(light)", children: ["lamp"] }, "!"]],
    ["[no](javascript:alert(1)).", ["no."]],
    ["[mail](mailto:a@b.example)", [{ type: "link", href: "mailto:a@b.example", children: ["mail"] }]],
  ])("reads %s", (text, nodes) => {
    expect(inline(text)).toEqual(nodes);
  });

  it.each([
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,<script>", "vbscript:x", "file:///etc/passwd",
    "//evil.example", "/relative", "\u0001javascript:alert(1)", "https://", "blob:https://a.example/1", "https:evil",
  ])("makes no link of %j", (address) => {
    expect(safeAddress(address)).toBeNull();
    expect(JSON.stringify(parse(`[x](${address})`))).not.toContain('"link"');
  });

  it("shows HTML as the text it is and has no images", () => {
    expect(parse("<img src=x onerror=alert(1)>")).toEqual([{ type: "p", children: ["<img src=x onerror=alert(1)>"] }]);
    expect(inline("![pixel](https://t.example/p.png)")).toEqual([{ type: "link", href: "https://t.example/p.png", children: ["pixel"] }]);
  });

  it.each(["*", "_", "`", "[", "](", "**a ", "![", "\\", "```\n", "- ", "h", "https://", "[1"])("stays quick with ten thousand times %j", (piece) => {
    const begun = performance.now();
    parse(piece.repeat(10_000));
    expect(performance.now() - begun).toBeLessThan(1500);
  });
});
