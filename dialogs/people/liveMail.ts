import { withoutControls } from '../../resources/markdown';
import { responses } from '../../resources/responses';
import type { AgentComment, LiveConversation } from '../../services/handoff/liveConversation';
import type { Mail } from '../../services/mail/mail';
import type { Company } from '../dialogDependencies';

/** What agents wrote, as a letter to the user who was not there any more. */
export function composeAgentMail(
  { ticket, locale }: LiveConversation,
  comments: readonly AgentComment[],
  { COMPANY_NAME: company, COMPANY_EMAIL: email }: Pick<Company, 'COMPANY_NAME' | 'COMPANY_EMAIL'>,
): Omit<Mail, 'to'> {
  const texts = responses('liveConversation', locale);
  const { number } = ticket;
  const words = comments
    .map(({ name = texts.plain('ourTeam'), text }) => texts.plain('mailLine', { name, text: withoutControls(text) }))
    .join('\n\n');
  return {
    subject: texts.plain('mailSubject', { company, number }),
    text: texts.plain('mailText', { words, email, number, company }),
  };
}
