import { createTransport } from '../http/boundedTransport';
import type { Transport } from '../http/transport';
import type { PortName } from '../ports';
import { asServiceError, type ServiceError } from '../serviceError';
import type { VendorScope } from '../vendorAbout';
import type { VendorChecks } from '../vendorChecks';
import type { VendorInUse } from '../vendorsInUse';
import { clockFinding, type Heard } from './clockFinding';
import { explainCredentials, explainReach } from './explainFailure';
import { CHECK_LIMIT_MS, within, type Finding, type Level } from './finding';

export interface VendorDoctorOptions {
  /** The vendor's settings, checked. */
  settings: unknown;
  /** The ports that it is used for. */
  ports: readonly PortName[];
  /** Milliseconds since 1970, by this machine's clock. */
  now?: () => number;
  limitMs?: number;
}

/** Everything that can be told of one system without changing anything there: one line each. */
export async function examineVendor(inUse: VendorInUse, options: VendorDoctorOptions): Promise<Finding[]> {
  const { definition, onSandbox } = inUse;
  const { now = Date.now, limitMs = CHECK_LIMIT_MS, settings } = options;
  const subject = onSandbox ? `${definition.displayName} (on its sandbox)` : definition.displayName;
  const heard: Heard[] = [];
  const transport = listening(createTransport({ timeoutMs: limitMs }), heard, now);
  const checks = definition.check(settings, { transport });
  const run = (check: string, work: () => Promise<Omit<Finding, 'subject' | 'check'>>) =>
    within(subject, check, async () => ({ subject, check, ...(await work()) }), limitMs);
  const skipped = (check: string): Finding => ({ subject, check, level: 'skipped', text: 'not tried' });

  const reach = await run('reach', () => findReach(checks, transport, now));
  if (reach.level === 'fault') return [reach, ...['credentials', 'scopes', 'version', 'clock'].map(skipped)];
  const [credentials, version] = await Promise.all([
    run('credentials', () => findCredentials(checks, heard)),
    run('version', () => findVersion(checks)),
  ]);
  const isIn = credentials.level === 'ok';
  const scopes = isIn ? await run('scopes', () => findScopes(checks, inUse, options.ports)) : skipped('scopes');
  const clock = await run('clock', () => Promise.resolve(clockFinding(heard)));
  return [reach, credentials, scopes, isIn ? version : skipped('version'), clock];
}

/** Notes when each answer came, and what it says of the time. */
function listening(transport: Transport, heard: Heard[], now: () => number): Transport {
  return async (request) => {
    const sentAt = now();
    const response = await transport(request);
    heard.push({ sentAt, at: now(), date: response.headers.get('date'), type: response.headers.get('content-type') });
    return response;
  };
}

type Found = Omit<Finding, 'subject' | 'check'>;

/** Any answer will do: it is there, under this name, and proves who it is. */
async function findReach(
  { address, addressSetting }: VendorChecks,
  transport: Transport,
  now: () => number,
): Promise<Found> {
  const { origin } = new URL(address);
  const before = now();
  try {
    const { status } = await transport({ method: 'GET', url: origin });
    return { level: 'ok', text: `${origin} answers in ${now() - before} ms (HTTP ${status})` };
  } catch (error) {
    // A redirect is an answer, too.
    if (asServiceError(error).code === 'misconfigured') return { level: 'ok', text: `${origin} answers` };
    return { level: 'fault', ...explainReach(error, origin, addressSetting) };
  }
}

async function findCredentials(checks: VendorChecks, heard: readonly Heard[]): Promise<Found> {
  try {
    return { level: 'ok', text: await checks.logIn() };
  } catch (error) {
    const isPage = heard.at(-1)?.type?.includes('text/html') ?? false;
    return { level: 'fault', ...explainCredentials(asServiceError(error), isPage, checks.addressSetting) };
  }
}

async function findScopes(checks: VendorChecks, inUse: VendorInUse, ports: readonly PortName[]): Promise<Found> {
  const { definition, readOnly } = inUse;
  const all: readonly VendorScope[] = definition.about.scopes;
  const isNeeded = ({ port, writes }: VendorScope) => (!port || ports.includes(port)) && !(readOnly && writes);
  const needed = all.filter(isNeeded);
  try {
    const { missing, untold } = await checks.findScopes(needed.map(({ name }) => name));
    const told = untold.length > 0 ? `; not to be told by reading: ${untold.join(', ')}` : '';
    if (missing.length === 0)
      return { level: 'ok', text: `${needed.length - untold.length} of ${needed.length} seen${told}` };
    const lacking = needed.filter(({ name }) => missing.includes(name));
    const hint = lacking.map(({ name, why, optional }) => `${name} (${optional ? 'optional: ' : ''}${why})`).join('; ');
    return {
      level: lacking.every(({ optional }) => optional) ? 'warning' : 'fault',
      text: `missing: ${missing.join(', ')}${told}`,
      hint: `Grant what is missing: ${hint}. How: docs/systems/${definition.id}.md`,
    };
  } catch (error) {
    return refusedFinding(asServiceError(error));
  }
}

const LEVELS: Readonly<Record<string, Level>> = { supported: 'ok', ending: 'warning', gone: 'fault' };

async function findVersion(checks: VendorChecks): Promise<Found> {
  try {
    const { state, detail } = await checks.findVersion();
    const hint =
      state === 'supported' ? {} : { hint: 'Raise the version in the about.ts of its folder in services/vendors/.' };
    return { level: LEVELS[state] ?? 'fault', text: detail, ...hint };
  } catch (error) {
    return refusedFinding(asServiceError(error));
  }
}

function refusedFinding({ code, message }: ServiceError): Found {
  return {
    level: 'fault',
    text: `${code}: ${message}`,
    hint: 'Run the doctor again; see "Troubleshooting" in docs/systems/.',
  };
}
