import { z } from 'zod';

/** Faults that take the place of the answer, or spoil it. At most one of them meets a request. */
const SPOILING = ['status', 'hang', 'reset', 'truncate', 'trickle', 'huge', 'html', 'commitThenReset'] as const;
/** Faults that can go along with any other. */
const DELAYING = ['latency', 'indexLag'] as const;

const HEADER_TEXT = /^[\x20-\x7e]*$/;

const faultSchema = z
  .strictObject({
    vendor: z.string(),
    mode: z.enum([...DELAYING, ...SPOILING]),
    /** `latency`: before the answer; `indexLag`: age at which a search sees a record; `trickle`: between two bytes. */
    latencyMs: z.number().min(0).max(3_600_000).optional(),
    status: z.int().min(200).max(599).optional(),
    /** Sent as it is: a number of seconds or an HTTP date; nonsense too, on purpose. */
    retryAfter: z.union([z.number(), z.string().regex(HEADER_TEXT)]).optional(),
    probability: z.number().min(0).max(1).default(1),
    /** How many requests it meets before it is gone; for ever when absent. */
    times: z.int().min(1).optional(),
    method: z.string().optional(),
    /** A part of the request's path. */
    path: z.string().optional(),
  })
  .superRefine((fault, context) => {
    const needed = fault.mode === 'status' ? 'status' : isDelaying(fault.mode) ? 'latencyMs' : undefined;
    if (needed && fault[needed] === undefined) {
      context.addIssue({ code: 'custom', path: [needed], message: `the mode "${fault.mode}" needs it` });
    }
  });

export type Fault = z.infer<typeof faultSchema>;
type DelayingMode = (typeof DELAYING)[number];

/** What happens to one request. */
export interface FaultPlan {
  latencyMs: number;
  searchLagMs: number;
  spoiling: Fault | undefined;
}

function isDelaying(mode: Fault['mode']): mode is DelayingMode {
  return (DELAYING as readonly string[]).includes(mode);
}

/** Reads a fault that somebody asks for. @throws ZodError naming each wrong field. */
export function parseFault(input: unknown): Fault {
  return faultSchema.parse(input);
}

/** The faults that are switched on. Of those that match a request, the newest of a kind wins. */
export class Faults {
  private active: Fault[] = [];

  add(fault: Fault): void {
    this.active.unshift({ ...fault });
  }

  clear(): void {
    this.active = [];
  }

  list(): readonly Fault[] {
    return this.active;
  }

  planFor(request: { vendor: string; method: string; path: string }): FaultPlan {
    const take = (accepts: (mode: Fault['mode']) => boolean) => this.take(request, accepts);
    return {
      latencyMs: take((mode) => mode === 'latency')?.latencyMs ?? 0,
      searchLagMs: take((mode) => mode === 'indexLag')?.latencyMs ?? 0,
      spoiling: take((mode) => !isDelaying(mode)),
    };
  }

  private take(request: { vendor: string; method: string; path: string }, accepts: (mode: Fault['mode']) => boolean) {
    const fault = this.active.find(
      ({ vendor, mode, method, path, probability }) =>
        accepts(mode) &&
        vendor === request.vendor &&
        (method === undefined || method.toUpperCase() === request.method) &&
        (path === undefined || request.path.includes(path)) &&
        Math.random() < probability,
    );
    if (fault?.times !== undefined && --fault.times === 0) this.active = this.active.filter((other) => other !== fault);
    return fault;
  }
}
