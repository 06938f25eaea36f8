import type { Conversation } from './conversation';
import type { CarriedOut } from './journal';
import type { LabSandbox } from './labSandbox';
import type { LedgerRow } from './ledger';
import type { Scenario } from './scenarios';
import type { Task } from './task';

/** All that is known of one conversation when everything has come to rest. */
export interface Outcome {
  conversation: Conversation;
  /** The operations of the bot's books that did, or tried, what was wanted. */
  rows: LedgerRow[];
  /** What the system carried out for it. */
  carriedOut: CarriedOut[];
  /** How often it was sent to a system that takes no key; 0 for all others. */
  sent: number;
  /** How many records the system holds of it. */
  records: number;
}

export async function collectOutcomes(
  conversations: readonly Conversation[],
  rows: readonly LedgerRow[],
  sandbox: LabSandbox,
): Promise<Outcome[]> {
  await sandbox.noteOrders();
  const rowsOf = Map.groupBy(rows, ({ conversationKey }) => conversationKey.split('/')[1] ?? '');
  const carriedOut = Map.groupBy(sandbox.journal, ({ marker }) => marker);
  const records = new Records(sandbox);
  const outcomes: Outcome[] = [];
  for (const conversation of conversations) {
    const { task, scenario, id } = conversation;
    outcomes.push({
      conversation,
      rows: (rowsOf.get(encodeURIComponent(id)) ?? []).filter(({ call }) => call === scenario.operation),
      carriedOut: (carriedOut.get(task.marker) ?? []).filter(({ call }) => call === scenario.operation),
      sent: sandbox.orders.get(task.marker)?.size ?? 0,
      records: await records.count(scenario, task),
    });
  }
  return outcomes;
}

/** The systems' records, read once a type. */
class Records {
  readonly #texts = new Map<string, Promise<string[]>>();

  constructor(private readonly sandbox: LabSandbox) {}

  async count({ record }: Scenario, task: Task): Promise<number> {
    if (!record) return 0;
    const { vendor, type } = record;
    const needle = type === 'return' ? `#${task.orderNumber}-R` : task.marker;
    const texts = await this.#all(vendor, type);
    return texts.filter((text) => text.includes(needle)).length;
  }

  #all(vendor: string, type: string): Promise<string[]> {
    const key = `${vendor}/${type}`;
    const texts =
      this.#texts.get(key) ??
      this.sandbox.records(vendor, type).then((records) => records.map((record) => JSON.stringify(record)));
    this.#texts.set(key, texts);
    return texts;
  }
}
