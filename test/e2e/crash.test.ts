import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What is tried: the build, or another one. */
const LIB = process.env['E2E_LIB'] ?? join(__dirname, '..', '..', 'lib');
const PROMISES = 10;

/** Runs the laboratory as a process of its own, as people do. */
async function crashTest(...options: string[]): Promise<{ code: number | null; lines: string[] }> {
  const script = join(LIB, 'scripts', 'crashTest', 'index.js');
  const child = spawn(process.execPath, [script, ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, lines: said.split('\n') };
}

// As long as the longest of its parts: an outcome that is not known is given up after two minutes.
jest.setTimeout(480_000);

test.each([
  ['sqlite', '1'],
  ['postgres', '2'],
])('catalogue 1, 3: killed at random moments, nothing is lost or done twice on %s', async (database, instances) => {
  const size = ['--operations', '60', '--parallel', '30', '--kill-every', '3', '--seconds-limit', '150'];
  const { code, lines } = await crashTest('--database', database, '--instances', instances, ...size);
  expect(lines.filter((line) => line.startsWith('FAIL'))).toEqual([]);
  expect(lines.filter((line) => line.startsWith('ok '))).toHaveLength(PROMISES);
  expect(code).toBe(0);
});
