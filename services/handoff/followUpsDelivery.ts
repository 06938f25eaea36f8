import { abortable } from '../operations/abort';
import type { Clock } from '../operations/clock';
import { lookUpFrom } from '../operations/operationTimes';
import type { Mailer } from '../mail/mail';
import { ServiceError } from '../serviceError';
import type { Services } from '../services';
import type { FollowUp, FollowUpsStore } from './followUpsStore';
import type { Handoff, HandoffStore, HandoffTicket } from './handoffStore';

export interface FollowUpsDeliveryDependencies {
  store: FollowUpsStore;
  handoffs: HandoffStore;
  services: Pick<Services, 'call' | 'protection' | 'indexLagMs'>;
  /** Absent where no mail can be sent. */
  mailer?: Mailer;
  clock: Clock;
  /** The longest that one call may take. */
  timeoutMs: number;
}

/** Longer than this, with the comment after it, and another instance would take the work over. */
const MAX_TIMEOUT_MS = 25_000;

/** Hands a follow-up to the system that takes it: once, however often it is tried. */
export class FollowUpsDelivery {
  readonly #dependencies: FollowUpsDeliveryDependencies;

  constructor(dependencies: FollowUpsDeliveryDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Makes the ticket, unless it is there, and adds what the user said after it was written.
   *
   * @returns the hand-over as it is then; `undefined` when it is gone.
   * @throws ServiceError when the system did not take it; with `retryAfterMs` where it can only be looked up later.
   */
  async deliver(followUp: FollowUp): Promise<Handoff | undefined> {
    const { handoffs, mailer } = this.#dependencies;
    const { draft, handoffId } = followUp;
    const before = await handoffs.find(handoffId);
    if (!before) return undefined;
    if (draft.to === 'hrMail') {
      if (!mailer) throw new ServiceError('unsupported', 'no mail can be sent');
      await mailer.send(draft.mail);
      return before;
    }
    const handoff = before.ticket ? before : await handoffs.complete(handoffId, { ticket: await this.#open(followUp) });
    if (handoff?.ticket && handoff.addition && draft.to === 'helpdesk')
      await this.#comment(handoff.id, handoff.ticket, handoff.addition, before.ticket !== undefined);
    return handoff;
  }

  /** When a follow-up that may have been sent can be tried again at the earliest; 0 where that does not matter. */
  notBefore({ draft, sentAt }: Pick<FollowUp, 'draft' | 'sentAt'>): number {
    const { services } = this.#dependencies;
    const target = writeOf(draft.to);
    if (!target || sentAt === undefined || services.protection(...target) !== 'findable') return 0;
    return lookUpFrom({ dispatchedAt: sentAt }, services.indexLagMs(...target));
  }

  /** Whether it may be tried again although nobody knows whether it was done. */
  isRepeatable({ draft }: Pick<FollowUp, 'draft'>): boolean {
    const target = writeOf(draft.to);
    return !target || this.#dependencies.services.protection(...target) !== 'neither';
  }

  async #open(followUp: FollowUp): Promise<HandoffTicket> {
    const { store, clock, services } = this.#dependencies;
    const { draft, handoffId, sentAt } = followUp;
    const waitMs = this.notBefore(followUp) - clock.now();
    if (waitMs > 0) throw new ServiceError('unavailable', 'too early to look it up', { retryAfterMs: waitMs });
    await store.markSent(handoffId);
    const options = { idempotencyKey: handoffKey(handoffId), isRepeat: sentAt !== undefined };
    return this.#limited(async (signal) => {
      if (draft.to === 'helpdesk') {
        const { ticket } = draft;
        const { id, number, answerDueAt } = await services.call('helpdesk', 'createTicket', ticket, {
          ...options,
          signal,
        });
        return { id, number, requesterEmail: ticket.requesterEmail, ...(answerDueAt && { answerDueAt }) };
      }
      if (draft.to !== 'hr') throw new ServiceError('unsupported', 'a mail is no ticket');
      const { id, number } = await services.call('hr', 'openHrCase', draft.hrCase, { ...options, signal });
      return { id, number, requesterEmail: draft.hrCase.employeeEmail, isHrCase: true };
    });
  }

  async #comment(handoffId: string, ticket: HandoffTicket, text: string, isRepeat: boolean): Promise<void> {
    const input = { ticketId: ticket.id, requesterEmail: ticket.requesterEmail, text };
    const options = { idempotencyKey: additionKey(handoffId), isRepeat };
    await this.#limited((signal) =>
      this.#dependencies.services.call('helpdesk', 'addComment', input, { ...options, signal }),
    );
  }

  async #limited<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { clock, timeoutMs } = this.#dependencies;
    const abort = new AbortController();
    const cancel = clock.schedule(Math.min(timeoutMs, MAX_TIMEOUT_MS), () =>
      abort.abort(new ServiceError('unavailable', 'no answer in time')),
    );
    try {
      return await abortable(call(abort.signal), abort.signal);
    } finally {
      cancel();
    }
  }
}

/** The idempotency key of a hand-over's ticket. */
export function handoffKey(handoffId: string): string {
  return `handoff.${handoffId}`;
}

/** That of what the user added to it. */
export function additionKey(handoffId: string): string {
  return `handoff.${handoffId}.comment`;
}

function writeOf(to: FollowUp['draft']['to']): [string, string] | undefined {
  if (to === 'helpdesk') return ['helpdesk', 'createTicket'];
  return to === 'hr' ? ['hr', 'openHrCase'] : undefined;
}
