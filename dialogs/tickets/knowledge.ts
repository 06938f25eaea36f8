import { responses } from '../../resources/responses';
import type { PortInput, PortOutput } from '../../services/ports';
import type { DialogDefinition, Message } from '../dialogDefinition';
import { turnOf } from '../turn';
import { isOneOf, isTitle, wordsBeside } from '../words';
import { sendArticles } from './knowledgeAnswer';
import { KNOWLEDGE_DIALOG, KnowledgeDialog, type KnowledgeDetails } from './knowledgeDialog';

/** Policies and how-to, from the help pages. */
export const knowledge: DialogDefinition = {
  id: KNOWLEDGE_DIALOG,
  title: 'job.knowledge',
  inMenu: false,
  audience: 'everyone',
  inGroups: true,
  intents: ['knowledge'],
  needs: ['helpdesk.searchArticles'],
  create: (tools) => new KnowledgeDialog(tools),
  toDetails,
  claims: (message) => verdictOf(message) !== undefined || asksDeliveryTime(message),
  describe: (_operation, locale) => responses('knowledge', locale).plain('what'),
  async presentLate(context, operation, dependencies) {
    const { query: subject } = operation.input as PortInput<'helpdesk', 'searchArticles'>;
    const found = operation.result as PortOutput<'helpdesk', 'searchArticles'>;
    await context.sendActivity(responses('knowledge', turnOf(context).locale).text('late', { subject }));
    await sendArticles(context, { subject, found }, dependencies);
  },
};

function toDetails(message: Message): KnowledgeDetails {
  const helped = verdictOf(message);
  if (helped !== undefined) return { helped };
  const { text, context } = message;
  const isBare = isTitle(text, responses('main', turnOf(context).locale).plain('job.knowledge'));
  return isBare ? {} : { question: text };
}

/** How long a delivery takes, no matter whose: where an order was spoken of, it is meant. */
function asksDeliveryTime({ text, context }: Message): boolean {
  const { locale, session } = turnOf(context);
  const texts = responses('knowledge', locale);
  const bare = wordsBeside(text, texts.list('deliveryTimeFillers')).join(' ');
  return !session.order && isOneOf(bare, texts.list('deliveryTimeWords'));
}

/** Whether the answer helped, said right after it. */
function verdictOf({ text, context }: Message): boolean | undefined {
  const { locale, session } = turnOf(context);
  if (!session.question) return undefined;
  const texts = responses('knowledge', locale);
  const said = text
    .trim()
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/[.!]+$/, '');
  if (texts.list('helpedWords').includes(said)) return true;
  return texts.list('notHelpedWords').includes(said) ? false : undefined;
}
