import type { TurnContext } from 'botbuilder';
import { DateTime } from 'luxon';
import { findEntities } from '../entities';
import { phoneRegion } from '../entities/phoneRegion';
import type { Company } from '../dialogDependencies';
import { turnOf } from '../turn';
import type { Answer } from './field';

/** The message of this turn as an answer to one of a form's questions. */
export function answerOf<D extends object>(
  context: TurnContext,
  details: D,
  { COMPANY_TIME_ZONE: zone, COMPANY_REGION }: Pick<Company, 'COMPANY_TIME_ZONE' | 'COMPANY_REGION'>,
): Answer<D> {
  const { locale, timeZone, receivedAt } = turnOf(context);
  const { activity } = context;
  const text = (activity.text ?? '').trim();
  const today = DateTime.fromMillis(receivedAt, { zone: timeZone ?? zone }).toISODate() ?? '';
  const region = phoneRegion(locale, COMPANY_REGION);
  return { text, entities: findEntities(text, { locale, today, region }), activity, context, locale, today, details };
}
