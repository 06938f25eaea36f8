import { responses } from '../../resources/responses';
import { mentions } from '../commands';
import type { DialogDefinition } from '../dialogDefinition';
import { turnOf } from '../turn';
import type { Intent } from '../understanding/intents';
import { REACH_US_DIALOG, ReachUsDialog } from './reachUsDialog';

/** Jobs in whose words somebody may quote such a question to others. */
const TO_OTHERS: ReadonlySet<Intent | undefined> = new Set<Intent>([
  'ticket.create',
  'ticket.comment',
  'human',
  'hr.case',
  'it.incident',
]);

/** How the company is reached by phone and by mail: a question that nobody has to be called for. */
export const reachUs: DialogDefinition = {
  id: REACH_US_DIALOG,
  title: 'job.reachUs',
  inMenu: false,
  audience: 'everyone',
  inGroups: true,
  intents: [],
  needs: [],
  create: (tools) => new ReachUsDialog(tools),
  toDetails: () => ({}),
  claims: ({ text, intent, context }) => !TO_OTHERS.has(intent) && mentions('reachWords', text, turnOf(context).locale),
  describe: (_operation, locale) => responses('handoff', locale).plain('what'),
};
