import { createHash } from 'node:crypto';
import type { ChatFiles } from '../attachments/chatFiles';
import type { Logger } from '../logger';
import { abortable } from '../operations/abort';
import type { Cancel, Clock } from '../operations/clock';
import { ServiceError, asServiceError, type ServiceErrorCode } from '../serviceError';
import type { Services } from '../services';
import type { Task } from '../tasks/taskStore';
import type { TaskKindHandler } from '../tasks/taskWorker';
import type { LiveConversation, TellLive } from './liveConversation';
import type { LiveStore } from './liveStore';
import type { PassOn } from './liveTasks';

/** A write whose answer is missing may be under way in its system for so long: looked up earlier, it would be made twice. */
const UNDER_WAY_FOR_MS = 10_000;
/** Less than a task's lease, so that no other instance begins while this one waits. */
const LONGEST_CALL_MS = 45_000;
/** Words that are a day old answer nobody any more. */
const GIVE_UP_AFTER_MS = 24 * 60 * 60_000;

/** With these the ticket takes nothing any more. */
const GONE: ReadonlySet<ServiceErrorCode> = new Set<ServiceErrorCode>(['not_found', 'conflict']);
/** With these the same words are refused however often they are sent. */
const REFUSED: ReadonlySet<ServiceErrorCode> = new Set<ServiceErrorCode>(['invalid_input', 'unsupported']);

/** Why something was not passed on, in the terms of the task queue. */
class PassOnError extends Error {
  override readonly name = 'PassOnError';

  constructor(
    cause: ServiceError,
    readonly isFinal: boolean,
    readonly retryAfterMs: number,
  ) {
    super(`not passed on: ${cause.code}`, { cause });
  }
}

export interface PassingOnDependencies {
  store: LiveStore;
  services: Pick<Services, 'callByName' | 'protection' | 'indexLagMs'>;
  files: Pick<ChatFiles, 'find' | 'remove'>;
  clock: Clock;
  log: Logger;
  tell: TellLive;
  attemptTimeoutMs: number;
  /** After so long the user is told that it takes longer. */
  tellAfterMs: number;
}

/** The key of what an activity says: the same whenever the activity comes again. At most 64 characters, url-safe. */
export function passOnKey(handoffId: string, activityId: string, part: number): string {
  return `live.${createHash('sha256').update(`${handoffId}/${activityId}/${part}`).digest('base64url')}`;
}

/**
 * Brings what users write in a live conversation to the ticket: one after the other, each once, however long the helpdesk is
 * down. The user hears of it only when it takes long, when it works again, and when it cannot be done.
 */
export class PassingOn implements TaskKindHandler {
  readonly #dependencies: PassingOnDependencies;

  constructor(dependencies: PassingOnDependencies) {
    this.#dependencies = dependencies;
  }

  async handle(task: Task): Promise<void> {
    const part = task.payload as PassOn;
    const live = await this.#dependencies.store.find(part);
    if (!live) return;
    try {
      await this.#send(live, part, task.attempts > 0);
    } catch (error) {
      await this.#failed(live, part, task, asServiceError(error));
    }
    if (live.troubledAt !== undefined) await this.#tell(live, { kind: 'recovered' });
  }

  async #send({ ticket }: LiveConversation, { key, text }: PassOn, isRepeat: boolean): Promise<void> {
    const { files } = this.#dependencies;
    const { id: ticketId, requesterEmail } = ticket;
    if (text !== undefined) return this.#call('addComment', { ticketId, requesterEmail, text }, key, isRepeat);
    const file = await files.find(key);
    // It went with an earlier attempt, or was kept for a day.
    if (!file) return;
    await this.#call('attachFile', { ticketId, requesterEmail, file }, key, isRepeat);
    await files.remove(key);
  }

  async #call(method: string, input: unknown, idempotencyKey: string, isRepeat: boolean): Promise<void> {
    const { services, clock, attemptTimeoutMs } = this.#dependencies;
    if (isRepeat && services.protection('helpdesk', method) === 'neither')
      throw new ServiceError('invalid_input', 'nobody knows whether it was written: it is not sent again');
    const limitMs = Math.min(attemptTimeoutMs, LONGEST_CALL_MS);
    const abort = new AbortController();
    const tooLong = new ServiceError('unavailable', `no answer within ${limitMs} ms`);
    const cancel: Cancel = clock.schedule(limitMs, () => abort.abort(tooLong));
    try {
      const options = { signal: abort.signal, idempotencyKey, isRepeat };
      await abortable(services.callByName('helpdesk', method, input, options), abort.signal);
    } finally {
      cancel();
    }
  }

  async #failed(live: LiveConversation, part: PassOn, { attempts }: Task, error: ServiceError): Promise<never> {
    const { services, clock, tellAfterMs } = this.#dependencies;
    const method = part.text === undefined ? 'attachFile' : 'addComment';
    const ageMs = clock.now() - part.at;
    const isFinal = GONE.has(error.code) || REFUSED.has(error.code) || ageMs > GIVE_UP_AFTER_MS;
    if (isFinal) await this.#tell(live, { kind: 'refused', gone: GONE.has(error.code) });
    else if (live.troubledAt === undefined && (attempts > 0 || ageMs > tellAfterMs))
      await this.#tell(live, { kind: 'troubled' });
    const lookUpAfterMs = error.mayBeDone ? Math.max(UNDER_WAY_FOR_MS, services.indexLagMs('helpdesk', method)) : 0;
    throw new PassOnError(error, isFinal, Math.max(lookUpAfterMs, error.retryAfterMs ?? 0));
  }

  /** That the user cannot be told must not keep their words from the ticket. */
  async #tell(live: LiveConversation, news: Parameters<TellLive>[1]): Promise<void> {
    await this.#dependencies.tell(live, news).catch((error: unknown) => {
      this.#dependencies.log.error('live.not_told', error, { kind: news.kind });
    });
  }
}
