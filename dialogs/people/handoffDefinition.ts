import { responses } from '../../resources/responses';
import type { PortInput, PortOutput } from '../../services/ports';
import type { DialogDefinition } from '../dialogDefinition';
import { HANDOFF_DIALOG, type HandoffOptions } from '../handoff';
import { turnOf } from '../turn';
import { HandoffDialog } from './handoffDialog';
import { handoffOfKey } from './handOver';
import { sendHandoffTicket } from './handoffTicket';

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
  async presentLate(context, operation, dependencies) {
    const ticket = operation.result as PortOutput<'helpdesk', 'createTicket'>;
    const { requesterEmail } = operation.input as PortInput<'helpdesk', 'createTicket'>;
    await dependencies.handoffs.complete(handoffOfKey(operation.idempotencyKey), {
      ticket: { id: ticket.id, number: ticket.number, requesterEmail },
    });
    await sendHandoffTicket(context, ticket, dependencies);
  },
  // The hand-over itself is written down, and the user was told so.
  presentFailure: () => Promise.resolve(),
};
