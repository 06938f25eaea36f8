import type { TurnContext } from 'botbuilder';
import { responses } from '../../resources/responses';
import { suggest } from '../choices';
import { isCommand } from '../commands';
import type { DialogDependencies } from '../dialogDependencies';
import type { Reader } from '../format';
import { turnOf } from '../turn';
import { answerOf } from './answer';
import { textsOf, type PlainField } from './field';
import { FormPrompt } from './formPrompt';
import { callsOff, takesLeave } from './leaving';
import { opensAsQuestion } from './question';
import { findSpotted } from './reviewChange';

/** After as many answers that cannot be meant, asking again does not help. */
const TRIES = 3;

/** Right after a question, nothing but a number is meant as its answer, not as an order. */
const BARE_NUMBER = /^[\d\s()+./-]+$/;

/** What is asked; kept with the prompt, so plain data only. */
export interface Question {
  field: string;
  details: object;
}

/** A prompt's answer: the value, or the details with another answer that was given instead; neither after three tries. */
export interface FieldAnswer {
  value?: unknown;
  details?: object;
  /** The user said goodbye. */
  left?: true;
}

/** Asks one of a form's questions and takes the answer as people give it. */
export class FieldPrompt extends FormPrompt<FieldAnswer, Question> {
  constructor(
    id: string,
    private readonly fields: ReadonlyMap<string, PlainField>,
    dependencies: DialogDependencies,
  ) {
    super(id, dependencies, ({ recognized, attemptCount }) => {
      if (!recognized.succeeded) recognized.value = {};
      return Promise.resolve(recognized.succeeded || attemptCount >= TRIES);
    });
  }

  protected async ask(context: TurnContext, question: Question, isRetry: boolean): Promise<void> {
    const { locale, session } = turnOf(context);
    const { details, field } = this.#find(question);
    const reader: Reader = readerOf(context, this.dependencies);
    const text = textsOf(field, locale).text(isRetry ? field.retry : field.ask, field.values?.(details, reader));
    const skip = field.skippable ? [{ title: responses('form', locale).plain('button.skip') }] : [];
    const choices = [...(field.choices?.(details, locale) ?? []), ...skip];
    if (choices.length > 0) await suggest(context, text, choices);
    else await context.sendActivity(text);
    if (field.takesFile) session.expectsFile = true;
  }

  protected isAttempt({ activity }: TurnContext): boolean {
    return BARE_NUMBER.test(activity.text ?? '');
  }

  protected isFreeText(context: TurnContext, question: Question): boolean {
    return this.read(context, question)?.value === (context.activity.text ?? '').trim();
  }

  protected read(context: TurnContext, question: Question): FieldAnswer | undefined {
    const { field, details } = this.#find(question);
    const answer = answerOf(context, details, this.dependencies.company);
    const { text, locale } = answer;
    if (field.skippable && skips(text, locale)) return { value: null };
    const value = field.read(answer);
    const isOwnWords = typeof value === 'string' && value.toLowerCase() === text.toLowerCase();
    const isLeaving = takesLeave(text, locale, !field.skippable) || callsOff(text, locale);
    if ((value === undefined || isOwnWords) && isLeaving) return { left: true };
    if (value !== undefined) return { value };
    const spotted = findSpotted([...this.fields.values()], answer, { alsoNew: true });
    return spotted && { details: spotted };
  }

  /** Only what answers the question itself may begin like a question: "why? it is too small". */
  protected override asksElsewhere(context: TurnContext, question: Question): boolean {
    if (super.asksElsewhere(context, question)) return true;
    const isAside = this.read(context, question)?.details !== undefined;
    return isAside && opensAsQuestion(context.activity.text ?? '', turnOf(context).locale);
  }

  #find({ field: name, details }: Question): { field: PlainField; details: object } {
    const field = this.fields.get(name);
    if (!field) throw new Error(`${this.id} has no field ${name}`);
    return { field, details };
  }
}

/** "That's all" ends a question that needs no answer, and not the job. */
function skips(text: string, locale: string): boolean {
  return isCommand('skip', text, locale) || isCommand('closing', text, locale);
}

/** How the user reads dates and amounts. */
export function readerOf(context: TurnContext, { company }: Pick<DialogDependencies, 'company'>): Reader {
  const { locale, timeZone } = turnOf(context);
  return { locale, timeZone: timeZone ?? company.COMPANY_TIME_ZONE };
}
