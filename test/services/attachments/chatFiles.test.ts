import { ChatFiles } from '../../../services/attachments/chatFiles';
import { MAX_FILE_BYTES, toFileName } from '../../../services/attachments/fileSource';
import type { Transport } from '../../../services/http/transport';
import { createLogger } from '../../../services/logger';
import { createCipher } from '../../../services/storage/cipher';
import type { Database } from '../../../services/storage/database';
import { removeExpired } from '../../../services/storage/housekeeping';
import { openTestDatabase } from '../../helpers/testDatabase';
import { ManualClock } from '../../helpers/manualClock';

const clock = new ManualClock();
const where = { conversationKey: 'c', serviceUrl: 'http://127.0.0.1:3978/directline' };
const url = 'http://127.0.0.1:3978/v3/directline/conversations/1/files/2';
const source = { name: 'screen.png', contentType: 'image/png', url };

let database: Database;
let body: Uint8Array;
let status: number;
let fetched: string[];
let authorizations: (string | undefined)[];
let files: ChatFiles;

beforeEach(async () => {
  database = await openTestDatabase();
  [body, status, fetched, authorizations] = [Buffer.from('a picture'), 200, [], []];
  const transport: Transport = (request) => {
    fetched.push(request.url);
    authorizations.push(request.headers?.['authorization']);
    return Promise.resolve({ status, headers: new Headers(), body });
  };
  const cipher = createCipher(Buffer.alloc(32, 7));
  const resolve = () => Promise.resolve(['93.184.216.34']);
  files = new ChatFiles({
    database,
    cipher,
    clock,
    log: createLogger('silent'),
    transport,
    development: true,
    resolve,
  });
});
afterEach(() => database.close());

test('a file is kept, encrypted, until its write has it', async () => {
  const kept = await files.take(source, where);
  expect(kept).toEqual({ id: expect.any(String) as string, name: 'screen.png' });
  const [row] = await database.query<{ document: string }>('SELECT document FROM files');
  expect(row?.document).not.toContain(Buffer.from('a picture').toString('base64').slice(0, 8));
  expect(await files.find('key')).toBeUndefined();
  await files.assign(kept?.id ?? '', 'key');
  const base64 = Buffer.from('a picture').toString('base64');
  expect(await files.find('key')).toEqual({ name: 'screen.png', contentType: 'image/png', base64 });
  await files.remove('key');
  expect(await files.find('key')).toBeUndefined();
});

test('the content may come with its announcement', async () => {
  const inline = `data:image/png;base64,${Buffer.from('x').toString('base64')}`;
  expect(await files.take({ ...source, url: inline }, where)).toMatchObject({ name: 'screen.png' });
  expect(fetched).toEqual([]);
});

test('the channel, and nobody else, sees that the bot asks', async () => {
  const serviceUrl = 'https://smba.trafficmanager.net/emea/';
  const channelToken = () => Promise.resolve('token');
  const own = { ...source, url: 'https://smba.trafficmanager.net/emea/v3/attachments/1/views/original' };
  const other = { ...source, url: 'https://contoso.sharepoint.com/1' };
  await files.take(own, { ...where, serviceUrl, channelToken });
  await files.take(other, { ...where, serviceUrl, channelToken });
  expect(authorizations).toEqual(['Bearer token', undefined]);
});

test('what is too large, empty, gone or elsewhere is not taken', async () => {
  body = Buffer.alloc(MAX_FILE_BYTES + 1);
  expect(await files.take(source, where)).toBeUndefined();
  body = Buffer.alloc(0);
  expect(await files.take(source, where)).toBeUndefined();
  [body, status] = [Buffer.from('no'), 404];
  expect(await files.take(source, where)).toBeUndefined();
  const before = fetched.length;
  expect(await files.take({ ...source, url: 'http://127.0.0.1:3979/control/status' }, where)).toBeUndefined();
  expect(fetched).toHaveLength(before);
  expect(await database.query('SELECT 1 FROM files')).toEqual([]);
});

test('a file that nobody used is gone after a day', async () => {
  await files.take(source, where);
  await clock.advance(25 * 60 * 60_000);
  await removeExpired(database, clock);
  expect(await database.query('SELECT 1 FROM files')).toEqual([]);
});

test.each([
  ['screen.png', 'screen.png'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\me\\bill.pdf', 'bill.pdf'],
  ['a\u202Egnp.exe', 'agnp.exe'],
  ['.htaccess', 'htaccess'],
  ['', 'file'],
])('the name %j becomes %j', (name, safe) => expect(toFileName(name)).toBe(safe));

test('an endless name keeps its ending', () => {
  const name = toFileName(`${'x'.repeat(300)}.pdf`);
  expect(name).toHaveLength(100);
  expect(name).toMatch(/\.pdf$/);
});
