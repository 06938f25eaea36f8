import type { EventData } from '../../services/events/catalogue';
import { noonZone } from './hours';
import { JobChat, type Role } from './jobChat';
import type { TestSandbox } from './testSandbox';

interface CommentRecord {
  ticket_id: number;
  body: string;
  public: boolean;
  attachments: { file_name: string }[];
}

export const USER = 'customer@example.com';
/** The first ticket that the sandbox gives out. */
const TICKET = '5002';
/** For the queue to find what was added in a transaction. */
const QUEUE_MS = 2_500;

/** A user who asked for a person, and the person at the other end. */
export class LiveChat {
  private constructor(
    readonly job: JobChat,
    private readonly sandbox: TestSandbox,
  ) {}

  static async start(sandbox: TestSandbox, settings: Record<string, string> = {}, role: Role = 'customer') {
    return new LiveChat(await JobChat.start(sandbox, role, { COMPANY_TIME_ZONE: noonZone(), ...settings }), sandbox);
  }

  /** Asks for a person and gives an address; from then on the conversation is live. */
  async callPerson(call = 'agent'): Promise<string> {
    await this.say(call);
    return this.say(USER);
  }

  async say(text: string, more = {}): Promise<string> {
    return (await this.job.say(text, more)).join('\n');
  }

  /** What a webhook of the helpdesk leads to. */
  async agentWrites(text: string, more: Partial<EventData<'ticket.commented'>> = {}): Promise<string> {
    const data = {
      ...this.#data(),
      commentId: `comment-${text}`,
      text,
      byAgent: true,
      authorFirstName: 'Anna',
      ...more,
    };
    await this.job.chat.bot.events.publish({
      type: 'ticket.commented',
      subject: TICKET,
      orderedBy: `zendesk/${TICKET}`,
      data,
    });
    return this.rest();
  }

  async solve(id = 'solved-1'): Promise<string> {
    const about = { subject: TICKET, orderedBy: `zendesk/${TICKET}` };
    await this.job.chat.bot.events.publish({ id, type: 'ticket.solved', ...about, data: this.#data() });
    return this.rest();
  }

  /** Lets the queues do their work; gives what was said meanwhile. */
  async rest(ms = QUEUE_MS): Promise<string> {
    return (await this.job.after(ms, ms > 60_000 ? 10_000 : 500)).join('\n');
  }

  /** The public comments of the hand-over's ticket, without its description. */
  async comments(): Promise<string[]> {
    return (await this.#records()).map(({ body }) => body);
  }

  async files(): Promise<string[]> {
    return (await this.#records()).flatMap(({ attachments }) => attachments.map(({ file_name }) => file_name));
  }

  get mails() {
    return this.job.chat.mails.mails;
  }

  open() {
    return this.job.chat.bot.handoffs.listOpen();
  }

  close(): Promise<void> {
    return this.job.close();
  }

  async #records(): Promise<CommentRecord[]> {
    const all = await this.sandbox.records<CommentRecord>('zendesk', 'comment');
    return all.filter((each) => each.public && each.ticket_id === Number(TICKET)).slice(1);
  }

  #data() {
    return { vendor: 'zendesk', occurredAt: new Date().toISOString(), ticketId: TICKET, ticketNumber: TICKET };
  }
}
