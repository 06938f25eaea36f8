import { responses } from '../../resources/responses';
import type { PortOutput } from '../../services/ports';
import type { DialogDefinition } from '../dialogDefinition';
import { turnOf } from '../turn';
import { isGraveMatter } from './graveMatter';
import { HR_CASE_DIALOG, HrCaseDialog } from './hrCaseDialog';
import { changesCover, isSensitive, matterOf, type HrCaseDetails } from './hrCaseFields';

/** Anything else for HR. */
export const hrCase: DialogDefinition = {
  id: HR_CASE_DIALOG,
  title: 'job.hrCase',
  inMenu: false,
  audience: 'employees',
  intents: ['hr.case'],
  needs: ['hr.openHrCase'],
  create: (tools) => new HrCaseDialog(tools),
  toDetails({ text, context }): HrCaseDetails {
    const { locale } = turnOf(context);
    const enrols = changesCover(text, locale);
    const description = enrols ? text.trim() : matterOf(text);
    const isConfidential = isSensitive(text, locale);
    return {
      ...(enrols && { enrols: true as const }),
      ...(description && { description }),
      ...(isConfidential && { confidential: 'yes' as const }),
    };
  },
  // Whatever else it looks like: it goes to HR, and never to the helpdesk of customers. Who is insured is changed there, too.
  claims: ({ text, context }) =>
    isGraveMatter(text, turnOf(context).locale) || changesCover(text, turnOf(context).locale),
  continues: ({ intent, text, context }) => !intent && isSensitive(text, turnOf(context).locale),
  describe: (_operation, locale) => responses('hrCase', locale).plain('what'),
  async presentLate(context, operation) {
    const { number } = operation.result as PortOutput<'hr', 'openHrCase'>;
    await context.sendActivity(responses('hrCase', turnOf(context).locale).text('late', { number }));
  },
};
