import { mentions } from '../commands';
import type { DialogDefinition } from '../dialogDefinition';
import { turnOf } from '../turn';
import type { Intent } from '../understanding/intents';
import { PRIVACY_DIALOG, PrivacyDialog } from './privacyDialog';

/** Jobs in whose words somebody may quote such a question to others. */
const TO_OTHERS: ReadonlySet<Intent | undefined> = new Set<Intent>(['ticket.create', 'human', 'hr.case']);

/** What is kept of somebody, and how they are shown it or have it erased. */
export const privacy: DialogDefinition = {
  id: PRIVACY_DIALOG,
  title: 'job.privacy',
  inMenu: false,
  audience: 'everyone',
  inGroups: true,
  intents: [],
  needs: [],
  create: (tools) => new PrivacyDialog(tools),
  toDetails: () => ({}),
  claims: ({ text, intent, context }) =>
    !TO_OTHERS.has(intent) && mentions('privacyWords', text, turnOf(context).locale),
  describe: () => '',
};
