// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LoaderConfig } from "../loader/config";
import { isAllowed } from "../loader/domains";
import { memoryOf } from "../loader/memory";
import { createWidget } from "../loader/widget";
import { merge } from "../shared/merge";

const config: LoaderConfig = {
  app_key: "key", origin: "https://desk.example", status: "active", allowed_domains: [], accent: "#2f6f5e", accent_text: "#fff", position: "bottom-right",
  offset: [20, 20], size: "medium", button_text: "Chat with us", rtl: false, greeting: "Hi", greeting_delay: null, language: "en",
};

describe("allowed domains", () => {
  it.each([
    ["shop.example", [], true],
    ["shop.example", ["shop.example"], true],
    ["shop.example", ["Shop.Example"], true],
    ["www.shop.example", ["shop.example"], false],
    ["a.example.org", ["*.example.org"], true],
    ["a.b.example.org", ["*.example.org"], true],
    ["example.org", ["*.example.org"], false],
    ["evilexample.org", ["*.example.org"], false],
    ["shop.example.", ["shop.example"], true],
    ["a.example.org.", ["*.example.org"], true],
    ["example.org.evil.example", ["*.example.org", "example.org"], false],
  ])("%s on %j is %s", (hostname, allowed, answer) => {
    expect(isAllowed(hostname, allowed)).toBe(answer);
  });
});

describe("what is kept on the page", () => {
  beforeEach(() => localStorage.clear());
  afterEach(() => vi.restoreAllMocks());

  it("merges patches, so that two tabs keep each other's unsent messages", () => {
    const [one, other] = [memoryOf("key"), memoryOf("key")];
    one.patch({ outbox: { a: { content: "a", created_at: "" } } });
    other.patch({ outbox: { b: { content: "b", created_at: "" } } });
    one.patch({ outbox: { a: null } });
    expect(Object.keys(one.read().outbox!)).toEqual(["b"]);
    expect(merge({ a: { b: 1, c: 2 } }, { a: { b: null } })).toEqual({ a: { c: 2 } });
  });

  it("lives in memory where storage is blocked", () => {
    vi.spyOn(Storage.prototype, "getItem").mockImplementation(() => { throw new DOMException("blocked"); });
    vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => { throw new DOMException("blocked"); });
    const memory = memoryOf("key");
    memory.patch({ session_id: "s1" });
    expect(memory.read()).toEqual({ session_id: "s1" });
  });

  it("survives a full storage and something else under its name", () => {
    localStorage.setItem("frontdesk:key", "not json");
    vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => { throw new DOMException("full", "QuotaExceededError"); });
    const memory = memoryOf("key");
    memory.patch({ muted: true });
    expect(memory.read()).toEqual({ muted: true });
  });
});

describe("the launcher", () => {
  const root = () => document.querySelector("frontdesk-widget")!.shadowRoot!;
  const frame = () => root().querySelector("iframe");
  let widget: ReturnType<typeof createWidget>;

  beforeEach(async () => {
    // The test browser reports every frame it does not load.
    vi.spyOn(console, "error").mockImplementation(() => {});
    localStorage.clear();
    document.body.innerHTML = "";
    Object.defineProperty(document, "readyState", { value: "complete", configurable: true });
    widget = createWidget(config);
    await vi.waitFor(() => root());
  });

  function fromFrame(data: object, origin = config.origin, source: unknown = frame()!.contentWindow) {
    window.dispatchEvent(new MessageEvent("message", { data, origin, source: source as Window }));
  }

  it("stores and loads nothing before the visitor reaches for it", () => {
    expect(frame()).toBeNull();
    expect(localStorage.length).toBe(0);
  });

  it("fetches the frame when the pointer comes near, and still stores nothing", () => {
    root().querySelector("button")!.dispatchEvent(new Event("pointerenter"));
    expect(frame()!.src).toBe("https://desk.example/widget/key/frame");
    expect(localStorage.length).toBe(0);
  });

  it("says open and close to listeners and to assistive technology", () => {
    const heard: string[] = [];
    widget.on("open", () => heard.push("open"));
    const stop = widget.on("close", () => heard.push("close"));
    widget.toggle();
    expect(root().querySelector(".l")!.getAttribute("aria-expanded")).toBe("true");
    widget.toggle();
    stop();
    widget.open();
    widget.close();
    expect(heard).toEqual(["open", "close", "open"]);
  });

  it("believes only its own frame from its own origin", () => {
    widget.open();
    fromFrame({ type: "fd:store", patch: { session_id: "evil" } }, "https://evil.example");
    fromFrame({ type: "fd:store", patch: { session_id: "evil" } }, config.origin, window);
    expect(localStorage.getItem("frontdesk:key")).not.toContain("evil");
    fromFrame({ type: "fd:store", patch: { session_id: "good" } });
    expect(localStorage.getItem("frontdesk:key")).toContain("good");
  });

  it("shows what is unread on the badge and in its label", () => {
    widget.open();
    fromFrame({ type: "fd:unread", count: 12 });
    expect(root().querySelector("b")!.textContent).toBe("9+");
    expect(root().querySelector(".l")!.getAttribute("aria-label")).toBe("Chat with us (12)");
  });

  it("forgets the visitor on reset", () => {
    widget.open();
    fromFrame({ type: "fd:store", patch: { session_id: "s1" } });
    widget.reset();
    expect(localStorage.length).toBe(0);
    expect(frame()).toBeNull();
  });
});
