import { en } from './locales/en';
import { escapeMarkdown } from './markdown';

/** English is complete; another locale is a folder of the same files with the same keys. */
export type Locale = { readonly [T in keyof typeof en]: { readonly [K in keyof (typeof en)[T]]: string | string[] } };
export type Topic = keyof Locale;
export type TextKey<T extends Topic> = keyof (typeof en)[T] & string;
export type Values = Readonly<Record<string, string | number>>;

const locales: Readonly<Record<string, Locale>> = { en };

/** The texts of one topic in one language. A key that does not exist is a compile error. */
export interface Responses<T extends Topic> {
  /** The text for a channel that shows markdown; what is put into it is escaped. Of several variants one is chosen. */
  text(key: TextKey<T>, values?: Values): string;
  /** The same without markdown, for summaries, screen readers and plain fields. */
  plain(key: TextKey<T>, values?: Values): string;
  /** All variants, for example the words that mean a command. */
  list(key: TextKey<T>): readonly string[];
}

/** @param locale as the channel tells it, for example `en-US`; an unknown one falls back to English. */
export function responses<T extends Topic>(topic: T, locale: string): Responses<T> {
  const texts = languageOf(locale)[topic] as Record<string, string | string[]>;
  const list = (key: string) => {
    const entry = texts[key] ?? [];
    return typeof entry === 'string' ? [entry] : entry;
  };
  const pick = (key: string) => {
    const variants = list(key);
    return variants[Math.floor(Math.random() * variants.length)] ?? key;
  };
  return {
    list,
    text: (key, values = {}) => fill(pick(key), values, escapeMarkdown),
    plain: (key, values = {}) => fill(pick(key).replaceAll('**', ''), values, (value) => value),
  };
}

function languageOf(locale: string): Locale {
  const language = locale.toLowerCase().split(/[-_]/)[0] ?? 'en';
  return Object.hasOwn(locales, language) ? (locales[language] ?? en) : en;
}

function fill(template: string, values: Values, escape: (value: string) => string): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    values[name] === undefined ? placeholder : escape(String(values[name])),
  );
}
