import { responses } from '../../resources/responses';
import { says } from '../words';

/** What people can often put right themselves; the first whose words occur counts. */
export const AID_TOPICS = ['password', 'vpn', 'email', 'printer', 'screen', 'sound', 'slow', 'wifi'] as const;
export type AidTopic = (typeof AID_TOPICS)[number];

/** What a problem is about, where a few steps of one's own may help; never where they could do harm. */
export function aidTopicOf(problem: string, locale: string): AidTopic | undefined {
  const incident = responses('itIncident', locale);
  const isSerious = says(problem, incident.list('alarmWords')) || says(problem, incident.list('damageWords'));
  if (isSerious) return undefined;
  const texts = responses('firstAid', locale);
  return AID_TOPICS.find((topic) => says(problem, texts.list(`words.${topic}`)));
}

/** What to try, step by step. */
export function aidSteps(topic: AidTopic, locale: string): string {
  const texts = responses('firstAid', locale);
  return `${texts.text('lead')}\n\n${texts.text(`steps.${topic}`)}`;
}
