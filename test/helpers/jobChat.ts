import type { Activity } from 'botbuilder';
import { setTimeout as pause } from 'node:timers/promises';
import { createServices } from '../../services';
import type { Logger } from '../../services/logger';
import type { Database } from '../../services/storage/database';
import { loadSettings } from '../../services/vendorsInUse';
import { Chat, type ChatOptions } from './chat';
import { OPEN } from './hours';
import { ManualClock } from './manualClock';
import { startTestSandbox, type TestSandbox } from './testSandbox';

export type Role = 'customer' | 'employee';

/** A whole bot on the real sandbox systems, on a clock that is moved by hand, as one user sees it. */
export class JobChat {
  readonly #begun: string[] = [];

  private constructor(
    readonly sandbox: TestSandbox,
    readonly chat: Chat,
    private readonly role: Role,
  ) {}

  static async start(
    sandbox: TestSandbox,
    role: Role,
    settings: Record<string, string> = {},
    log?: Logger,
    database?: Database,
    channel: Pick<ChatOptions, 'channelId' | 'tokens'> = {},
  ): Promise<JobChat> {
    const environment = { ...OPEN, SANDBOX: 'on', ...settings };
    const { config, vendorsInUse } = loadSettings(environment);
    const clock = new ManualClock(Date.now());
    const services = createServices(config, environment, vendorsInUse, sandbox.url, { clock });
    return new JobChat(
      sandbox,
      await Chat.start({
        ...{ services, settings: environment, clock, ...channel },
        ...(log && { log }),
        ...(database && { database }),
      }),
      role,
    );
  }

  /** Sends a message and gives all that is said in its turn. */
  say(text: string, more: Partial<Activity> = {}): Promise<string[]> {
    return this.chat.send({ text, channelData: { persona: this.role }, ...more });
  }

  /** Clicks the button with this title on the last card that has it. */
  async click(title: string): Promise<string[]> {
    return this.say(title, { value: this.buttonValue(title) });
  }

  /** What the button with this title brings along when it is clicked. */
  buttonValue(title: string): unknown {
    const found = this.chat.channel.sent.flatMap(({ attachments = [] }) =>
      attachments.flatMap(({ content }) => buttonsOf(content)),
    );
    const button = found.findLast((each) => each.title === title);
    if (!button) throw new Error(`there is no button "${title}", only: ${found.map((each) => each.title).join(', ')}`);
    return button.value;
  }

  /** Sends a message without waiting for its turn to end; what is said in it is heard with `after`. */
  async begin(text: string): Promise<void> {
    void this.say(text).then(
      (heard) => this.#begun.push(...heard),
      () => undefined,
    );
    await this.sandboxAnswers();
  }

  /** Moves time on in small steps, so that the systems can answer in between, and gives all that was said. */
  async after(ms: number, stepMs = 500): Promise<string[]> {
    for (let passed = 0; passed < ms; passed += stepMs) {
      await this.chat.clock.advance(Math.min(stepMs, ms - passed));
      await this.sandboxAnswers();
    }
    return [...this.#begun.splice(0), ...this.chat.heard()];
  }

  /** Real time for real HTTP on this machine. */
  async sandboxAnswers(): Promise<void> {
    await pause(15);
    await this.chat.clock.advance(0);
  }

  close(): Promise<void> {
    return this.chat.close();
  }
}

/** Every button on a card, however deep. */
function buttonsOf(content: unknown): { title: string; value: unknown }[] {
  if (Array.isArray(content)) return content.flatMap(buttonsOf);
  if (typeof content !== 'object' || content === null) return [];
  const { type, title, value, data } = content as {
    type?: string;
    title?: string;
    value?: unknown;
    data?: { cardAction?: { value: unknown }; value?: unknown };
  };
  const own =
    type === 'messageBack' && title
      ? [{ title, value }]
      : type === 'Action.Submit' && title
        ? [{ title, value: data?.cardAction?.value ?? data?.value }]
        : [];
  return [...own, ...Object.values(content).flatMap(buttonsOf)];
}

/** One sandbox for all tests of a file, fresh for each. */
export function sandboxForTests(): () => TestSandbox {
  let sandbox: TestSandbox;
  beforeAll(async () => void (sandbox = await startTestSandbox()));
  beforeEach(() => sandbox.reset());
  afterAll(() => sandbox.close());
  return () => sandbox;
}
