import { OPERATOR } from '../../services/audit/actor';
import type { AppConfig } from '../../services/config';
import { publishHandoffClosed } from '../../services/events/recordEvents';
import type { Logger } from '../../services/logger';
import { BacklogReader, type Backlog } from '../../services/metrics/backlog';
import type { SystemState } from '../../services/metrics/systemHealth';
import { listUnknown, markLookedInto, type UnknownOperation } from '../../services/operations/unknownOperations';
import type { Clock } from '../../services/operations/clock';
import type { Database, Sql } from '../../services/storage/database';
import type { DeadLetter } from '../../services/tasks/taskStore';
import type { Foundation } from '../foundation';

/** So many of each are shown; the figures beside them count all. */
export const SHOWN = 50;

/** A system, as it was chosen and as it is doing. */
export interface SystemReport extends SystemState {
  vendor: string;
  /** Milliseconds since 1970; absent while it does not count as down. */
  downUntil?: number;
}

export interface HandoffReport {
  id: string;
  kind: string;
  reason: string;
  ageMs: number;
  ticketNumber?: string;
}

export interface FollowUpReport {
  handoffId: string;
  to: string;
  ageMs: number;
}

/** What the people who look after the bot need to know. Nothing of it is personal. */
export interface OpsReport {
  at: number;
  backlog: Backlog;
  systems: SystemReport[];
  unknown: UnknownOperation[];
  handoffs: HandoffReport[];
  deadFollowUps: FollowUpReport[];
  deadLetters: (DeadLetter & { isRetryable: boolean })[];
}

export interface OpsDeskDependencies extends Pick<
  Foundation,
  'handoffs' | 'followUps' | 'tasks' | 'events' | 'health' | 'audit'
> {
  config: AppConfig;
  database: Database;
  clock: Clock;
  log: Logger;
  /** The systems in use. */
  vendors: readonly string[];
}

/** These are tried again only by being left anew: the ticket may have been made. */
const NOT_RETRYABLE = 'followUp';

/** What can be seen of the bot's work from outside, and the little that can be done there by hand. */
export class OpsDesk {
  readonly #dependencies: OpsDeskDependencies;
  readonly #backlog: BacklogReader;

  constructor(dependencies: OpsDeskDependencies) {
    this.#dependencies = dependencies;
    this.#backlog = new BacklogReader(dependencies.database, dependencies.clock);
  }

  /** Numbers only; `undefined` while the database does not answer. */
  readBacklog(): Promise<Backlog | undefined> {
    return this.#backlog.read();
  }

  /** `undefined` while the database does not answer. */
  async report(): Promise<OpsReport | undefined> {
    const backlog = await this.#backlog.read();
    if (!backlog) return undefined;
    const { database, clock } = this.#dependencies;
    const at = clock.now();
    return {
      at,
      backlog,
      systems: this.#systems(backlog),
      unknown: (await listUnknown(database, at)).slice(0, SHOWN),
      handoffs: await this.#handoffs(at),
      deadFollowUps: await this.#deadFollowUps(at),
      deadLetters: (await this.#dependencies.tasks.listDead(SHOWN)).map((letter) => ({
        ...letter,
        isRetryable: letter.kind !== NOT_RETRYABLE,
      })),
    };
  }

  /** Has a task that was given up tried again. Gives false when it is not there, or must not be. */
  async retry(letter: Pick<DeadLetter, 'kind' | 'id'>): Promise<boolean> {
    if (letter.kind === NOT_RETRYABLE) return false;
    const { tasks, log } = this.#dependencies;
    const isTaken = await tasks.retryDead(letter);
    if (isTaken) {
      log.info('ops.retried', { task: `${letter.kind}/${letter.id}` });
      await this.#record('ops.retried', letter.id);
    }
    this.#backlog.forget();
    return isTaken;
  }

  /** A person has found out what became of a write; its hand-over is closed with it. Gives false when it is not waiting. */
  async markLookedInto(operationId: string): Promise<boolean> {
    const { database, clock, log } = this.#dependencies;
    const isMarked = await database.transaction(async (sql) => {
      const marked = await markLookedInto(sql, operationId, clock.now());
      if (marked && marked.handoffId !== undefined) await this.#close(marked.handoffId, sql);
      if (marked !== false) await this.#record('ops.looked_into', operationId, sql);
      return marked !== false;
    });
    if (isMarked) log.info('ops.looked_into', { operationId });
    this.#backlog.forget();
    return isMarked;
  }

  /** A person has taken care of what could not be passed on. Gives false when the hand-over is closed already. */
  async closeHandoff(id: string): Promise<boolean> {
    const isClosed = await this.#dependencies.database.transaction(async (sql) => {
      const closed = await this.#close(id, sql);
      if (closed) await this.#record('ops.handoff_closed', id, sql);
      return closed;
    });
    if (isClosed) this.#dependencies.log.info('ops.handoff_closed', { reference: id });
    this.#backlog.forget();
    return isClosed;
  }

  async #close(id: string, sql: Sql): Promise<boolean> {
    const { handoffs, events } = this.#dependencies;
    const closed = await handoffs.close(id, sql);
    if (closed) await publishHandoffClosed(events, closed, sql);
    return closed !== undefined;
  }

  #record(action: string, record: string, sql?: Sql): Promise<void> {
    return this.#dependencies.audit.write({ actor: OPERATOR, action, record, outcome: 'ok', channel: 'ops' }, sql);
  }

  #systems({ breakers }: Backlog): SystemReport[] {
    const { vendors, health } = this.#dependencies;
    return vendors.map((vendor) => {
      const down = breakers.find((breaker) => breaker.vendor === vendor);
      return { vendor, ...health.of(vendor), ...(down && { downUntil: down.openUntil }) };
    });
  }

  async #handoffs(at: number): Promise<HandoffReport[]> {
    const open = await this.#dependencies.handoffs.listOpen(SHOWN);
    return open.map(({ id, kind, reason, createdAt, ticket }) => ({
      ...{ id, kind, reason, ageMs: at - createdAt },
      ...(ticket && { ticketNumber: ticket.number }),
    }));
  }

  async #deadFollowUps(at: number): Promise<FollowUpReport[]> {
    const dead = (await this.#dependencies.followUps.listDead()).slice(0, SHOWN);
    return dead.map(({ handoffId, draft, createdAt }) => ({ handoffId, to: draft.to, ageMs: at - createdAt }));
  }
}
