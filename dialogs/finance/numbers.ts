import type { Answer } from '../form/field';

/** A number as people type it alone: `INV-2001`, `2001`, `FC/2026-17`. */
const BARE = /^\W*((?:[a-z]{1,6}[-_/. ]?)?\d[\w./-]{0,30})\W*$/i;

/** The number in an answer: announced by its word or its letters, or standing alone. */
export function numberIn(
  { text, entities }: Pick<Answer<object>, 'text' | 'entities'>,
  entity: 'invoiceNumber' | 'expenseNumber',
): string | undefined {
  return (
    entities[entity] ??
    BARE.exec(text)?.[1]
      ?.toUpperCase()
      .replace(/[.\s]+$/, '')
  );
}

/** How the finance system may write a number: `inv 2001`, `INV2001` and `2001` are all `INV-2001`; likeliest first. */
export function spellingsOf(number: string, prefix: string): string[] {
  const digits = new RegExp(`^(?:${prefix}[-_ .]?)?(\\d+)$`, 'i').exec(number)?.[1];
  return digits ? [...new Set([`${prefix}-${digits}`, number])] : [number];
}
