import { responses } from '../../resources/responses';
import type { DialogDefinition } from '../dialogDefinition';
import { FEEDBACK_DIALOG, FeedbackDialog } from './feedbackDialog';

/** How a job was; nobody asks for it by words. */
export const feedback: DialogDefinition = {
  id: FEEDBACK_DIALOG,
  title: 'job.feedback',
  inMenu: false,
  audience: 'nobody',
  inGroups: true,
  intents: [],
  needs: [],
  create: ({ dependencies }) => new FeedbackDialog(dependencies),
  toDetails: () => ({}),
  describe: (_operation, locale) => responses('feedback', locale).plain('what'),
  // The rating is written down, and the user was thanked.
  presentLate: () => Promise.resolve(),
  presentFailure: () => Promise.resolve(),
};
