import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, startPostgres } from '../postgresServer';
import { assemble, type Image } from './assemble';

const PROJECT = join(__dirname, '..', '..', '..');
const READY_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 10_000;

const NO_SYSTEMS = Object.fromEntries(
  ['CRM', 'HELPDESK', 'COMMERCE', 'HR', 'ITSM', 'FINANCE'].map((port) => [`${port}_VENDOR`, 'none']),
);
/** Complete, and good for nothing. */
const PRODUCTION = {
  ...NO_SYSTEMS,
  MicrosoftAppType: 'UserAssignedMSI',
  MicrosoftAppId: '00000000-0000-0000-0000-00000000000a',
  MicrosoftAppTenantId: '00000000-0000-0000-0000-00000000000b',
  DATA_ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
  ALLOWED_ORIGINS: 'none',
};

interface Running {
  url: string;
  child: ChildProcess;
  output: () => string;
}

/** Runs the image's command as its user, in its folder, with its environment and these settings. */
async function start(
  { app, environment, command: [program = '', ...args], user }: Image,
  settings: NodeJS.ProcessEnv,
): Promise<Running> {
  const PORT = settings['PORT'] ?? String(await freePort());
  const isRoot = process.getuid?.() === 0;
  const child = spawn(program === 'node' ? process.execPath : program, args, {
    cwd: app,
    env: { ...environment, PORT, ...settings },
    ...(isRoot && { uid: user, gid: user }),
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return { url: `http://127.0.0.1:${PORT}`, child, output: () => output };
}

async function untilReady({ url, child, output }: Running): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (child.exitCode === null && performance.now() < deadline) {
    if ((await statusOf(`${url}/readyz`)) === 200) return;
    await sleep(100);
  }
  throw new Error(`the bot is not ready:\n${output()}`);
}

async function statusOf(url: string, init: RequestInit = {}): Promise<number | undefined> {
  return fetch(url, init).then(
    ({ status }) => status,
    () => undefined,
  );
}

async function stop({ child }: Running): Promise<number | null> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  const [code] = (await ended) as [number | null];
  clearTimeout(timer);
  return code;
}

function check(what: string, holds: boolean): void {
  if (!holds) throw new Error(`not so: ${what}`);
  console.log(`  ✓ ${what}`);
}

async function refusedWithoutSettings(image: Image): Promise<void> {
  const { child, output } = await start(image, {});
  const [code] = (await once(child, 'close')) as [number | null];
  const named = ['MicrosoftAppId', 'DATA_ENCRYPTION_KEY'].every((name) => output().includes(name));
  check(
    'in production, without settings: refused with a list, exit code 1, no stack trace',
    code === 1 && named && !/\n\s+at /.test(output()),
  );
}

async function runsInDevelopment(image: Image): Promise<void> {
  const SANDBOX_PORT = String(await freePort());
  const bot = await start(image, { NODE_ENV: 'development', HOST: '127.0.0.1', SANDBOX_PORT });
  await untilReady(bot);
  check('in development on loopback, SQLite: ready', true);
  check('its page is served', (await statusOf(bot.url)) === 200);
  check(
    'it and its sandbox end with a SIGTERM',
    (await stop(bot)) === 0 && (await statusOf(`http://127.0.0.1:${SANDBOX_PORT}/control/status`)) === undefined,
  );
}

async function runsInProduction(image: Image, DATABASE_URL: string): Promise<void> {
  const bots = await Promise.all([1, 2].map(() => start(image, { ...PRODUCTION, DATABASE_URL })));
  await Promise.all(bots.map(untilReady));
  check('in production, two instances on one PostgreSQL: both ready', true);
  const [one] = bots as [Running, Running];
  const unsigned = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"type":"message","id":"1","channelId":"msteams","from":{"id":"a"},"recipient":{"id":"b"},"conversation":{"id":"c"},"serviceUrl":"https://smba.trafficmanager.net/x"}',
  };
  check(
    'a message that proves nothing is refused with 401',
    (await statusOf(`${one.url}/api/messages`, unsigned)) === 401,
  );
  const health = spawn(process.execPath, image.healthCheck.slice(1), { env: { PORT: new URL(one.url).port } });
  const [healthy] = (await once(health, 'exit')) as [number];
  check('the health check of the image is content', healthy === 0);
  const codes = await Promise.all(bots.map(stop));
  check(
    'both end with a SIGTERM within 10 s',
    codes.every((code) => code === 0),
  );
}

/** `npm run try-image`: the steps of the Dockerfile in clean folders, then what they made, as a container would run it. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'image-'));
  chmodSync(folder, 0o755);
  const postgres = await startPostgres();
  try {
    const image = assemble(PROJECT, folder);
    await refusedWithoutSettings(image);
    await runsInDevelopment(image);
    await runsInProduction(image, postgres.url);
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
