import type { EventData } from '../events/catalogue';
import type { EventBus } from '../events/eventBus';
import { leadKey } from '../events/operationEvents';
import type { HandoffStore } from '../handoff/handoffStore';
import type { InteractionLog } from '../interactions/interactionLog';
import type { Operation } from '../operations/operation';
import type { OperationRunner } from '../operations/operationRunner';
import type { OperationStore } from '../operations/operationStore';
import type { LeadDraft } from '../ports/crm';
import type { Database } from '../storage/database';

/** What somebody confirmed, and where. */
export type LeadSubmission = EventData<'lead.submitted'>;

export interface LeadDeskDependencies {
  events: EventBus;
  database: Database;
  operations: Pick<OperationRunner, 'begin' | 'find'>;
  store: Pick<OperationStore, 'findByKey'>;
  interactions: Pick<InteractionLog, 'openOpportunity'>;
  handoffs: Pick<HandoffStore, 'open'>;
}

/**
 * Takes leads as events and has them made in the CRM later. Who hands one in may be told that it was passed on: from then on
 * either the CRM has it, or a person has a message with it.
 */
export class LeadDesk {
  readonly #dependencies: LeadDeskDependencies;

  constructor(dependencies: LeadDeskDependencies) {
    this.#dependencies = dependencies;
  }

  /** Begins to hear; also where leads are made directly, for what was handed in before the setting was changed. */
  open(): void {
    const { events } = this.#dependencies;
    events.subscribe({ name: 'leads', types: ['lead.submitted'], hear: ({ data }) => this.#make(data) });
    events.subscribe({ name: 'leadFollowUp', types: ['lead.created'], hear: ({ data }) => this.#followUp(data) });
    events.subscribe({
      name: 'leadsNotMade',
      types: ['operation.timed_out', 'operation.failed', 'operation.unknown'],
      hear: ({ data }) => this.#leaveToPerson(data),
    });
  }

  /** Writes a lead down. The same one again is made once. */
  async submit(submission: LeadSubmission): Promise<void> {
    const { events, database } = this.#dependencies;
    const { captureId, draft, conversationKey } = submission;
    const withPhone = draft.phone !== undefined;
    const common = { subject: captureId, orderedBy: conversationKey };
    await database.transaction(async (sql) => {
      const captured = { id: `${captureId}.captured`, data: { captureId, withPhone } };
      await events.publish({ ...common, ...captured, type: 'lead.captured' }, sql);
      await events.publish({ ...common, id: `${captureId}.submitted`, type: 'lead.submitted', data: submission }, sql);
    });
  }

  async #make({ captureId, draft, conversationKey, dialogId, reference, at }: LeadSubmission): Promise<void> {
    await this.#dependencies.operations.begin({
      conversationKey,
      dialogId,
      port: 'crm',
      method: 'createLead',
      input: draft,
      idempotencyKey: leadKey(captureId),
      receivedAt: at,
      reference,
      silent: true,
    });
  }

  /** What follows a lead that is made in a conversation follows one that is made later, too. */
  async #followUp({ captureId }: EventData<'lead.created'>): Promise<void> {
    const { store, interactions } = this.#dependencies;
    const operation = await store.findByKey(leadKey(captureId));
    if (!operation?.silent) return;
    const { conversationKey, reference, receivedAt: at } = operation;
    await interactions.openOpportunity(operation, { conversationKey, reference, at });
  }

  async #leaveToPerson({ operationId, method }: EventData<'operation.failed'>): Promise<void> {
    if (method !== 'createLead') return;
    const operation = await this.#dependencies.operations.find(operationId);
    if (!operation?.silent) return;
    const draft = operation.input as LeadDraft;
    await this.#dependencies.handoffs.open({
      id: operation.logReference ?? operation.id.slice(0, 8),
      kind: 'message',
      reason: 'lead_not_created',
      conversationKey: operation.conversationKey,
      reference: operation.reference,
      collected: collectedFrom(draft, operation),
      message: draft.interest,
      email: draft.email,
      transcript: [],
    });
  }
}

function collectedFrom({ consent, ...answers }: LeadDraft, { id }: Operation): Record<string, string> {
  return { ...answers, consent: `${consent.wording} (${consent.at})`, operationId: id };
}
