import { TICKET_TOPICS, type TicketTopic } from '../../services/config';
import { responses } from '../../resources/responses';

/** The topic whose words occur most in a text; `undefined` where none does. */
export function topicOf(text: string, locale: string): TicketTopic | undefined {
  const padded = ` ${text
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/[^\p{L}\p{N}']+/gu, ' ')} `;
  const texts = responses('createTicket', locale);
  const scored = TICKET_TOPICS.filter((topic) => topic !== 'other').map((topic) => ({
    topic,
    count: texts.list(`topicWords.${topic}`).filter((word) => padded.includes(` ${word} `)).length,
  }));
  const best = scored.reduce((one, other) => (other.count > one.count ? other : one));
  return best.count > 0 ? best.topic : undefined;
}
