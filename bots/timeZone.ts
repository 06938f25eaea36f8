import { IANAZone } from 'luxon';

/** The zone if it is one; channels send what the client says. */
export function knownTimeZone(name: string | null | undefined): string | undefined {
  return name && IANAZone.isValidZone(name) ? name : undefined;
}
