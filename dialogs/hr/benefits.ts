import { responses } from '../../resources/responses';
import type { DialogDefinition } from '../dialogDefinition';
import { BENEFITS_DIALOG, BenefitsDialog } from './benefitsDialog';

/** What the employee is covered by. */
export const benefits: DialogDefinition = {
  id: BENEFITS_DIALOG,
  title: 'job.benefits',
  inMenu: false,
  audience: 'employees',
  intents: ['hr.benefits'],
  needs: ['hr.findEmployee', 'hr.getBenefits'],
  create: (tools) => new BenefitsDialog(tools),
  toDetails: () => ({}),
  describe: (_operation, locale) => responses('benefits', locale).plain('what'),
};
