import { responses } from '../../resources/responses';
import type { DialogDefinition } from '../dialogDefinition';
import { HANDOFF_DIALOG, type HandoffOptions } from '../handoff';
import { turnOf } from '../turn';
import { HandoffDialog } from './handoffDialog';

/** A person takes over. */
export const handoff: DialogDefinition = {
  id: HANDOFF_DIALOG,
  title: 'job.handoff',
  inMenu: false,
  audience: 'everyone',
  intents: ['human'],
  needs: [],
  create: (tools) => new HandoffDialog(tools),
  toDetails: ({ context }): HandoffOptions => ({
    kind: 'person',
    reason: 'asked',
    collected: { ...turnOf(context).session.order },
  }),
  describe: (_operation, locale) => responses('handoff', locale).plain('what'),
};
