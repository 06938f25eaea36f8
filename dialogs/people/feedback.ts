import { responses } from '../../resources/responses';
import type { PortInput, PortOutput } from '../../services/ports';
import type { DialogDefinition } from '../dialogDefinition';
import { FEEDBACK_DIALOG, FeedbackDialog } from './feedbackDialog';
import { handoffOfKey } from './handOver';

/** How a job was; nobody asks for it by words. */
export const feedback: DialogDefinition = {
  id: FEEDBACK_DIALOG,
  title: 'job.feedback',
  inMenu: false,
  audience: 'nobody',
  intents: [],
  needs: [],
  create: ({ dependencies }) => new FeedbackDialog(dependencies),
  toDetails: () => ({}),
  describe: (_operation, locale) => responses('feedback', locale).plain('what'),
  async presentLate(_context, { method, result, input, idempotencyKey }, { handoffs }) {
    if (method !== 'createTicket') return;
    const { id, number } = result as PortOutput<'helpdesk', 'createTicket'>;
    const { requesterEmail } = input as PortInput<'helpdesk', 'createTicket'>;
    await handoffs.complete(handoffOfKey(idempotencyKey), { ticket: { id, number, requesterEmail } });
  },
  // The rating is written down, and the user was thanked.
  presentFailure: () => Promise.resolve(),
};
