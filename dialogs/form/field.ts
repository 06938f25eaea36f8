import type { Activity, TurnContext } from 'botbuilder';
import { responses, type TextKey, type Topic, type Values } from '../../resources/responses';
import type { Entities } from '../entities';
import type { Reader } from '../format';
import type { Choice } from '../session';

/** What the user wrote, and all that helps to understand it. */
export interface Answer<D> {
  text: string;
  entities: Entities;
  activity: Activity;
  context: TurnContext;
  locale: string;
  /** Today in the user's zone, `2026-11-30`. */
  today: string;
  /** What has been answered so far. */
  details: Readonly<D>;
}

/** One thing that a form needs to know: how it is asked, understood and shown. */
export interface Field<D extends object, T extends Topic, K extends keyof D & string> {
  name: K;
  ask: TextKey<T>;
  /** Asked when the answer could not be understood; says what would be. */
  retry: TextKey<T>;
  /** On the review card, and in "change the …". Without it the field is not on the card. */
  label?: TextKey<T>;
  /** What the question's text and the label speak of. */
  values?(details: Readonly<D>, reader: Reader): Values;
  /** Other names for it in "change the …". */
  alsoCalled?(details: Readonly<D>, locale: string): readonly string[];
  /** The value that a bare answer to the question means; `undefined` when it cannot be one. */
  read(answer: Answer<D>): D[K] | undefined;
  /** The value that a sentence about something else mentions, for corrections in passing. */
  spot?(answer: Answer<D>): D[K] | undefined;
  /** The value for people; the value itself where absent. Plain text. */
  show?(value: NonNullable<D[K]>, reader: Reader, details: Readonly<D>): string;
  /** Buttons under the question. */
  choices?(details: Readonly<D>, locale: string): Choice[];
  /** May be left out: then its value is `null`. */
  skippable?: boolean;
  /** A file is an answer. */
  takesFile?: boolean;
  /** False when the question makes no sense for these details; it is then neither asked nor shown. */
  needed?(details: Readonly<D>): boolean;
  /** What is forgotten with it, because it was learned from it. */
  dependents?: readonly (keyof D & string)[];
}

/** Any field of a form. */
export type FieldOf<D extends object, T extends Topic> = { [K in keyof D & string]: Field<D, T, K> }[keyof D & string];

/** A field that several forms share brings the topic of its texts along. */
export type SharedFieldOf<D extends object, S extends Topic> = FieldOf<D, S> & { topic: S };

/** Any field with its types hidden, for code that treats all fields alike. */
export interface PlainField {
  topic: Topic;
  name: string;
  ask: string;
  retry: string;
  label?: string;
  values?(details: object, reader: Reader): Values;
  alsoCalled?(details: object, locale: string): readonly string[];
  read(answer: Answer<object>): unknown;
  spot?(answer: Answer<object>): unknown;
  show?(value: unknown, reader: Reader, details: object): string;
  choices?(details: object, locale: string): Choice[];
  skippable?: boolean;
  takesFile?: boolean;
  needed?(details: object): boolean;
  dependents?: readonly string[];
}

/** The fields of a form with their types hidden; the compiler has checked their texts where they were written. */
export function plainFields(topic: Topic, fields: readonly object[]): PlainField[] {
  return fields.map((field) => ({ topic, ...(field as Omit<PlainField, 'topic'>) }));
}

/** A field's texts; its keys were checked where the field was written. */
export function textsOf({ topic }: PlainField, locale: string) {
  return responses(topic, locale) as unknown as {
    text(key: string, values?: Values): string;
    plain(key: string, values?: Values): string;
  };
}

/** What a field is called on the review card. */
export function labelOf(field: PlainField, details: object, reader: Reader): string {
  return textsOf(field, reader.locale).plain(field.label ?? '', field.values?.(details, reader));
}

/** True for what has been answered, or skipped. */
export function isAnswered(details: object, name: string): boolean {
  return (details as Record<string, unknown>)[name] !== undefined;
}

/** The details without one answer and all that was learned from it. */
export function without<D extends object>(details: D, field: { name: string; dependents?: readonly string[] }): D {
  const forgotten = new Set([field.name, ...(field.dependents ?? [])]);
  return Object.fromEntries(Object.entries(details).filter(([name]) => !forgotten.has(name))) as D;
}

/** The details with one answer changed. */
export function withAnswer<D extends object>(
  details: D,
  field: { name: string; dependents?: readonly string[] },
  value: unknown,
): D {
  return { ...without(details, field), [field.name]: value };
}
