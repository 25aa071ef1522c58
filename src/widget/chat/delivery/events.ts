import type { ConversationEvent, EventData } from "./contract";

/** The socket says `agent:joined {…data, change, after_seq, at}`, history says `{kind: "agent_joined", data}`: one shape for both. */
export function eventOf(name: string, frame: Record<string, unknown>): ConversationEvent | null {
  const [subject, what] = name.split(":");
  if (!what || (subject !== "conversation" && subject !== "agent")) return null;
  const { conversation_id, change, after_seq, at, ...data } = frame;
  return {
    conversation_id: conversation_id as string,
    change: change as number,
    after_seq: after_seq as number,
    at: at as string,
    kind: subject === "agent" ? `agent_${what}` : what,
    data: data as EventData,
  };
}
