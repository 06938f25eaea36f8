import { JobChat, sandboxForTests } from '../../helpers/jobChat';

const SETTINGS = {
  COMPANY_EMAIL: 'privacy@shop.example',
  PRIVACY_URL: 'https://shop.example/privacy',
  RETENTION_DAYS: '14',
  GERMAN_ADDRESS: 'du',
};
const sandbox = sandboxForTests();
let job: JobChat;
const start = async (settings = {}) => void (job = await JobChat.start(sandbox(), 'customer', settings));
afterEach(() => job.close());

test.each([
  ['what data do you keep about me?', 'en-US', 'Our privacy statement', 'up to 14 days'],
  ['Please delete everything you know about me', 'en-US', 'Our privacy statement', 'write to privacy@shop.example'],
  ['is this chat recorded?', 'en-US', 'Our privacy statement', 'encrypted'],
  ['welche Daten habt ihr über mich?', 'de-DE', 'Unsere Datenschutzerklärung', 'bis zu 14 Tage'],
  ['bitte meine Daten löschen', 'de-DE', 'Unsere Datenschutzerklärung', 'dann schreib bitte an privacy@shop.example'],
])('“%s” is told what is kept, and how to ask for it', async (text, locale, statement, answer) => {
  await start(SETTINGS);
  const said = (await job.say(text, { locale })).join('\n');
  expect(said).toContain(`[${statement}](${SETTINGS.PRIVACY_URL})`);
  expect(said).toContain(answer);
  expect(said).toMatch(/\[(Talk to a person|Mit einem Menschen sprechen)\]/);
});

test('without a statement there is no link to one', async () => {
  await start();
  expect((await job.say('what do you know about me?')).join()).not.toContain('](http');
});

test.each([
  ['update my personal data', 'I first check that it is you'],
  ['open a ticket: please delete my data from the forum', 'should our team answer to'],
  ["don't forget me, where is order 1001?", 'which e-mail address'],
])('“%s” is about something else', async (text, answer) => {
  await start();
  const said = (await job.say(text)).join('\n');
  expect(said).toContain(answer);
  expect(said).not.toContain('kept encrypted');
});

test('asked in the middle of a job, it is told, and the job goes on', async () => {
  await start();
  await job.say('where is order 1001?');
  const said = (await job.say('what data do you keep about me?')).join('\n');
  expect(said).toMatch(/kept encrypted.*e-mail address/s);
  expect((await job.say('customer@example.com')).join()).toContain('1001');
});
