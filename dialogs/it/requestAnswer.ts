import type { TurnContext } from 'botbuilder';
import { markdownLink } from '../../resources/markdown';
import { responses } from '../../resources/responses';
import type { ItRequest } from '../../services/ports/itsm';
import { offer } from '../choices';
import type { DialogDependencies } from '../dialogDependencies';
import { readerOf } from '../form/fieldPrompt';
import { formatDay } from '../format';
import { turnOf } from '../turn';

type Needed = Pick<DialogDependencies, 'company' | 'clock'>;

/** More than this nobody reads at once. */
const MOST_SHOWN = 5;

/** Tells how one report or request stands. */
export async function sendRequest(context: TurnContext, request: ItRequest, dependencies: Needed): Promise<void> {
  const reader = readerOf(context, dependencies);
  const texts = responses('itRequestStatus', reader.locale);
  const { number, subject, status, updatedAt, url } = request;
  const standing = [
    asSentence(texts.plain(`status.${status}`)),
    ...dueOf(context, request, dependencies),
    texts.text('updated', { date: formatDay(updatedAt, reader) }),
  ].join(' ');
  const words = texts.plain(status === 'waiting_for_you' ? 'answerThere' : 'link');
  const lines = [texts.text('title', { number, subject }), standing, ...(url ? [markdownLink(words, url)] : [])];
  await context.sendActivity(lines.join('\n\n'));
}

/** Tells how all of them stand, each in a line and with a button. */
export async function sendRequests(
  context: TurnContext,
  requests: readonly ItRequest[],
  dependencies: Needed,
): Promise<void> {
  const { locale } = turnOf(context);
  const texts = responses('itRequestStatus', locale);
  const [only] = requests;
  if (!only) return offer(context, texts.text('none'), afterNothing(locale));
  if (requests.length === 1) return sendRequest(context, only, dependencies);
  const shown = requests.slice(0, MOST_SHOWN);
  const lines = shown.map(({ number, subject, status, url }) => {
    const line = texts.text('line', { number, subject, status: texts.plain(`status.${status}`) });
    return status === 'waiting_for_you' && url ? `${line} – ${markdownLink(texts.plain('answerThere'), url)}` : line;
  });
  const count = requests.length - shown.length;
  const more = count > 0 ? [texts.text('more', { count })] : [];
  const choices = shown.map(({ number }) => ({ title: number }));
  await offer(context, [texts.text('list'), ...lines, ...more].join('\n\n'), choices);
}

/** Whoever has nothing with IT may be about to. */
function afterNothing(locale: string): { title: string }[] {
  const main = responses('main', locale);
  return [{ title: main.plain('job.itIncident') }, { title: main.plain('job.itOrder') }];
}

function dueOf(context: TurnContext, { status, dueAt }: ItRequest, dependencies: Needed): string[] {
  if (!dueAt || status === 'done' || status === 'cancelled') return [];
  const reader = readerOf(context, dependencies);
  const isLate = Date.parse(dueAt) < dependencies.clock.now();
  const values = { date: formatDay(dueAt, reader) };
  return [responses('itRequestStatus', reader.locale).text(isLate ? 'overdue' : 'due', values)];
}

function asSentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
