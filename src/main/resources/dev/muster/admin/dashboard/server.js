const DEADLINE_MS = 5000;

/** The app did not take what was shown to it. */
export class TokenWanted extends Error {}

/** Requests to the app that this page came from. The token, if there is one, lives as long as the tab. */
export class Server {
  #token = sessionStorage.getItem("muster-token");

  set token(text) {
    this.#token = text.trim();
    sessionStorage.setItem("muster-token", this.#token);
  }

  /** Whether the app was shown one. */
  get showsToken() {
    return Boolean(this.#token);
  }

  async roster() {
    const reply = await this.open("workers", { signal: AbortSignal.timeout(DEADLINE_MS) });
    if (!reply.ok) throw new Error(`${reply.status}`);
    return reply.json();
  }

  /** @returns the sentence that the app answers, and whether it did anything */
  async tell(worker, verb) {
    const reply = await this.open(`workers/${worker}/${verb}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: "{}",
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    const told = await reply.json();
    return { done: reply.ok, text: told.answer ?? told.error };
  }

  async open(path, options = {}) {
    const headers = { ...options.headers };
    // A header takes no others, and no token has them.
    if (/[^!-~]/.test(this.#token ?? "")) throw new TokenWanted();
    if (this.#token) headers.Authorization = `Bearer ${this.#token}`;
    const reply = await fetch(path, { ...options, headers, cache: "no-store" });
    if (reply.status === 401) throw new TokenWanted();
    return reply;
  }
}
