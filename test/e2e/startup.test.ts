import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BotProcess, eventually, freePort } from './helpers/botProcess';

const PROJECT = join(__dirname, '..', '..');

jest.setTimeout(60_000);

let folder: string;

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'startup-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  code: number | null;
  output: string;
}

/** Starts the bot with settings that it should refuse, and gives what it printed. */
async function refused(settings: NodeJS.ProcessEnv): Promise<Ended> {
  const environment = {
    ...process.env,
    PORT: String(await freePort()),
    SANDBOX_PORT: String(await freePort()),
    DATABASE_URL: `sqlite:${join(folder, 'bot.db')}`,
    ...settings,
  };
  const child = spawn(process.execPath, [join(PROJECT, 'lib', 'index.js')], { env: environment });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, output };
}

test('faulty settings are refused with all faults named, exit code 1 and no stack trace', async () => {
  const { code, output } = await refused({
    PORT: 'abc',
    COMPANY_TIME_ZONE: 'Mars/Olympus',
    COMMERCE_VENDOR: 'shopify',
    BUSINESS_HOURS: 'always',
  });
  expect(code).toBe(1);
  for (const name of ['PORT', 'COMPANY_TIME_ZONE', 'BUSINESS_HOURS']) expect(output).toContain(name);
  expect(output).not.toMatch(/\n\s+at /);
});

test('production without app id, key and credentials is refused with a list', async () => {
  const { code, output } = await refused({ NODE_ENV: 'production' });
  expect(code).toBe(1);
  for (const name of ['MicrosoftAppId', 'DATA_ENCRYPTION_KEY', 'ALLOWED_ORIGINS', 'ZENDESK_API_TOKEN'])
    expect(output).toContain(`${name} is missing`);
  expect(output).not.toMatch(/\n\s+at /);
});

test('an unknown vendor is refused with the known ones', async () => {
  const { code, output } = await refused({ COMMERCE_VENDOR: 'shoppify' });
  expect(code).toBe(1);
  expect(output).toContain('COMMERCE_VENDOR names "shoppify", which is not one of: shopify');
});

test('a port in use is said in one line', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  const { code, output } = await refused({ PORT: String(port) });
  other.close();
  expect(code).toBe(1);
  expect(output).toContain(`Port ${port} is in use`);
  expect(output).not.toMatch(/\n\s+at /);
});

test('a damaged data file is refused with what to do, and stays as it is', async () => {
  const file = join(folder, 'bot.db');
  writeFileSync(file, 'this is no database, but it is somebody’s file');
  const { code, output } = await refused({});
  expect(code).toBe(1);
  expect(output).toContain('Restore it from a backup, or move it away');
  expect(readFileSync(file, 'utf8')).toContain('somebody’s file');
});

test('a SIGTERM to "npm start" ends the bot and its sandbox', async () => {
  const [port, sandboxPort] = [await freePort(), await freePort()];
  const environment = {
    ...process.env,
    PORT: String(port),
    SANDBOX_PORT: String(sandboxPort),
    DATABASE_URL: `sqlite:${join(folder, 'bot.db')}`,
  };
  // The start script alone: building over the files that other tests run would disturb them.
  const npm = spawn('npm', ['start', '--ignore-scripts'], { cwd: PROJECT, env: environment, stdio: 'ignore' });
  const answers = (url: string) =>
    fetch(url).then(
      () => true,
      () => false,
    );
  const urls = [`http://127.0.0.1:${port}/livez`, `http://127.0.0.1:${sandboxPort}/control/status`];
  for (const url of urls) await eventually(async () => ((await answers(url)) ? true : undefined), url);
  npm.kill('SIGTERM');
  for (const url of urls)
    await eventually(async () => ((await answers(url)) ? undefined : true), `no answer from ${url}`, 10_000);
});

test('the sandbox of a killed bot goes on, and the next bot uses it and ends it', async () => {
  const bot = await BotProcess.start();
  const answers = () =>
    fetch(`${bot.sandboxUrl}/control/status`).then(
      () => true,
      () => false,
    );
  await bot.kill();
  expect(await answers()).toBe(true);
  await bot.boot();
  await bot.stop();
  await eventually(async () => ((await answers()) ? undefined : true), 'the sandbox has ended');
});
