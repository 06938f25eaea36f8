import { TextPrompt } from 'botbuilder-dialogs';
import { turnOf } from '../turn';

/** After as many answers that cannot be meant, asking again does not help. */
const TRIES = 3;

/** A prompt's answer: the normalised value, or `undefined` after three tries. */
export type DetailAnswer = string | undefined;

/**
 * Asks for one detail and takes the answer as people type it.
 *
 * @param normalize the value that is meant, or `undefined` for an answer that cannot be.
 */
export function createDetailPrompt(
  id: string,
  normalize: (text: string, locale: string) => string | undefined,
): TextPrompt {
  return new TextPrompt(id, (prompt) => {
    const value = normalize(prompt.recognized.value ?? '', turnOf(prompt.context).locale);
    // An empty value ends the prompt and tells the next step that the tries are used up.
    prompt.recognized.value = value ?? '';
    return Promise.resolve(value !== undefined || prompt.attemptCount >= TRIES);
  });
}
