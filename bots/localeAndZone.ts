import { IANAZone } from 'luxon';
import { FAMILIAR, languageOfLocale } from '../resources/responses';

/** Checking a name builds a formatter; clients send a handful of names, and an attacker must not fill the memory. */
const NAMES_KEPT = 200;
const zones = new Map<string, boolean>();

/** The zone if it is one; channels send what the client says. */
export function knownTimeZone(name: string | null | undefined): string | undefined {
  if (!name) return undefined;
  const known = zones.get(name) ?? IANAZone.isValidZone(name);
  if (zones.size >= NAMES_KEPT) zones.clear();
  zones.set(name, known);
  return known ? name : undefined;
}

/** The locale in its standard form, `en_US` as `en-US`, if it is one. */
export function knownLocale(name: string | null | undefined): string | undefined {
  try {
    return name ? Intl.getCanonicalLocales(name.replaceAll('_', '-'))[0] : undefined;
  } catch {
    return undefined;
  }
}

/** The locale in the language that the user writes in; a region is kept where it is of that language. */
export function inLanguage(name: string, language: string | undefined, familiar: boolean): string {
  // A remembered locale has the familiar form already.
  const locale = name.replace(/-x-.*$/, '');
  const own =
    language === undefined || languageOfLocale(locale) === language ? locale : (LOCALE_OF[language] ?? language);
  return familiar ? `${own}${FAMILIAR}` : own;
}

/** Where only the language is known. */
const LOCALE_OF: Readonly<Record<string, string>> = { en: 'en-US', de: 'de-DE' };
