import { z } from 'zod';
import { json, type Answer } from './answer';
import { parseFault } from './faults';
import { ImpossibleError } from './outgoingWebhook';
import type { SandboxState } from './sandboxState';
import { sendWebhooks, targetSchema, webhookSchema } from './webhooks';

/** A control request that cannot be done, in words for whoever sent it. */
export class ControlError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

interface Control {
  state: SandboxState;
  owned: boolean;
  query: URLSearchParams;
  body: Buffer;
}

type Handler = (control: Control) => Answer | Promise<Answer>;

const stopSchema = z.object({ url: z.string().optional() });
const accountSchema = z.object({
  vendor: z.string(),
  missing: z.array(z.string()).optional(),
  versions: z.array(z.string()).min(1).optional(),
  secrets: z.array(z.string().min(1)).optional(),
});
const stockSchema = z.object({ vendor: z.string(), sku: z.string(), quantity: z.number().int().min(0) });

const handlers: Readonly<Record<string, Handler>> = {
  'GET /control/status': ({ state, owned }) => json(200, { sandbox: true, owned, vendors: state.vendorIds() }),

  'GET /control/faults': ({ state }) => json(200, state.faults.list()),

  'POST /control/faults': ({ state, body }) => {
    const fault = parseFault(readJson(body));
    knownVendor(state, fault.vendor);
    state.faults.add(fault);
    return json(201, fault);
  },

  'DELETE /control/faults': ({ state }) => {
    state.faults.clear();
    return json(200, []);
  },

  'GET /control/requests': ({ state, query }) =>
    json(200, state.requests.list(knownVendor(state, query.get('vendor') ?? undefined))),

  'GET /control/records': ({ state, query }) => {
    const vendor = knownVendor(state, query.get('vendor') ?? undefined);
    const type = query.get('type') ?? undefined;
    const ids = vendor === undefined ? state.vendorIds() : [vendor];
    return json(
      200,
      ids.flatMap((id) =>
        (state.vendor(id)?.records(type) ?? []).map((stored) => ({ ...stored.record, vendor: id, type: stored.type })),
      ),
    );
  },

  'POST /control/stock': ({ state, body }) => {
    const { vendor, sku, quantity } = stockSchema.parse(readJson(body));
    knownVendor(state, vendor);
    if (!state.vendor(vendor)?.setStock?.(sku, quantity)) throw new ControlError(404, `${vendor} sells no ${sku}`);
    return json(200, { vendor, sku, quantity });
  },

  'POST /control/account': ({ state, body }) => {
    const { vendor, ...changes } = accountSchema.parse(readJson(body));
    knownVendor(state, vendor);
    const account = state.vendor(vendor)?.account;
    if (account) Object.assign(account, changes);
    // Secrets are not repeated.
    return json(200, { vendor, missing: account?.missing, versions: account?.versions });
  },

  'POST /control/reset': ({ state }) => {
    state.reset();
    return json(200, { reset: true });
  },

  'POST /control/webhooks': async ({ state, body }) => {
    const order = webhookSchema.parse(readJson(body));
    const vendor = state.vendor(knownVendor(state, order.vendor));
    const target = await state.bots.target();
    const sent = vendor ? await sendWebhooks(vendor, order, target) : [];
    return json(200, { url: order.url ?? target, statuses: sent.map(({ status }) => status), sent });
  },

  'POST /control/webhooks/target': ({ state, body }) => {
    const { url } = targetSchema.parse(readJson(body));
    state.bots.add(url);
    return json(200, { url });
  },

  'POST /control/stop': async ({ state, owned, body }) => {
    if (!owned) throw new ControlError(409, 'this sandbox was started by hand: stop it where it was started');
    state.bots.remove(stopSchema.parse(body.length > 0 ? readJson(body) : {}).url);
    // Another bot may work with it.
    const stopping = !(await state.bots.anyAlive());
    return json(stopping ? 200 : 202, { stopping });
  },
};

/** Answers a request to `/control/…`. */
export async function control(method: string, path: string, request: Control): Promise<Answer> {
  try {
    const handler = handlers[`${method} ${path}`];
    if (!handler) throw new ControlError(404, `no ${method} ${path}; there is: ${Object.keys(handlers).join(', ')}`);
    return await handler(request);
  } catch (error) {
    if (error instanceof ControlError) return json(error.status, { error: error.message });
    if (error instanceof ImpossibleError) return json(404, { error: error.message });
    if (error instanceof z.ZodError) return json(400, { error: z.prettifyError(error) });
    throw error;
  }
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new ControlError(400, 'the body is not JSON');
  }
}

function knownVendor<T extends string | undefined>(state: SandboxState, vendor: T): T {
  if (vendor !== undefined && !state.vendor(vendor)) {
    throw new ControlError(400, `vendor: "${vendor}" is unknown; there is: ${state.vendorIds().join(', ')}`);
  }
  return vendor;
}
