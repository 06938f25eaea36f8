import { createHash } from 'node:crypto';
import type { Logger } from '../logger';
import type { Operation, OperationDraft } from '../operations/operation';
import type { OperationRunner } from '../operations/operationRunner';
import type { InteractionAbout, LeadDraft, LeadOutcome } from '../ports/crm';
import type { PortMethod } from '../ports';
import type { Services } from '../services';

/** Where and when it happened. */
export interface Occasion {
  conversationKey: string;
  reference: unknown;
  /** Milliseconds since 1970. */
  at: number;
}

/** Something that was done for somebody. */
export interface Interaction extends Occasion {
  /** Whose record it is noted on. */
  about: InteractionAbout;
  /** One line, English. */
  summary: string;
  /** The dialog that did it. */
  dialogId: string;
  /** What led to it: the same cause and dialog are noted once. */
  cause: string;
}

export interface InteractionLogDependencies {
  operations: Pick<OperationRunner, 'begin'>;
  services: Pick<Services, 'serves'>;
  log: Logger;
  /** Whether interactions are noted at all. */
  notes: boolean;
  /** Whether every lead opens an opportunity. */
  opportunities: boolean;
}

const SUBJECT_LENGTH = 255;
const NAME_LENGTH = 120;
const CLOSES_AFTER_MS = 30 * 24 * 60 * 60_000;

/** Writes into the CRM what nobody waits for: once, for sure, and without a word to the user. */
export class InteractionLog {
  readonly #dependencies: InteractionLogDependencies;

  constructor(dependencies: InteractionLogDependencies) {
    this.#dependencies = dependencies;
  }

  /** Notes what was done for somebody on their record. */
  async note({ about, summary, cause, dialogId, ...occasion }: Interaction): Promise<void> {
    if (!this.#dependencies.notes) return;
    const at = new Date(occasion.at).toISOString();
    const input = {
      about,
      subject: `Chatbot: ${summary}`.slice(0, SUBJECT_LENGTH),
      description: `${summary}.\nDone by the chatbot at ${at}.`,
      at,
    };
    await this.#begin('logInteraction', input, dialogId, keyOf(occasion.conversationKey, cause, dialogId), occasion);
  }

  /** Opens the opportunity of a lead that was made. */
  async openOpportunity({ input, result, dialogId, idempotencyKey }: Operation, occasion: Occasion): Promise<void> {
    if (!this.#dependencies.opportunities) return;
    const { company, interest } = input as LeadDraft;
    const { record } = result as LeadOutcome;
    const opportunity = {
      record,
      name: `${company}: ${interest}`.slice(0, NAME_LENGTH),
      description: interest,
      closeDate: new Date(occasion.at + CLOSES_AFTER_MS).toISOString().slice(0, 10),
    };
    await this.#begin('createOpportunity', opportunity, dialogId, keyOf(idempotencyKey, 'opportunity'), occasion);
  }

  /** Gives once the call is written down. What fails here fails nobody else. */
  async #begin<M extends PortMethod<'crm'>>(
    method: M,
    input: OperationDraft<'crm', M>['input'],
    dialogId: string,
    idempotencyKey: string,
    { at, conversationKey, reference }: Occasion,
  ): Promise<void> {
    const { operations, services, log } = this.#dependencies;
    if (!services.serves('crm', method)) return;
    const draft = { conversationKey, dialogId, port: 'crm', method, input, idempotencyKey } as const;
    try {
      await operations.begin<'crm', M>({ ...draft, receivedAt: at, reference, silent: true });
    } catch (error) {
      log.error('crm.not_written', error, { dialog: dialogId, method });
    }
  }
}

/** Keys go to other systems: short, and without what they are made of. */
function keyOf(...parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
