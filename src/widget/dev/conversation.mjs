import { randomUUID } from "node:crypto";
import { answerTo } from "./answers.mjs";

export const conversations = new Map();
const byFirstMessage = new Map();
const sarah = { id: "a1", name: "Sarah Lindqvist", title: "Customer care", avatar_url: null };

export function conversationFor(token) {
  return conversations.get(token);
}

export function start({ client_message_id }) {
  const known = byFirstMessage.get(client_message_id);
  if (known) return known;
  const conversation = new Conversation();
  conversations.set(conversation.token, conversation);
  byFirstMessage.set(client_message_id, conversation);
  return conversation;
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** One visitor's conversation, in memory, with the two counters of the contract. */
class Conversation {
  id = randomUUID();
  session_id = randomUUID();
  token = randomUUID();
  status = "active";
  seq = 0;
  change = 0;
  agent = null;
  rating = null;
  messages = [];
  events = [];
  followers = new Set();
  waiting = new Set();

  say(client_message_id, content, from) {
    const known = this.messages.find((message) => message.client_message_id === client_message_id);
    if (known) return known;
    if (this.status === "resolved") this.happen("reopened", {}, "active");
    const message = this.add({ type: "customer", name: null }, content, { client_message_id }, from);
    this.reply(content).catch(console.error);
    return message;
  }

  async history(query) {
    const after = query.get("after");
    const before = query.get("before");
    if (query.get("wait") && this.seq <= Number(after) && this.change <= Number(query.get("changed_after"))) {
      await Promise.race([pause(Number(query.get("wait")) * 1000), new Promise((done) => this.waiting.add(done))]);
    }
    let messages = this.messages;
    if (before) messages = messages.filter(({ seq }) => seq < Number(before)).slice(-30);
    else if (after) messages = messages.filter(({ seq }) => seq > Number(after)).slice(0, 100);
    else messages = messages.slice(-30);
    const { id, session_id, status, seq, change, agent, rating, events } = this;
    const has_more = messages.length > 0 && messages[0].seq > 1;
    return { session_id, conversation_id: id, status, seq, change, agent, rating, ai: !agent, streaming: null, messages, events, has_more };
  }

  follow(tell, { seq, change }) {
    this.messages.filter((message) => message.seq > seq).forEach((message) => tell("message:receive", message));
    this.events.filter((event) => event.change > change).forEach((event) => tell(...frameOf(event)));
    tell("resumed", { conversation_id: this.id, status: this.status, seq: this.seq, change: this.change, agent: this.agent });
    this.followers.add(tell);
  }

  unfollow(tell) {
    this.followers.delete(tell);
  }

  seen() {}

  escalate() {
    this.happen("escalated", { reason: "requested", message: "We're getting a person for you.", estimated_wait_time: 120 }, "waiting");
    this.join().catch(console.error);
  }

  resolve() {
    this.happen("resolved", { survey: { question: "How did we do today?", type: "rating", scale: 5 } }, "resolved");
  }

  rate(score) {
    this.rating = score;
    this.happen("rated", { score });
  }

  async join() {
    await pause(1500);
    this.agent = sarah;
    this.happen("agent_joined", { agent: sarah }, "assigned");
    this.tell("message:read", { conversation_id: this.id, seq: this.seq, by: "agent" });
    await this.typeAs(sarah, "agent", 1200);
    this.add({ type: "agent", ...sarah }, "Hi, this is Sarah! I've read what you wrote to our assistant. Could you tell me your order number?");
  }

  async reply(content) {
    if (/fill (\d+)/.test(content)) {
      for (let i = 1; i <= Number(/fill (\d+)/.exec(content)[1]); i++) this.add({ type: "bot", name: "Ada" }, `Line ${i}`);
      return;
    }
    if (/human|person/i.test(content) && !this.agent) return this.escalate();
    if (this.agent) return this.replyAsAgent(content);
    const answer = answerTo(content);
    await this.typeAs({ name: "Ada" }, "bot", 700);
    const id = randomUUID();
    for (let offset = 0; offset < answer.content.length; ) {
      const chunk = answer.content.slice(offset, offset + 3 + Math.floor(Math.random() * 9));
      this.tell("message:streaming", { conversation_id: this.id, message_id: id, offset, chunk });
      offset += chunk.length;
      await pause(25);
    }
    this.add({ type: "bot", name: "Ada" }, answer.content, { ...answer, id });
  }

  async replyAsAgent(content) {
    this.tell("message:read", { conversation_id: this.id, seq: this.seq, by: "agent" });
    await this.typeAs(sarah, "agent", 1200);
    if (!/thank|bye/i.test(content)) {
      this.add({ type: "agent", ...sarah }, "Thank you. I've found it: your parcel leaves tomorrow morning, and I've **waived the shipping fee** for the delay.");
      return;
    }
    this.add({ type: "agent", ...sarah }, "You're welcome. Enjoy the lamp!");
    await pause(600);
    this.agent = null;
    this.resolve();
  }

  async typeAs({ name }, type, ms) {
    this.tell("typing:start", { conversation_id: this.id, sender: { type, name } });
    await pause(ms);
  }

  add(sender, content, more = {}, except) {
    const message = {
      id: randomUUID(), conversation_id: this.id, client_message_id: null, created_at: new Date().toISOString(), sources: [], confidence_score: null,
      offer_person: false, edited_at: null, deleted_at: null, change: 0, ...more, seq: ++this.seq, sender, content,
    };
    this.messages.push(message);
    this.tell("message:receive", message, except);
    return message;
  }

  happen(kind, data, status = this.status) {
    const event = { conversation_id: this.id, change: ++this.change, kind, at: new Date().toISOString(), after_seq: this.seq, data };
    this.events.push(event);
    this.tell(...frameOf(event));
    if (status === this.status) return;
    this.status = status;
    this.tell("conversation:status_changed", { conversation_id: this.id, new_status: status, changed_by: "system", change: ++this.change });
  }

  tell(event, data, except) {
    this.followers.forEach((tell) => tell !== except && tell(event, data));
    this.waiting.forEach((done) => done());
    this.waiting.clear();
  }
}

function frameOf({ kind, data, ...where }) {
  const name = kind.startsWith("agent_") ? kind.replace("_", ":") : `conversation:${kind}`;
  return [name, { ...data, ...where }];
}
