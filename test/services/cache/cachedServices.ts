import { ReadCache, type ReadCacheDependencies } from '../../../services/cache/readCache';
import { createServices } from '../../../services';
import { createLogger } from '../../../services/logger';
import { Services, type CallProtection, type Served } from '../../../services/services';
import { createCipher } from '../../../services/storage/cipher';
import type { Database } from '../../../services/storage/database';
import { loadSettings } from '../../../services/vendorsInUse';
import { ManualClock } from '../../helpers/manualClock';
import type { TestSandbox } from '../../helpers/testSandbox';

export interface Cached {
  services: Services;
  cache: ReadCache;
  clock: ManualClock;
}

type Settings = Partial<Omit<ReadCacheDependencies, 'clock'>> & { database: Database; clock?: ManualClock };

function aCache({ clock = new ManualClock(), ...settings }: Settings): { cache: ReadCache; clock: ManualClock } {
  const cipher = createCipher(Buffer.alloc(32, 7));
  const cache = new ReadCache({ cipher, clock, log: createLogger('silent'), ttl: new Map(), ...settings });
  cache.start();
  return { cache, clock };
}

/** All systems of the sandbox behind a cache, as one instance of the bot has them. */
export function sandboxBehindCache(sandbox: TestSandbox, settings: Settings): Cached {
  const { config, vendorsInUse } = loadSettings({ SANDBOX: 'on' });
  const systems = createServices(config, {}, vendorsInUse, sandbox.url);
  const { cache, clock } = aCache(settings);
  return { services: systems.through(cache), cache, clock };
}

/** A system whose answers the test gives, behind a cache. */
export function behindCache(
  calls: Readonly<Record<string, { call: Served['call']; protection?: CallProtection }>>,
  settings: Settings,
): Cached {
  const served = Object.entries(calls).map(([name, { call, protection = 'read' }]): [string, Served] => [
    name,
    { vendor: 'manual', protection, call, policy: (attempt) => attempt() },
  ]);
  const { cache, clock } = aCache(settings);
  return { services: new Services(new Map(served)).through(cache), cache, clock };
}
