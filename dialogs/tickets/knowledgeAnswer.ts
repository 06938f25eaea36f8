import type { TurnContext } from 'botbuilder';
import { escapeMarkdown, markdownLink } from '../../resources/markdown';
import { responses } from '../../resources/responses';
import type { Article } from '../../services/ports/helpdesk';
import { suggest } from '../choices';
import type { DialogDependencies } from '../dialogDependencies';
import type { Choice } from '../session';
import { turnOf } from '../turn';
import { CREATE_TICKET_DIALOG } from './createTicketDialog';
import { isAbout } from './helpSearch';

/** What a search has found, and for which words. */
export interface Found {
  subject: string;
  found: readonly Article[];
}

/**
 * The best article in short and with its link, the others by their links; then whether it helped. An article that has none
 * of the words answers another question, whatever the search thinks of it.
 */
export async function sendArticles(
  context: TurnContext,
  { subject, found }: Found,
  dependencies: Pick<DialogDependencies, 'definitions'>,
): Promise<void> {
  const { locale } = turnOf(context);
  const texts = responses('knowledge', locale);
  const [best, ...others] = found.filter((article) => isAbout(article, subject));
  if (!best) return offerPeople(context, 'none', dependencies);
  const more = others.map(({ title, url }) => `- ${markdownLink(title, url)}`);
  const lines = [
    `**${escapeMarkdown(best.title)}**`,
    escapeMarkdown(best.excerpt),
    markdownLink(texts.plain('readOn'), best.url),
    ...(more.length > 0 ? [[texts.text('more'), ...more].join('\n')] : []),
  ];
  await context.sendActivity(lines.join('\n\n'));
  await suggest(context, texts.text('didItHelp'), [
    { title: texts.plain('helped'), means: 'yes' },
    { title: texts.plain('notHelped'), means: 'no' },
  ]);
}

/** A ticket or a person, where the help pages are no help. */
export async function offerPeople(
  context: TurnContext,
  key: 'none' | 'offer',
  { definitions }: Pick<DialogDependencies, 'definitions'>,
): Promise<void> {
  const { locale, session } = turnOf(context);
  if (session.question) session.question.open = true;
  const ticket = definitions.find(({ id }) => id === CREATE_TICKET_DIALOG);
  const person: Choice = { title: responses('common', locale).plain('button.talkToPerson') };
  const choices: Choice[] = ticket
    ? [{ title: responses('main', locale).plain(ticket.title), means: 'yes' }, person]
    : [{ ...person, means: 'yes' }];
  await suggest(context, responses('knowledge', locale).text(key), choices);
}
