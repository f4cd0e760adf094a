/** The three things the page asks of the service: start, beat, stop. */

export class Refused extends Error {
  constructor(status, answer) {
    super(answer.sentence ?? `status ${status}`);
    this.status = status;
    this.reason = answer.reason ?? (status === 401 ? "signed_out" : "unknown");
    this.sentence = answer.sentence ?? "";
  }
}

/** Nobody answered, or something between us and the service did. */
export class Unreachable extends Error {}

export class Api {
  #sessions;
  #csrf;

  constructor({ sessions, csrf }) {
    this.#sessions = sessions;
    this.#csrf = csrf;
  }

  /** `device` is its name, for the person who later looks at the list of their devices. */
  start(title, device) {
    return this.#post(this.#sessions, { title, device });
  }

  /** `isLast` lets the message outlive the page. */
  beat(session, message, isLast) {
    return this.#post(`${this.#sessions}/${session}/beats`, message, isLast);
  }

  /** `last` is the last beat: one request, because a page that closes may not get two through. */
  stop(session, last) {
    return this.#post(`${this.#sessions}/${session}/stop`, { last }, true);
  }

  get headers() {
    return { "Content-Type": "application/json", "X-CSRFToken": this.#csrf };
  }

  async #post(address, message, isLast = false) {
    const request = { method: "POST", headers: this.headers, keepalive: isLast };
    const response = await fetch(address, {
      ...request,
      body: JSON.stringify(message),
      signal: isLast ? undefined : AbortSignal.timeout(15000),
    }).catch((error) => {
      throw new Unreachable(error.message);
    });
    return answerOf(response);
  }
}

async function answerOf(response) {
  if (response.status >= 500) throw new Unreachable(`status ${response.status}`);
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(response.status, answer);
  return answer;
}
