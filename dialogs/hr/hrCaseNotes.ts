import { responses } from '../../resources/responses';
import type { ReviewNote } from '../form/reviewCard';
import type { Reader } from '../format';
import type { HrCaseDetails } from './hrCaseFields';

/** Who reads it, and where the answer goes. */
export function hrCaseNotes(details: object, { locale }: Reader): ReviewNote[] {
  const { confidential, email = '' } = details as HrCaseDetails;
  const texts = responses('hrCase', locale);
  const answer = { text: texts.plain('noteAnswer', { email }) };
  return confidential === 'no' ? [answer] : [{ text: texts.plain('noteConfidential') }, answer];
}
