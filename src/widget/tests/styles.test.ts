import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = ["chat.css", "late.css"].map((name) => readFileSync(new URL(`../chat/${name}`, import.meta.url), "utf8")).join("\n").replace(/\/\*[^]*?\*\//g, "");

describe("the style sheets stay within Chrome 90, Firefox 88 and Safari 14", () => {
  it.each([
    ["light-dark()", /light-dark\(/], ["oklch()", /oklch\(/], ["color-mix()", /color-mix\(/], [":has()", /:has\(/], ["@layer", /@layer/], ["@container", /@container/],
    ["inset", /\binset(-\w+)*:/], ["logical corners", /border-(start|end)-/], ["aspect-ratio", /aspect-ratio:/], ["nesting", /^\s*&/m], ["gap in flex boxes", /(^|[\s{;])gap:/],
  ])("without %s", (_, pattern) => {
    expect(css).not.toMatch(pattern);
  });
});
