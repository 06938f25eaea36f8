import { DateTime } from 'luxon';
import type { TurnContext } from 'botbuilder';
import { isWebAddress } from '../../resources/markdown';
import { responses } from '../../resources/responses';
import type { Handoff } from '../../services/handoff/handoffStore';
import type { DialogDependencies } from '../dialogDependencies';
import type { HandoffOptions } from '../handoff';
import { identityOf } from '../identity';
import { turnOf } from '../turn';

/** Longer conversations are kept whole with the hand-over; an agent reads the end. */
const LONGEST_TRANSCRIPT = 20_000;
const REASONS: ReadonlySet<string> = new Set(['asked', 'slow_system', 'feedback']);

/** What only the agent reads: three lines first, then records, what was collected, and what was said. */
export function agentNote(
  context: TurnContext,
  handoff: Handoff,
  { job }: Pick<HandoffOptions, 'job'>,
  { company, definitions }: Pick<DialogDependencies, 'company' | 'definitions'>,
): string {
  const { locale } = turnOf(context);
  const texts = responses('handoff', locale);
  const title = definitions.find(({ id }) => id === job)?.title;
  const reason = texts.plain(`note.reason.${REASONS.has(handoff.reason) ? (handoff.reason as 'asked') : 'other'}`);
  const what = title
    ? texts.plain('note.inJob', { reason, job: responses('main', locale).plain(title) })
    : (handoff.message ?? reason);
  const entries = Object.entries(handoff.collected);
  const links = entries.filter(([, value]) => isWebAddress(value)).map(([name, url]) => `- ${name}: ${url}`);
  const values = entries.filter(([, value]) => !isWebAddress(value)).map(([name, value]) => `- ${name}: ${value}`);
  return [
    whoIsIt(context, handoff),
    texts.plain('note.what', { what }),
    texts.plain('note.reference', { reference: handoff.id, channel: context.activity.channelId }),
    ...(links.length > 0 ? ['', texts.plain('note.links'), ...links] : []),
    ...(values.length > 0 ? ['', texts.plain('note.collected'), ...values] : []),
    ...transcriptOf(handoff, company.COMPANY_TIME_ZONE, locale),
  ].join('\n');
}

/** Whose address it is, and how sure that is. */
function whoIsIt(context: TurnContext, { email }: Handoff): string {
  const texts = responses('handoff', turnOf(context).locale);
  if (!email) return texts.plain('note.whoUnknown');
  const identity = identityOf(context);
  const by = identity?.email === email ? identity.by : 'claim';
  return texts.plain('note.who', { who: texts.plain(`note.by.${by}`, { email }) });
}

function transcriptOf({ transcript }: Handoff, zone: string, locale: string): string[] {
  const texts = responses('handoff', locale);
  const lines = transcript.map(({ from, text, at }) => {
    const time = DateTime.fromMillis(at, { zone }).toFormat('yyyy-LL-dd HH:mm');
    return `${time} ${texts.plain(`note.${from}`)}: ${text}`;
  });
  const text = lines.join('\n');
  return lines.length > 0 ? ['', texts.plain('note.transcript'), text.slice(-LONGEST_TRANSCRIPT)] : [];
}
