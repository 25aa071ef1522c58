/** The shapes of docs/api/realtime.md. */

export type SenderType = "customer" | "bot" | "agent" | "system";

export interface Sender {
  type: SenderType;
  id?: string | null;
  name?: string | null;
  title?: string | null;
  avatar_url?: string | null;
}

export interface Source {
  n: number;
  id: string;
  title: string;
  url: string | null;
  snippet: string;
}

export interface Message {
  id: string;
  conversation_id: string;
  seq: number;
  client_message_id?: string | null;
  created_at: string;
  sender: Sender;
  content: string;
  sources?: Source[] | null;
  confidence_score?: number | null;
  offer_person?: boolean;
  edited_at?: string | null;
  deleted_at?: string | null;
  change?: number;
}

export interface Person {
  id?: string;
  name: string;
  title?: string | null;
  avatar_url?: string | null;
}

export interface EventData {
  agent?: Person;
  message?: string;
  /** Seconds. */
  estimated_wait_time?: number | null;
  survey?: { question: string };
  score?: number;
}

export interface ConversationEvent {
  conversation_id: string;
  change: number;
  kind: string;
  at: string;
  after_seq: number;
  data: EventData;
}

export interface Streaming {
  message_id: string;
  content: string;
}

export interface History {
  session_id: string;
  conversation_id: string;
  status: string;
  seq: number;
  change: number;
  agent?: Person | null;
  rating?: number | { score: number } | null;
  ai?: boolean;
  streaming?: Streaming | null;
  messages: Message[];
  events?: ConversationEvent[];
  has_more?: boolean;
}

export interface Started {
  session_id: string;
  conversation_id: string;
  visitor_token: string;
  message: Message;
}

export interface Ack {
  client_message_id: string;
  id: string;
  conversation_id: string;
  seq: number;
  created_at: string;
}

export interface Problem {
  status: number;
  code: string;
  detail: string;
  /** Seconds. */
  retry_after?: number;
}

export interface Frame {
  event: string;
  data: Record<string, unknown>;
}
