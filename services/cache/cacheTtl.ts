import { z } from 'zod';
import { readsByName } from './cachedReads';

const MOST_SECONDS = 86_400;
const PAIR = /^\s*([\w.]+)\s*=\s*(\d{1,5})\s*$/;

/** Seconds by the name of a read, such as `commerce.getStock`. */
export type CacheTtl = ReadonlyMap<string, number>;

/** The setting `CACHE_TTL`: what differs from the table of reads. */
export const cacheTtl = z
  .string()
  .default('')
  .transform((text) => text.split(',').filter((part) => part.trim()))
  .refine(
    (parts) => parts.every(isPair),
    `must look like "commerce.getStock=30,itsm.listCatalogItems=3600", in seconds from 0 (not kept) to ${MOST_SECONDS}; ` +
      `the reads are ${[...readsByName.keys()].join(', ')}`,
  )
  .transform((parts): CacheTtl => new Map(parts.map((part) => [nameOf(part), secondsOf(part)])));

function isPair(part: string): boolean {
  return PAIR.test(part) && readsByName.has(nameOf(part)) && secondsOf(part) <= MOST_SECONDS;
}

function nameOf(part: string): string {
  return PAIR.exec(part)?.[1] ?? '';
}

function secondsOf(part: string): number {
  return Number(PAIR.exec(part)?.[2]);
}
