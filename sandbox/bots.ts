const ANSWERS_WITHIN_MS = 1_000;
const DEFAULT_BOT = 'http://127.0.0.1:3978';

/** The bots that work with this sandbox; each tells when it starts and when it stops. */
export class Bots {
  #urls: string[] = [];

  add(url: string): void {
    this.#urls = [...this.#urls.filter((each) => each !== url), url];
  }

  remove(url: string | undefined): void {
    this.#urls = this.#urls.filter((each) => each !== url);
  }

  /** Where webhooks go: to the newest bot that answers, the one at the usual port where none has told of itself. */
  async target(): Promise<string> {
    for (const url of this.#urls.toReversed()) if (this.#urls.length === 1 || (await answers(url))) return url;
    return DEFAULT_BOT;
  }

  /** Whether one is left that answers; one that was killed told nothing. */
  async anyAlive(): Promise<boolean> {
    return (await Promise.all(this.#urls.map(answers))).includes(true);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/livez`, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) })).ok;
  } catch {
    return false;
  }
}
