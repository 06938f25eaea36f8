import { eventually } from './botProcess';

interface Heard {
  activities: { from: { id: string }; text?: string; attachments?: unknown[] }[];
}

/** Somebody who chats over Direct Line without a browser. */
export class Visitor {
  private constructor(
    private readonly conversation: string,
    private readonly headers: Record<string, string>,
    private readonly user: string,
  ) {}

  static async enter(botUrl: string): Promise<Visitor> {
    const post = async (path: string, token?: string) => {
      const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
      const response = await fetch(`${botUrl}${path}`, { method: 'POST', headers, body: '{}' });
      return (await response.json()) as { token: string; userId: string; conversationId: string };
    };
    const { token, userId } = await post('/api/directline/token');
    const { conversationId } = await post('/v3/directline/conversations', token);
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    return new Visitor(`${botUrl}/v3/directline/conversations/${conversationId}/activities`, headers, userId);
  }

  /** Says something and waits until the bot says what holds these words, in text or on a card. */
  async say(text: string, words: string): Promise<void> {
    const body = JSON.stringify({ type: 'message', from: { id: this.user }, text, locale: 'en-US' });
    await fetch(this.conversation, { method: 'POST', headers: this.headers, body });
    await eventually(async () => {
      const response = await fetch(this.conversation, { headers: this.headers });
      const { activities } = (await response.json()) as Heard;
      const answers = activities.filter(({ from }) => from.id !== this.user);
      return JSON.stringify(answers).includes(words) ? true : undefined;
    }, `the bot says "${words}"`);
  }
}
