import type { Activity } from 'botbuilder';
import { describe } from './chat';
import { JobChat } from './jobChat';
import type { TestSandbox } from './testSandbox';
import { OBJECT, TENANT, type TestTokenService } from './tokenService';

export const USER = 'user-1';

/** A bot whose employees sign in, in a channel; its systems and the token service answer over HTTP. */
export class SignInChat {
  #read = 0;

  private constructor(
    readonly job: JobChat,
    readonly tokens: TestTokenService,
    readonly channelId: string,
  ) {}

  static async start(
    sandbox: TestSandbox,
    tokens: TestTokenService,
    channelId: string,
    settings: Record<string, string> = {},
  ): Promise<SignInChat> {
    const client = await tokens.client();
    const all = { ...tokens.settings, ...settings };
    const channel = { channelId, tokens: client };
    const job = await JobChat.start(sandbox, 'customer', all, undefined, undefined, channel);
    return new SignInChat(job, tokens, channelId);
  }

  get sent(): Partial<Activity>[] {
    return this.job.chat.channel.sent;
  }

  /** Any activity, as the channel brings it; gives what was said, in lines. */
  async send(activity: Partial<Activity>): Promise<string> {
    await this.job.chat.send({ channelData: {}, ...this.#from(), ...activity });
    return this.heard();
  }

  say(text: string, more: Partial<Activity> = {}): Promise<string> {
    return this.send({ text, ...more });
  }

  /** Says something to which the answer takes its time, in real time. */
  async begin(text: string): Promise<void> {
    void this.say(text).catch(() => undefined);
    await this.job.sandboxAnswers();
  }

  /** An invoke, and the status that it was answered with. */
  async invoke(name: string, value: unknown): Promise<number | undefined> {
    const before = this.sent.length;
    await this.job.chat.send({ type: 'invoke', name, value, ...this.#from() });
    const answer = this.sent.slice(before).find(({ type }) => type === 'invokeResponse');
    return (answer?.value as { status?: number } | undefined)?.status;
  }

  /** What a Teams client does by itself when it sees the card. */
  async exchange(id = 'exchange-1', token?: string): Promise<number | undefined> {
    const value = { id, connectionName: 'employees', token: token ?? (await this.tokens.issue()) };
    return this.invoke('signin/tokenExchange', value);
  }

  heard(): string {
    const news = this.sent.slice(this.#read);
    this.#read = this.sent.length;
    return news
      .filter(({ type }) => type === 'message')
      .map(describe)
      .join('\n');
  }

  /** The sign-in cards so far. */
  get cards(): { tokenExchangeResource?: object; buttons: { value?: string }[] }[] {
    const attachments = this.sent.flatMap((activity) => activity.attachments ?? []);
    const isCard = ({ contentType }: { contentType: string }) => contentType === 'application/vnd.microsoft.card.oauth';
    return attachments.filter(isCard).map(({ content }) => content as never);
  }

  #from(): Partial<Activity> {
    if (this.channelId !== 'msteams') return {};
    const conversation = { id: 'a:personal', isGroup: false, conversationType: 'personal', name: '', tenantId: TENANT };
    return { conversation, from: { id: USER, name: '', aadObjectId: OBJECT } };
  }
}
