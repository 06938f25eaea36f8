import { JobChat, sandboxForTests } from '../../helpers/jobChat';

const SETTINGS = {
  COMPANY_EMAIL: 'privacy@shop.example',
  PRIVACY_URL: 'https://shop.example/privacy',
  RETENTION_DAYS: '14',
  GERMAN_ADDRESS: 'du',
};
const sandbox = sandboxForTests();
let job: JobChat;
beforeEach(async () => void (job = await JobChat.start(sandbox(), 'customer', SETTINGS)));
afterEach(() => job.close());

test.each([
  ['what data do you keep about me?', 'en-US', 'Our privacy statement', 'up to 14 days'],
  ['please delete everything you know about me', 'en-US', 'Our privacy statement', 'write to privacy@shop.example'],
  ['welche Daten habt ihr über mich?', 'de-DE', 'Unsere Datenschutzerklärung', 'bis zu 14 Tage'],
  ['bitte meine Daten löschen', 'de-DE', 'Unsere Datenschutzerklärung', 'dann schreib bitte an privacy@shop.example'],
])('“%s” is told what is kept, and how to ask for it', async (text, locale, statement, answer) => {
  const said = (await job.say(text, { locale })).join('\n');
  expect(said).toContain(`[${statement}](${SETTINGS.PRIVACY_URL})`);
  expect(said).toContain(answer);
});
