import { de } from './locales/de';
import { en } from './locales/en';
import { escapeInline, escapeMarkdown, withoutControls } from './markdown';

/** A locale is a folder with the same files and keys as the English one; one that is missing is a compile error. */
export type Locale = { readonly [T in keyof typeof en]: { readonly [K in keyof (typeof en)[T]]: string | string[] } };
export type Topic = keyof Locale;
export type TextKey<T extends Topic> = keyof (typeof en)[T] & string;
export type Values = Readonly<Record<string, string | number>>;

const locales = { en, de } as const satisfies Record<string, Locale>;

/** A language that has texts. */
export type Language = keyof typeof locales;

/** The texts of one topic in one language. A key that does not exist is a compile error. */
export interface Responses<T extends Topic> {
  /** The text for a channel that shows markdown; what is put into it is escaped. Of several variants one is chosen. */
  text(key: TextKey<T>, values?: Values): string;
  /** The same without markdown, for summaries, screen readers and plain fields. */
  plain(key: TextKey<T>, values?: Values): string;
  /** All variants, for example the words that mean a command. */
  list(key: TextKey<T>): readonly string[];
}

/** `[[formal|familiar]]`, in languages that address people in two ways. */
const FORMS_OF_ADDRESS = /\[\[([^|\]]*)\|([^\]]*)\]\]/g;
/** The private part of a locale that asks for the familiar one, as in `de-DE-x-du`. */
export const FAMILIAR = '-x-du';

/** The languages that have texts. */
export const languages = Object.keys(locales) as readonly Language[];

function isFamiliar(locale: string): boolean {
  return locale.endsWith(FAMILIAR);
}

/** The language of a locale, for example `de` of `de-AT`. */
export function languageOfLocale(locale: string): string {
  return locale.toLowerCase().split(/[-_]/)[0] ?? '';
}

/** @param locale as the channel tells it, for example `en-US`; an unknown one falls back to English. */
export function responses<T extends Topic>(topic: T, locale: string): Responses<T> {
  const texts = locales[languageWithTexts(locale)][topic] as Record<string, string | string[]>;
  const address = isFamiliar(locale) ? '$2' : '$1';
  const list = (key: string) => {
    const entry = texts[key] ?? [];
    return typeof entry === 'string' ? [entry] : entry;
  };
  const pick = (key: string) => {
    const variants = list(key);
    const text = variants[Math.floor(Math.random() * variants.length)] ?? key;
    return text.replace(FORMS_OF_ADDRESS, address);
  };
  return {
    list,
    text: (key, values = {}) =>
      fill(pick(key), values, (value, startsLine) => (startsLine ? escapeMarkdown : escapeInline)(value)),
    plain: (key, values = {}) => fill(pick(key).replaceAll('**', ''), values, withoutControls),
  };
}

/** A topic's texts without markdown, for a page that fills them in itself. */
export function textsOf<T extends Topic>(topic: T, locale: string): Record<TextKey<T>, string> {
  const texts = responses(topic, locale);
  const keys = Object.keys(locales.en[topic]) as TextKey<T>[];
  return Object.fromEntries(keys.map((key) => [key, texts.plain(key)])) as Record<TextKey<T>, string>;
}

/** The language that a locale's user is answered in; English where there are no texts of its own. */
export function languageWithTexts(locale: string): Language {
  const language = languageOfLocale(locale);
  return languages.find((each) => each === language) ?? 'en';
}

type Escape = (value: string, startsLine: boolean) => string;

function fill(template: string, values: Values, escape: Escape): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string, offset: number) => {
    const value = values[name];
    const startsLine = /(?:^|\n)\s*$/.test(template.slice(0, offset));
    return value === undefined ? placeholder : escape(String(value), startsLine);
  });
}
