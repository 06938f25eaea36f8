import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SeededRandom } from '../understanding/random';
import { freePort, startPostgres, type PostgresServer } from '../postgresServer';
import { Channel } from './channel';
import { Conversation } from './conversation';
import { Instance } from './instance';
import { checkInvariants, type Verdict } from './invariants';
import { Killer } from './killer';
import { LabSandbox } from './labSandbox';
import { Ledger } from './ledger';
import type { Engine, LabOptions } from './options';
import { collectOutcomes } from './outcome';
import { phasesHit, type Phase } from './phases';
import { MemoryWatch } from './memory';
import { scenarios } from './scenarios';
import { createTask } from './task';

/** The built bot, beside which this file was built. */
const BOT = join(__dirname, '..', '..', 'index.js');
/** A write is given up after two minutes, and what a person is told of it is tried again after up to some minutes more. */
const COMES_TO_REST_WITHIN_MS = 300_000;

/** Whoever waits longer for an instance finds that there is none. */
const COMES_UP_WITHIN_MS = 30_000;
/** Of a soak: then one process is left alone, and its memory is watched. */
const SOAK_KILLS_ALL_FOR = 0.3;

/** Each as often as it is wanted. */
const weighted = scenarios.flatMap((scenario) => Array.from({ length: scenario.weight }, () => scenario));

const OUTAGE_AFTER_MS = 15_000;

/** What one run brought. */
export interface LabReport {
  engine: Engine;
  verdicts: Verdict[];
  phases: Map<Phase, number>;
  conversations: readonly Conversation[];
  kills: number;
  seconds: number;
  resent: number;
  refusals: Map<number, number>;
  logFiles: string[];
}

/** Real processes that are killed at random moments while users talk to them, and then the reckoning. */
export class Laboratory {
  readonly #random: SeededRandom;
  readonly #folder = mkdtempSync(join(tmpdir(), 'crash-test-'));
  readonly #key = randomBytes(32);
  #postgres: PostgresServer | undefined;
  #sandbox!: LabSandbox;
  #channel!: Channel;
  #ledger!: Ledger;
  #instances: Instance[] = [];

  constructor(
    private readonly engine: Engine,
    private readonly options: LabOptions,
    private readonly say: (line: string) => void,
  ) {
    this.#random = new SeededRandom(options.seed);
  }

  async run(): Promise<LabReport> {
    const startedAt = performance.now();
    await this.#setUp();
    const killer = new Killer(this.#random, this.options.killEverySeconds, this.#ledger);
    const { soakSeconds } = this.options;
    const last = this.#instances.at(-1);
    killer.start(this.#instances, soakSeconds === undefined ? Infinity : soakSeconds * 1_000 * SOAK_KILLS_ALL_FOR);
    const memory = soakSeconds !== undefined && last ? new MemoryWatch(last) : undefined;
    const outage = this.#breakDown();
    const conversations = await this.#talk();
    await outage;
    const verdicts = memory ? [memory.stop()] : [];
    await killer.stop();
    this.say(`all conversations are over; ${killer.kills.length} kills; waiting for the rest`);
    await this.#comeToRest();
    const outcomes = await collectOutcomes(conversations, await this.#ledger.operations(), this.#sandbox);
    const rest = {
      reportedUnknown: new Set(await this.#ledger.reportedUnknown()),
      openOperations: (await this.#ledger.operations('open')).length,
      leftToDo: await this.#ledger.leftToDo(),
      deaths: this.#instances.flatMap(({ deaths }) => deaths),
      kills: killer.kills.length,
    };
    return {
      engine: this.engine,
      verdicts: [...checkInvariants(outcomes, rest), ...verdicts],
      phases: phasesHit(killer.kills, outcomes),
      conversations,
      kills: killer.kills.length,
      seconds: (performance.now() - startedAt) / 1_000,
      resent: conversations.reduce((sum, { resent }) => sum + resent, 0),
      refusals: countBy(conversations.flatMap(({ refusals }) => refusals)),
      logFiles: this.#instances.map((_, index) => this.#logFile(index)),
    };
  }

  /** Writes down what was said where a promise was broken. */
  keepTalks({ verdicts, conversations }: LabReport): void {
    const broken = verdicts.flatMap((verdict) => verdict.broken).join('\n');
    const talks = conversations.filter(({ id }) => broken.includes(id));
    const text = talks.map(({ id, lines }) => [`-- ${id}`, ...lines, ''].join('\n')).join('\n');
    writeFileSync(join(this.#folder, 'talks.log'), text);
  }

  /** Ends all that was started. The folder stays where something has to be looked into. */
  async close(keepFolder: boolean): Promise<void> {
    await Promise.all(this.#instances.map((instance) => instance.stop()));
    await this.#ledger?.close();
    this.#channel?.close();
    await this.#sandbox?.stop();
    await this.#postgres?.stop();
    if (keepFolder) this.say(`logs are in ${this.#folder}`);
    else rmSync(this.#folder, { recursive: true, force: true });
  }

  async #setUp(): Promise<void> {
    const { instances, operations } = this.options;
    if (this.engine === 'postgres') this.#postgres = await startPostgres();
    const databaseUrl = this.#postgres?.url ?? `sqlite:${join(this.#folder, 'bot.db')}`;
    this.#sandbox = await LabSandbox.start(operations);
    this.#channel = await Channel.open();
    const count = this.engine === 'postgres' ? instances : 1;
    for (let index = 0; index < count; index++) {
      const environment = this.#environment(databaseUrl);
      const logFile = this.#logFile(index);
      this.#instances.push(new Instance({ script: BOT, port: await freePort(), environment, logFile }));
    }
    await Promise.all(this.#instances.map((instance) => instance.start()));
    this.#ledger = Ledger.open(databaseUrl, this.#key);
  }

  /** The bot as it is, with its times made shorter; those within which writes are looked up and given up stay. */
  #environment(databaseUrl: string): Record<string, string> {
    return {
      NODE_ENV: 'development',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'warn',
      DATABASE_URL: databaseUrl,
      DATA_ENCRYPTION_KEY: this.#key.toString('base64'),
      SANDBOX: 'on',
      SANDBOX_URL: this.#sandbox.url,
      COMPANY_TIME_ZONE: 'UTC',
      BUSINESS_HOURS: 'Mon-Sun 00:00-24:00',
      INLINE_WAIT_MS: '600',
      STILL_CHECKING_AFTER_MS: '1500',
      OFFER_HUMAN_AFTER_MS: '6000',
      ATTEMPT_TIMEOUT_MS: '4000',
      LOG_INTERACTIONS: 'off',
      MicrosoftAppId: '',
    };
  }

  /** Stops the database for a while, under load. */
  async #breakDown(): Promise<void> {
    const { outageSeconds } = this.options;
    if (outageSeconds === undefined || !this.#postgres) return;
    await pause(OUTAGE_AFTER_MS);
    this.say('the database is stopped');
    await this.#postgres.stopServer();
    await pause(outageSeconds * 1_000);
    await this.#postgres.startServer();
    this.say(`the database is back after ${outageSeconds} s`);
  }

  /** As many conversations at once as wanted, until all are over or the time is. */
  async #talk(): Promise<Conversation[]> {
    const { operations, parallel, secondsLimit, soakSeconds = 0 } = this.options;
    await this.#sandbox.spoil(this.options);
    const endAt = performance.now() + (soakSeconds || secondsLimit) * 1_000;
    const held: Conversation[] = [];
    let begun = 0;
    let over = 0;
    const talkers = Array.from({ length: parallel }, async () => {
      while (begun < operations && performance.now() < endAt) {
        const conversation = await this.#next(begun++);
        held.push(conversation);
        await conversation.hold();
        if (++over % 200 === 0) this.say(`${over} conversations are over`);
      }
    });
    await Promise.all(talkers);
    return held;
  }

  async #next(index: number): Promise<Conversation> {
    const scenario = this.#random.pick(weighted);
    const ticketNumber = scenario.name === 'ticket comment' ? await this.#sandbox.openTicket(index) : '';
    const tools = { channel: this.#channel, random: this.#random, endpoint: () => this.#anyInstance() };
    return new Conversation(createTask(index, ticketNumber), scenario, tools);
  }

  /** Conversations hop between the instances that are up, as they do behind a load balancer. */
  async #anyInstance(): Promise<string> {
    const giveUpAt = performance.now() + COMES_UP_WITHIN_MS;
    for (;;) {
      const up = this.#instances.filter(({ isUp }) => isUp);
      if (up.length > 0 || performance.now() > giveUpAt)
        return this.#random.pick(up.length > 0 ? up : this.#instances).url;
      await pause(50);
    }
  }

  /** The systems are well again, so all that waits for them comes to its end. */
  async #comeToRest(): Promise<void> {
    await this.#sandbox.recover();
    const giveUpAt = performance.now() + COMES_TO_REST_WITHIN_MS;
    while (performance.now() < giveUpAt) {
      const open = await this.#ledger.operations('open');
      if (open.length === 0 && (await this.#ledger.leftToDo()).length === 0) break;
      await pause(500);
    }
    await pause(1_000); // what was just told arrives
  }

  #logFile(index: number): string {
    return join(this.#folder, `bot-${index + 1}.log`);
  }
}

function countBy<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
