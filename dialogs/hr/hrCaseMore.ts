import type { TurnContext } from 'botbuilder';
import { responses } from '../../resources/responses';
import type { DialogDependencies } from '../dialogDependencies';
import { answerOf } from '../form/answer';
import { plainFields } from '../form/field';
import { findNamed } from '../form/reviewChange';
import { route } from '../routing';
import { ownWords } from '../smallTalk';
import { isOneOf, plainWords, says } from '../words';
import { hrCaseFields, isSensitive, type HrCaseDetails } from './hrCaseFields';

const FIELDS = plainFields('hrCase', hrCaseFields);
/** Fewer words are an answer, or nothing that HR could do something with. */
const WORDS_OF_MORE = 5;

/** True for the question who gets to read what is told here. */
export function asksWhoReads(text: string, locale: string): boolean {
  return isOneOf(text, responses('hrCase', locale).list('readerWords'));
}

/**
 * The case with more of what happened: whoever goes on telling, whatever is asked, is not told to say yes or no first.
 * `undefined` for a message that answers, changes or asks something.
 */
export function withMore(
  details: HrCaseDetails,
  context: TurnContext,
  dependencies: DialogDependencies,
): HrCaseDetails | undefined {
  const answer = answerOf(context, details, dependencies.company);
  const { text, locale } = answer;
  const { description, subject, guessed } = details;
  const isSentence = plainWords(text).split(' ').length >= WORDS_OF_MORE && ownWords(text, locale) !== undefined;
  if (says(text, responses('form', locale).list('sendOrDropWords'))) return undefined;
  // While the title is asked for again, any sentence is one.
  if (!description || !guessed || !subject || !isSentence || text.includes('?')) return undefined;
  const isAnswer = FIELDS.some((field) => field.name === 'confidential' && field.read(answer) !== undefined);
  if (isAnswer || findNamed(FIELDS, answer) !== undefined || isElsewhere(context, dependencies)) return undefined;
  return {
    ...details,
    description: `${description}\n${text}`,
    added: true,
    ...(isSensitive(text, locale) && { confidential: 'yes' as const }),
  };
}

function isElsewhere(context: TurnContext, dependencies: DialogDependencies): boolean {
  const { definition } = route(context, dependencies);
  return definition !== undefined && !definition.intents.includes('hr.case');
}
