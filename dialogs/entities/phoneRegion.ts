/** Where German is spoken; a company there has its callers around it. */
const GERMAN_SPEAKING: ReadonlySet<string> = new Set(['DE', 'AT', 'CH', 'LI']);

/**
 * Whose phone numbers need no country code: those of where the user is, as far as the language tells, otherwise of where the
 * company is.
 */
export function phoneRegion(locale: string, companyRegion: string): string {
  const { language, region } = new Intl.Locale(locale);
  if (language !== 'de') return companyRegion;
  if (region && region !== 'DE' && GERMAN_SPEAKING.has(region)) return region;
  // "de-DE" may say no more than that it is German.
  return GERMAN_SPEAKING.has(companyRegion.slice(0, 2).toUpperCase()) ? companyRegion : 'DE';
}
