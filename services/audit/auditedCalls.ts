import type { EventBus } from '../events/eventBus';
import type { Logger } from '../logger';
import type { Operation } from '../operations/operation';
import type { Alongside, Outcome } from '../operations/operationStore';
import { ServiceError } from '../serviceError';
import type { CallLayer, MakeCall, NamedCall } from '../services';
import type { WriteOptions } from '../values';
import { BOT, channelOf } from './actor';
import type { AuditLog } from './auditLog';

/** The fields by which the ports name a person, and a record; the first one that is there counts. */
const PERSONS = ['email', 'requesterEmail', 'employeeEmail', 'employeeId'];
const RECORDS = ['orderNumber', 'orderId', 'ticketId', 'requestId', 'contactId', 'productId', 'itemId', 'number', 'id'];

/** Writes down how an operation ended, in the transaction that ends it. */
export function auditOperations(audit: AuditLog): Alongside {
  return (sql, operation, outcome) => {
    const { port, method, conversationKey, input } = operation;
    return audit.write(
      {
        actor: operation.actor ?? BOT,
        action: `${port}.${method}`,
        ...aboutOf(input, outcome.result),
        outcome: outcomeOf(operation, outcome),
        channel: channelOf(conversationKey),
      },
      sql,
    );
  };
}

function outcomeOf({ protection }: Operation, { state, result, errorCode }: Outcome): string {
  if (state !== 'succeeded') return errorCode ?? state;
  return protection === 'read' && isNothing(result) ? 'none' : 'ok';
}

/** Writes down the calls that are no operations: what the bot looks up or passes on by itself. */
export class AuditedCalls implements CallLayer {
  constructor(
    private readonly audit: AuditLog,
    private readonly log: Logger,
  ) {}

  async call(call: NamedCall, options: Partial<WriteOptions> | undefined, make: MakeCall): Promise<unknown> {
    try {
      const result = await make(options ?? {});
      await this.#write(call, call.protection === 'read' && isNothing(result) ? 'none' : 'ok', result);
      return result;
    } catch (error) {
      await this.#write(call, error instanceof ServiceError ? error.code : 'unexpected');
      throw error;
    }
  }

  /** A call was made whether it can be written down or not: then the log of the process says so. */
  async #write({ port, method, input }: NamedCall, outcome: string, result?: unknown): Promise<void> {
    const entry = { actor: BOT, action: `${port}.${method}`, ...aboutOf(input, result), outcome, channel: BOT };
    await this.audit
      .write(entry)
      .catch((error: unknown) => this.log.error('audit.not_written', error, { port, method }));
  }
}

/** Has it written down that a person was asked for, and that somebody has taken care of it. */
export function auditHandoffs(events: EventBus, audit: AuditLog): void {
  events.subscribe({
    name: 'audit',
    types: ['handoff.requested', 'message.left', 'handoff.closed'],
    hear: ({ id, type, time, orderedBy, data }) =>
      audit.inConversation(orderedBy, undefined, {
        ...{ id, at: Date.parse(time), action: type },
        ...('handoffId' in data && { record: data.handoffId }),
        outcome: 'ok',
      }),
  });
}

function aboutOf(input: unknown, result: unknown): { subject?: string; record?: string } {
  const subject = firstOf(PERSONS, input);
  const record = firstOf(RECORDS, input) ?? firstOf(RECORDS, result);
  return { ...(subject && { subject }), ...(record && { record }) };
}

function firstOf(names: readonly string[], value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = value as Record<string, unknown>;
  const found = names.map((name) => fields[name]).find((each) => typeof each === 'string' && each !== '');
  return found as string | undefined;
}

function isNothing(result: unknown): boolean {
  return result === undefined || result === null || (Array.isArray(result) && result.length === 0);
}
