import { isFileAddress } from '../../../services/attachments/fileAddress';

const channel = { serviceUrl: 'https://smba.trafficmanager.net/emea/', development: false };
const local = { serviceUrl: 'http://127.0.0.1:3978/directline', development: true };
const outside = () => Promise.resolve(['93.184.216.34']);
const allowed = (address: string, rules = channel, resolve = outside) => isFileAddress(address, rules, resolve);

test.each([
  'https://smba.trafficmanager.net/emea/v3/attachments/1/views/original',
  'https://directline.botframework.com/v3/directline/conversations/1/attachments/2',
  'https://webchat.botframework.com/attachments/1/screen.png?t=1',
  'https://bcattachmentsprod.blob.core.windows.net/a/b.png',
  'https://contoso-my.sharepoint.com/personal/download.aspx?UniqueId=1',
])('%s is where channels keep files', async (address) => expect(await allowed(address)).toBe(true));

test.each([
  'http://smba.trafficmanager.net/emea/v3/attachments/1',
  'https://smba.trafficmanager.net:8443/emea',
  'https://evil.example/secret',
  'https://botframework.com.evil.example/x',
  'https://evilbotframework.com/x',
  'https://user:pass@webchat.botframework.com/x',
  'https://169.254.169.254/latest/meta-data',
  'https://[::1]/x',
  'http://127.0.0.1:3978/files/1',
  'http://localhost/x',
  'file:///etc/passwd',
  'ftp://webchat.botframework.com/x',
  'not an address',
  '',
])('%s is not fetched', async (address) => expect(await allowed(address)).toBe(false));

test.each([
  ['10.0.0.5'],
  ['192.168.1.1'],
  ['127.0.0.1'],
  ['169.254.169.254'],
  ['::1'],
  ['fd00::1'],
  ['::ffff:10.0.0.1'],
])('a name that leads inside, to %s, is not fetched', async (address) => {
  const resolve = () => Promise.resolve(['93.184.216.34', address]);
  expect(await allowed('https://x.blob.core.windows.net/a', channel, resolve)).toBe(false);
});

test('a name that leads nowhere is not fetched', async () => {
  const resolve = () => Promise.reject(new Error('ENOTFOUND'));
  expect(await allowed('https://x.blob.core.windows.net/a', channel, resolve)).toBe(false);
});

test('in development the local channel serves its own uploads, and nothing else on this machine does', async () => {
  expect(await allowed('http://127.0.0.1:3978/v3/directline/conversations/1/files/2', local)).toBe(true);
  expect(await allowed('http://localhost:3978/v3/directline/conversations/1/files/2', local)).toBe(true);
  expect(await allowed('http://127.0.0.1:3979/control/status', local)).toBe(false);
  expect(await allowed('http://127.0.0.1:3978/x', { ...local, development: false })).toBe(false);
  expect(await allowed('http://192.168.0.2:3978/x', local)).toBe(false);
});
