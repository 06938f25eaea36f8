/** A metric as it is registered and documented: `docs/operations.md` has the same table, and a test compares them. */
export interface MetricDefinition {
  help: string;
  labels: readonly string[];
}

/** What happened since the process started; summed over instances. */
export const COUNTERS = {
  bot_operations_settled_total: {
    help: 'Operations that came to their end, by how',
    labels: ['port', 'method', 'state'],
  },
  bot_own_messages_total: {
    help: 'What the bot says by itself (stillChecking, offerHuman, word, lastWord, outcome, news) and whether the channel took it',
    labels: ['kind', 'outcome'],
  },
  bot_webhooks_total: { help: 'Webhooks of the systems, by what became of them', labels: ['vendor', 'outcome'] },
  bot_token_refusals_total: { help: 'Refusals of the token endpoint of the website', labels: ['reason'] },
  bot_ops_refusals_total: { help: 'Refusals of /metrics and /ops', labels: ['reason'] },
  bot_log_lines_total: { help: 'Warnings and errors in the log, by the name of the line', labels: ['level', 'event'] },
} as const satisfies Record<string, MetricDefinition>;

/** How long things took, in seconds; each also counts them. */
export const HISTOGRAMS = {
  bot_turn_duration_seconds: {
    help: 'Turns, from the moment the bot had the activity until everything was saved',
    labels: ['channel', 'type', 'outcome'],
    buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15],
  },
  bot_call_duration_seconds: {
    help: 'Calls to the systems, the wait for a free place included; answers from the cache are no calls',
    labels: ['vendor', 'port', 'method', 'code'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30],
  },
} as const satisfies Record<string, MetricDefinition & { buckets: readonly number[] }>;

/** How things are at the moment of asking. All but the first are read from the database: each instance says the same. */
export const GAUGES = {
  bot_build_info: { help: 'Always 1; says what runs', labels: ['version', 'node'] },
  bot_database_up: { help: '1 while the database answers within two seconds', labels: [] },
  bot_instances: { help: 'Instances that have been heard of in the last five seconds', labels: [] },
  bot_breaker_open: { help: '1 while a system counts as down and is left alone', labels: ['vendor'] },
  bot_operations_open: { help: 'Operations whose outcome the user does not know yet, by state', labels: ['state'] },
  bot_operations_unknown: { help: 'Writes of which nobody knows whether they were done', labels: [] },
  bot_notices_waiting: { help: 'What users are to be told about an operation, now or later', labels: ['kind'] },
  bot_notices_overdue_seconds: { help: 'For how long the oldest of them is due', labels: ['kind'] },
  bot_tasks_waiting: { help: 'Background tasks, now or later', labels: ['kind'] },
  bot_tasks_overdue_seconds: { help: 'For how long the oldest of them is due', labels: ['kind'] },
  bot_dead_letters: { help: 'Background tasks that were given up', labels: ['kind'] },
  bot_handoffs_open: { help: 'Hand-overs to people that nobody has closed', labels: ['kind'] },
  bot_handoffs_oldest_seconds: { help: 'The age of the oldest of them', labels: ['kind'] },
  bot_follow_ups_dead: { help: 'Open hand-overs that could not be passed on', labels: [] },
} as const satisfies Record<string, MetricDefinition>;

export type CounterName = keyof typeof COUNTERS;
export type HistogramName = keyof typeof HISTOGRAMS;
export type GaugeName = keyof typeof GAUGES;
