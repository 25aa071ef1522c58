import { describe, expect, it } from "vitest";
import type { ConversationEvent, Message } from "../chat/delivery/contract";
import { begin, type Delivery } from "../chat/delivery/machine";
import { timeline } from "../chat/timeline";

const at = (minute: number) => `2026-11-21T10:${String(minute).padStart(2, "0")}:00Z`;
const said = (seq: number, type: Message["sender"]["type"], minute = 0): Message =>
  ({ id: `m${seq}`, conversation_id: "c1", seq, created_at: at(minute), sender: { type, name: type }, content: "" });
const happened = (change: number, kind: string, after_seq: number): ConversationEvent => ({ conversation_id: "c1", change, kind, at: at(0), after_seq, data: {} });

function conversation(thread: Partial<Delivery["thread"]>): Delivery {
  const state = begin({});
  return { ...state, thread: { ...state.thread, ...thread } };
}

const keys = (state: Delivery, unreadAfter: number | null = null) => timeline(state, unreadAfter).map(({ key }) => key);

describe("the timeline", () => {
  it("puts each event below the message it follows, in the order things changed", () => {
    const state = conversation({ messages: [said(1, "customer"), said(2, "bot"), said(3, "agent")], events: [happened(4, "agent_joined", 2), happened(2, "escalated", 2), happened(9, "resolved", 3)] });
    expect(keys(state)).toEqual(["m1", "m2", "e2", "e4", "m3", "e9"]);
  });

  it("shows no event of a page that is not loaded", () => {
    const state = conversation({ messages: [said(31, "bot")], has_more: true, events: [happened(1, "agent_joined", 4), happened(2, "agent_left", 30)] });
    expect(keys(state)).toEqual(["e2", "m31"]);
  });

  it("draws the line of what is new above the first message from others", () => {
    const state = conversation({ messages: [said(1, "bot"), said(2, "customer"), said(3, "bot")] });
    expect(keys(state, 1)).toEqual(["m1", "m2", "unread", "m3"]);
  });

  it("groups what one person says within five minutes", () => {
    const state = conversation({ messages: [said(1, "bot", 0), said(2, "bot", 4), said(3, "bot", 10), said(4, "agent", 10)] });
    expect(timeline(state, null).map((row) => "first" in row && [row.first, row.last])).toEqual([[true, false], [false, true], [true, true], [true, true]]);
  });

  it("keeps the key of an answer while it streams and when it is done", () => {
    const streaming = conversation({ messages: [said(1, "customer")], streaming: { message_id: "m2", content: "He" } });
    const done = conversation({ messages: [said(1, "customer"), said(2, "bot")] });
    expect(keys(streaming)).toEqual(keys(done));
  });
});
