type Listener = (this: FetchRequest, event: object) => void;

/**
 * The part of `XMLHttpRequest` that the real Direct Line client uses, over `fetch`, so that it runs in Node. Uploads work
 * as in a browser, because `fetch` knows `FormData` and `blob:` addresses.
 */
class FetchRequest {
  readyState = 0;
  status = 0;
  response: unknown = null;
  responseType = '';
  timeout = 0;
  upload = {};
  onreadystatechange?: Listener;
  ontimeout?: Listener;
  onerror?: Listener;
  readonly #aborted = new AbortController();
  readonly #headers = new Headers();
  #answerHeaders = new Headers();
  #method = 'GET';
  #url = '';

  open(method: string, url: string): void {
    this.#method = method;
    this.#url = url;
  }

  setRequestHeader(name: string, value: string): void {
    this.#headers.set(name, value);
  }

  getResponseHeader(name: string): string | null {
    return this.#answerHeaders.get(name);
  }

  abort(): void {
    this.#aborted.abort();
  }

  send(body?: string | FormData): void {
    this.#exchange(body).catch(() => {
      if (!this.#aborted.signal.aborted) this.#finish(0, null);
    });
  }

  async #exchange(body?: string | FormData): Promise<void> {
    const answer = await fetch(this.#url, {
      method: this.#method,
      headers: this.#headers,
      body: body ?? null,
      signal: this.#aborted.signal,
    });
    this.#answerHeaders = answer.headers;
    const isBinary = this.responseType === 'arraybuffer';
    const content = isBinary ? await answer.arrayBuffer() : await answer.text();
    this.#finish(answer.status, typeof content === 'string' ? parse(content) : content);
  }

  #finish(status: number, response: unknown): void {
    this.readyState = 4;
    this.status = status;
    this.response = response;
    this.onreadystatechange?.call(this, {});
  }
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return content;
  }
}

export function installXmlHttpRequest(): void {
  Object.assign(globalThis, { XMLHttpRequest: FetchRequest });
}
