import type { Problem } from "./contract";

/** The server answered, and said no. */
export class HttpProblem extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
  }
}

const postWithin = 15_000;
const getWithin = 40_000;

/** Requests below `/api/public/chat/`. A token never stands in an address. */
export class Http {
  constructor(private readonly token: () => string | undefined) {}

  get(path: string, abort: AbortController): Promise<any> {
    return this.request(path, { headers: this.headers() }, getWithin, abort);
  }

  /** `anonymous` leaves the token out: the first message of a new session. */
  post(path: string, body: object, anonymous = false): Promise<any> {
    const headers = { ...(anonymous ? {} : this.headers()), "Content-Type": "application/json" };
    return this.request(path, { method: "POST", headers, body: JSON.stringify(body) }, postWithin, new AbortController());
  }

  private headers(): Record<string, string> {
    const token = this.token();
    return token ? { Authorization: `Bearer ${token}` } : {};
  }

  private async request(path: string, init: RequestInit, within: number, abort: AbortController): Promise<any> {
    const timeout = new Promise<never>((_, fail) => setTimeout(() => fail(new Error("too slow")), within));
    const answer = await Promise.race([fetch(`/api/public/chat/${path}`, { ...init, signal: abort.signal, credentials: "omit" }), timeout]);
    if (!answer.ok) throw new HttpProblem(await problemIn(answer));
    return answer.status === 204 ? null : answer.json();
  }
}

async function problemIn(answer: Response): Promise<Problem> {
  const said = await answer.json().catch(() => ({}));
  const retry_after = Number(said.retry_after ?? answer.headers.get("Retry-After")) || undefined;
  return { code: answer.status === 429 ? "rate_limited" : "", detail: "", ...said, status: answer.status, retry_after };
}
