import { isJob, type Intent } from '../../dialogs/understanding/intents';

/** Intents that other data name otherwise; every other intent is a topic of its own. */
const TOPIC_OF: Partial<Record<Intent, string>> = {
  'order.list': 'order.track',
  'ticket.comment': 'ticket.status',
  'ticket.close': 'ticket.status',
  'ticket.reopen': 'ticket.status',
  'hr.leaveWithdraw': 'hr.leaveStatus',
};

/** The topic of lines that the bot has no answer to. */
export const NO_TOPIC = 'none';

/** What a message was taken for, as measured: its topics and whether it was sent into a job. */
export interface Outcome {
  topics: readonly string[];
  isJob: boolean;
}

/** An intent under both its own name and the data's. */
export function outcomeOf(intent: Intent | undefined): Outcome {
  if (!intent) return { topics: [NO_TOPIC], isJob: false };
  const topic = TOPIC_OF[intent];
  return { topics: topic ? [intent, topic] : [intent], isJob: isJob(intent) };
}
