import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start, type Application } from '../../../index';
import { startTestSandbox, type TestSandbox } from '../../helpers/testSandbox';
import { BODIES, signedHeaders } from '../webhooks/sign';

let sandbox: TestSandbox;
let folder: string;
let application: Application;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  folder = mkdtempSync(join(tmpdir(), 'bot-'));
  writeFileSync(join(folder, 'webhook'), 'first-webhook-secret');
  writeFileSync(join(folder, 'key'), Buffer.alloc(32, 7).toString('base64'));
  application = await start({
    ...{ PORT: '0', DATABASE_URL: 'sqlite::memory:', LOG_LEVEL: 'silent' },
    ...{ CRM_VENDOR: 'none', HELPDESK_VENDOR: 'none', HR_VENDOR: 'none', ITSM_VENDOR: 'none', FINANCE_VENDOR: 'none' },
    ...{ SHOPIFY_SHOP_DOMAIN: 'demo.myshopify.com', SHOPIFY_ADMIN_TOKEN: 'sandbox-token' },
    SHOPIFY_API_URL: `${sandbox.url}/shopify`,
    SHOPIFY_WEBHOOK_SECRET_FILE: join(folder, 'webhook'),
    DATA_ENCRYPTION_KEY_FILE: join(folder, 'key'),
  });
});
afterAll(async () => {
  await application.stop();
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

async function deliver(secret: string, id: string): Promise<number> {
  const headers = { ...signedHeaders('shopify', BODIES.shopify, { secret, id }), 'content-type': 'application/json' };
  const response = await fetch(`${application.url}/webhooks/shopify`, {
    method: 'POST',
    headers,
    body: BODIES.shopify,
  });
  return response.status;
}

test('a bot that runs takes webhooks with the secret that the file has now', async () => {
  expect(await deliver('first-webhook-secret', '1')).toBe(200);
  writeFileSync(join(folder, 'webhook'), 'second-webhook-secret');
  // Windows has none, and there only the minutes count.
  if (process.platform === 'win32') return;
  process.emit('SIGHUP');
  let status = 0;
  for (let tries = 0; status !== 200 && tries < 200; tries++)
    status = await deliver('second-webhook-secret', `2-${tries}`);
  expect(status).toBe(200);
  expect(await deliver('first-webhook-secret', '3')).toBe(401);
});
