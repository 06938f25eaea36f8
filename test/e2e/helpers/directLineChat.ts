import { eventually } from './botProcess';

interface Said {
  text?: string;
  summary?: string;
  from: { id: string };
  attachments?: { content?: { buttons?: { title: string }[] } }[];
}

/** A conversation over the local Direct Line by plain HTTP; each request may go to another instance. */
export class DirectLineChat {
  #watermark = '0';

  private constructor(
    private readonly token: string,
    private readonly conversationId: string,
    private readonly userId: string,
  ) {}

  static async open(url: string): Promise<DirectLineChat> {
    const { token, userId } = await post<{ token: string; userId: string }>(`${url}/api/directline/token`, {});
    const path = `${url}/v3/directline/conversations`;
    const { conversationId } = await post<{ conversationId: string }>(path, {}, token);
    return new DirectLineChat(token, conversationId, userId);
  }

  /** Sends a message; gives the status, 0 where nobody answers. */
  async say(url: string, text: string): Promise<number> {
    const activity = { type: 'message', text, from: { id: this.userId }, locale: 'en-US' };
    const response = await fetch(`${url}/v3/directline/conversations/${this.conversationId}/activities`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(activity),
    }).catch(() => undefined);
    await response?.arrayBuffer();
    return response?.status ?? 0;
  }

  /** What the bot has said since the last call, with its buttons. */
  async heard(url: string): Promise<string[]> {
    const path = `${url}/v3/directline/conversations/${this.conversationId}/activities?watermark=${this.#watermark}`;
    const response = await fetch(path, { headers: { authorization: `Bearer ${this.token}` } });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    const { activities, watermark } = (await response.json()) as { activities: Said[]; watermark: string };
    this.#watermark = watermark;
    return activities.filter(({ from }) => from.id !== this.userId).map(inWords);
  }

  /** Waits until the bot has said this; gives all that it said until then. */
  async hears(url: string, expected: RegExp, withinMs = 25_000): Promise<string> {
    let all = '';
    const look = async () => {
      all += `${(await this.heard(url)).join('\n')}\n`;
      return expected.test(all) ? all : undefined;
    };
    return eventually(look, String(expected), withinMs).catch((error: unknown) => {
      throw new Error(`${String(error)}; heard: ${all}`, { cause: error });
    });
  }
}

function inWords({ text = '', summary = '', attachments = [] }: Said): string {
  const buttons = attachments.flatMap(({ content }) => content?.buttons ?? []).map(({ title }) => `[${title}]`);
  return [text, summary, ...buttons].filter(Boolean).join(' ');
}

async function post<T>(url: string, body: object, token?: string): Promise<T> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}
