import { z } from 'zod';

/** A time in a vendor's payload, in whatever zone and precision, as ISO 8601 in UTC with milliseconds. */
export const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());
