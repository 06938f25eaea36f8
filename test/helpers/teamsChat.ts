import { PassThrough } from 'node:stream';
import type { InvokeResponse } from 'botbuilder';
import { createLogger } from '../../services/logger';
import fixtures from '../fixtures/teams/activities.json';
import { JobChat } from './jobChat';
import type { TestSandbox } from './testSandbox';

type Recorded = Exclude<keyof typeof fixtures, 'noise'>;

/** Changes that nobody asked the bot about. */
export const noise: readonly object[] = fixtures.noise;

/** With a registration nobody is an employee unsigned, as in the real Teams. */
const REGISTERED = { MicrosoftAppId: 'app', MicrosoftAppPassword: 'secret', MicrosoftAppTenantId: 'tenant-1' };

/** A whole bot in Teams, as one user sees it. */
export class TeamsChat {
  readonly #log: PassThrough;

  private constructor(
    readonly job: JobChat,
    log: PassThrough,
  ) {
    this.#log = log;
  }

  static async start(sandbox: TestSandbox): Promise<TeamsChat> {
    const log = new PassThrough();
    const logger = createLogger('info', log);
    return new TeamsChat(
      await JobChat.start(sandbox, 'customer', REGISTERED, logger, undefined, { channelId: 'msteams' }),
      log,
    );
  }

  get channel() {
    return this.job.chat.channel;
  }

  /** Sends what Teams would, and gives what the bot says to it. */
  send(recorded: Recorded | object, more: object = {}): Promise<string[]> {
    const activity = typeof recorded === 'string' ? fixtures[recorded] : recorded;
    return this.job.chat.send({
      from: { id: '29:anna', name: 'Anna', aadObjectId: 'object-1' },
      recipient: { id: '28:bot', name: 'Assistant' },
      ...activity,
      ...more,
    });
  }

  say(text: string, more: object = {}): Promise<string[]> {
    return this.send('personal', { text, attachments: undefined, ...more });
  }

  /** What an activity is answered with in its HTTP response. */
  async invoke(activity: object): Promise<{ heard: string[]; response: InvokeResponse }> {
    const before = this.channel.sent.length;
    const heard = await this.send(activity);
    const answer = this.channel.sent.slice(before).find(({ type }) => type === 'invokeResponse');
    return { heard, response: answer?.value as InvokeResponse };
  }

  /** Clicks the universal action with this title on the last card that has it. */
  click(title: string, more: object = {}) {
    return this.invoke({ ...this.clickOn(title), ...more });
  }

  /** The same, not yet sent. */
  clickOn(title: string): object {
    const value = this.job.buttonValue(title);
    const action = { ...fixtures.execute.value.action, title, data: { title, value } };
    return { ...fixtures.execute, value: { action, trigger: 'manual' } };
  }

  /** The names of the events logged so far. */
  logged(): string[] {
    const lines = String(this.#log.read() ?? '').split('\n');
    return lines.filter(Boolean).map((line) => (JSON.parse(line) as { msg: string }).msg);
  }

  async close(): Promise<void> {
    await this.job.close();
  }
}
