import { CardFactory, MessageFactory, type TurnContext } from 'botbuilder';
import { reviewCard, type ReviewCardData } from '../../resources/cards/reviewCard';
import { escapeInline, escapeMarkdown, markdownLink } from '../../resources/markdown';
import { responses, type TextKey, type Topic, type Values } from '../../resources/responses';
import { knowsUniversalActions, showsAdaptiveCards } from '../channels';
import { offer, suggest } from '../choices';
import type { DialogDependencies } from '../dialogDependencies';
import type { Reader } from '../format';
import type { Choice } from '../session';
import { show } from '../shownCards';
import { turnOf } from '../turn';
import { isAnswered, labelOf, type PlainField } from './field';
import { readerOf } from './fieldPrompt';
import type { Draft } from './reviewPrompt';

/** The words of a form's review. */
export interface ReviewTexts<T extends Topic> {
  topic: T;
  /** The card's heading. */
  title: TextKey<T>;
  /** The button that sends it: "Open the ticket". */
  confirm: TextKey<T>;
  /** What the heading speaks of. */
  values?(details: object): Values;
  /** More on the card, ready to be read: what should be known before it is sent. */
  notes?(details: object, reader: Reader): ReviewNote[];
  /** Buttons of the form's own. */
  more?(details: object, locale: string): Choice[];
}

export interface ReviewNote {
  text: string;
  /** An http(s) address that the text links to. */
  url?: string;
}

/** Shows the card; its buttons say what they mean, so that each can be typed as well. */
export async function sendReview<T extends Topic>(
  context: TurnContext,
  texts: ReviewTexts<T>,
  fields: readonly PlainField[],
  { details, reviewId }: Draft,
  dependencies: Pick<DialogDependencies, 'company'>,
): Promise<void> {
  const reader = readerOf(context, dependencies);
  const shown = shownFields(fields, details);
  const choices = choicesOf(texts, shown, details, reader, reviewId);
  const card = describe(texts, shown, details, reader);
  if (!showsAdaptiveCards(context.activity.channelId)) return offer(context, toMarkdown(card), choices);
  turnOf(context).session.choices = choices;
  const [confirm, cancel, ...rest] = choices;
  const changes = rest.slice(0, shown.length);
  const actions = [confirm, ...rest.slice(shown.length), cancel].filter((choice) => choice !== undefined);
  const summary = toPlainText(card);
  const { channelId, from } = context.activity;
  const universal = knowsUniversalActions(channelId) && { universalFor: from.id };
  const content = reviewCard(card, { changes, actions, ...universal }, summary);
  await show(context, { ...MessageFactory.attachment(CardFactory.adaptiveCard(content)), summary }, choices, content);
}

/** Says something about the card shown before, with its buttons as suggestions. */
export async function suggestReview<T extends Topic>(
  context: TurnContext,
  texts: ReviewTexts<T>,
  fields: readonly PlainField[],
  { details, reviewId }: Draft,
  key: 'review.retry' | 'review.no' | 'review.question',
  dependencies: Pick<DialogDependencies, 'company'>,
): Promise<void> {
  const reader = readerOf(context, dependencies);
  const choices = choicesOf(texts, shownFields(fields, details), details, reader, reviewId);
  const example = choices[2]?.title;
  const form = responses('form', reader.locale);
  const notes = (texts.notes?.(details, reader) ?? []).map(({ text }) => toSentence(text)).join(' ');
  const isRetry = key === 'review.retry' || key === 'review.question';
  const plain = key === 'review.question' && notes !== '' ? key : 'review.retryPlain';
  const isPlain = isRetry && example === undefined;
  const isChangeable = key === 'review.question' ? 'review.retry' : key;
  await suggest(
    context,
    isPlain ? form.text(plain, { notes }) : form.text(isChangeable, { example: example ?? '' }),
    choices,
  );
}

/** What stands on the card, and can be changed there. */
export function shownFields(fields: readonly PlainField[], details: object): PlainField[] {
  return fields.filter((field) => field.label && isAnswered(details, field.name) && (field.needed?.(details) ?? true));
}

/** Send and cancel first, so that "1" sends; then one to change each answer, then the form's own. */
function choicesOf<T extends Topic>(
  texts: ReviewTexts<T>,
  fields: readonly PlainField[],
  details: object,
  reader: Reader,
  reviewId: string,
): Choice[] {
  const { locale } = reader;
  const form = responses('form', locale);
  const own = responses(texts.topic, locale);
  const value = { reviewId };
  const changes = fields.map((field) => {
    const label = inSentence(labelOf(field, details, reader), locale);
    return { title: form.plain('changeField', { label }), value };
  });
  return [
    { title: own.plain(texts.confirm), means: 'yes', value },
    { title: form.plain('button.cancel'), value },
    ...changes,
    ...(texts.more?.(details, locale) ?? []).map((choice) => ({ ...choice, value: { ...choice.value, ...value } })),
  ];
}

function describe<T extends Topic>(
  texts: ReviewTexts<T>,
  fields: readonly PlainField[],
  details: object,
  reader: Reader,
): ReviewCardData {
  const own = responses(texts.topic, reader.locale);
  const form = responses('form', reader.locale);
  const facts = fields.map((field) => {
    const value = (details as Record<string, unknown>)[field.name];
    const shown =
      value === null ? form.plain('skipped') : (field.show?.(value, reader, details) ?? `${value as string | number}`);
    return { title: labelOf(field, details, reader), value: shown };
  });
  return {
    title: own.plain(texts.title, texts.values?.(details)),
    change: form.plain('change'),
    facts,
    notes: texts.notes?.(details, reader) ?? [],
  };
}

function toMarkdown({ title, facts, notes }: ReviewCardData): string {
  const lines = facts.map((fact) => `${escapeMarkdown(fact.title)}: ${escapeInline(fact.value)}`);
  const more = notes.map(({ text, url }) => (url ? markdownLink(text, url) : escapeMarkdown(text)));
  return [`**${escapeMarkdown(title)}**`, ...lines, ...more].join('\n\n');
}

function toPlainText({ title, facts, notes }: ReviewCardData): string {
  const lines = [title, ...facts.map((fact) => `${fact.title}: ${fact.value}`)].map(toSentence);
  return [...lines, ...notes.map(({ text }) => text)].join(' ');
}

function toSentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** In the middle of a sentence; German nouns keep their capital letter. */
function inSentence(label: string, locale: string): string {
  return locale.startsWith('de') ? label : label.charAt(0).toLowerCase() + label.slice(1);
}
