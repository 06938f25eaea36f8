import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { FaultPlan } from './faults';
import type { SandboxState } from './sandboxState';
import { htmlPage, reset, send, sendHuge, trickle, truncate } from './spoiledAnswer';
import type { VendorSandbox } from './vendorSandbox';

const DEFAULT_TRICKLE_MS = 100;

/** A request that was read to its end. */
export interface ReadRequest {
  message: IncomingMessage;
  url: URL;
  body: Buffer;
}

/**
 * Lets one vendor answer one request, with the faults that are switched on.
 *
 * @param signal ends what is still waiting when the sandbox stops. A caller that hangs up does not end it: the real systems
 *   finish a write, too, when nobody waits for the answer any more.
 */
export async function serveVendor(
  state: SandboxState,
  id: string,
  vendor: VendorSandbox,
  { message, url, body }: ReadRequest,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  const method = message.method ?? 'GET';
  const entry = state.requests.add(id, method, url, message.headers, body);
  const plan = state.faults.planFor({ vendor: id, method, path: url.pathname });
  if (plan.latencyMs > 0) await pause(plan.latencyMs, undefined, { signal });

  const answer = () =>
    vendor.answer({
      method,
      path: url.pathname.slice(`/${id}`.length),
      query: url.searchParams,
      headers: message.headers,
      body,
      searchLagMs: plan.searchLagMs,
    });
  try {
    await respond(response, plan.spoiling, vendor, answer, signal);
  } finally {
    if (response.headersSent) entry.status = response.statusCode;
  }
}

async function respond(
  response: ServerResponse,
  fault: FaultPlan['spoiling'],
  vendor: VendorSandbox,
  answer: () => ReturnType<VendorSandbox['answer']>,
  signal: AbortSignal,
): Promise<void> {
  switch (fault?.mode) {
    case 'hang':
      return;
    case 'reset':
      return reset(response);
    case 'html':
      return send(response, htmlPage());
    case 'huge':
      return sendHuge(response);
    case 'status':
      return send(response, vendor.failure(fault.status ?? 500, fault.retryAfter?.toString()));
    case 'commitThenReset':
      await answer();
      return reset(response);
    case 'truncate':
      return truncate(response, await answer());
    case 'trickle':
      return trickle(response, await answer(), fault.latencyMs ?? DEFAULT_TRICKLE_MS, signal);
    default:
      return send(response, await answer());
  }
}
