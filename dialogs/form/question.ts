import { responses } from '../../resources/responses';
import { phraseAt, plainWords } from '../words';

const SHORTEST_QUESTION = 4;
/** "When exactly" asks nothing yet. */
const SHORTEST_WITHOUT_MARK = 3;

/** "Where is order 1003, my mail is …?" asks something, although there is an address in it. */
export function endsAsQuestion(text: string): boolean {
  return text.includes('?') && text.trim().split(/\s+/).length >= SHORTEST_QUESTION;
}

/** Most people leave the question mark out: "wait, where is order 1005", "how much do I get back". */
export function opensAsQuestion(text: string, locale: string): boolean {
  const { rest } = splitLead(text, locale);
  const openings = responses('commands', locale).list('questionOpenings');
  return rest.split(' ').length >= SHORTEST_WITHOUT_MARK && phraseAt(`${rest} `, openings) !== undefined;
}

/** What people say before they come to the point, and the rest: "no wait," and "how much is it". In plain words. */
export function splitLead(text: string, locale: string): { lead: string; rest: string } {
  const all = `${plainWords(text)} `;
  const leads = [...responses('commands', locale).list('questionLeads')].sort((one, two) => two.length - one.length);
  let at = 0;
  for (let lead; (lead = phraseAt(all, leads, at));) at += lead.length + 1;
  return { lead: all.slice(0, at).trim(), rest: all.slice(at).trim() };
}
