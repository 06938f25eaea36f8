import { asksForPerson } from '../../../dialogs/people/personWish';
import { CLOSED } from '../../helpers/hours';
import { JobChat, sandboxForTests } from '../../helpers/jobChat';

interface TicketRecord {
  id: number;
  subject: string;
  description: string;
  tags: string[];
}

const sandbox = sandboxForTests();
let job: JobChat;
const say = async (text: string) => (await job.say(text)).join('\n');
const open = () => job.chat.bot.handoffs.listOpen();
const tickets = async () =>
  (await sandbox().records<TicketRecord>('zendesk', 'ticket')).filter(({ tags }) => tags.includes('handoff'));

beforeEach(async () => void (job = await JobChat.start(sandbox(), 'customer')));
afterEach(() => job.close());

test.each([
  ['i want to talk to a human, my backpack is broken', 'en-US'],
  ['my order is late and nobody answers. I need to speak to a human', 'en-US'],
  ['hi can i talk to a real person about my order 1001', 'en-US'],
  ['ich will mit einem menschen reden, mein rucksack ist kaputt', 'de-DE'],
  ['Mein Paket fehlt. Kann ich bitte mit einem Mitarbeiter sprechen?', 'de-DE'],
  ['ich möchte mit einem echten Menschen sprechen weil nichts geht', 'de-DE'],
])('“%s” asks for a person', (text, locale) => expect(asksForPerson(text, locale)).toBe(true));

test.each([
  ['i do not want to talk to a person, where is order 1001', 'en-US'],
  ['the agent i talked to said my order is lost', 'en-US'],
  ['can another person sign for order 1001', 'en-US'],
  ['cancel order 1002 without me having to talk to a person', 'en-US'],
  ['do i have to talk to a person to return it?', 'en-US'],
  ['a person at the door took my parcel', 'en-US'],
  ['i spoke to an agent yesterday about order 1001', 'en-US'],
  ['is a human reading this', 'en-US'],
  ['ich will nicht mit einem menschen reden, wo ist bestellung 1001', 'de-DE'],
  ['der mitarbeiter sagte, ich bekomme mein geld zurück', 'de-DE'],
  ['ich habe schon mit einem menschen gesprochen', 'de-DE'],
  ['eine andere person hat das paket angenommen', 'de-DE'],
])('“%s” does not', (text, locale) => expect(asksForPerson(text, locale)).toBe(false));

test.each([
  'ich will mit einem menschen reden, mein rucksack ist kaputt',
  'bitte rückruf unter 030 1234567, es geht um die lieferadresse',
  'I need to speak to a human, the mug in order 1004 is broken',
])('“%s” gets one, and asks for no order', async (text) => {
  expect(await say(text)).toMatch(/told our team|Unser Team weiß Bescheid/);
  expect(await open()).toMatchObject([{ message: text }]);
  await say('customer@example.com');
  expect(await tickets()).toMatchObject([{ description: text }]);
});

test('who wants an offer is called by sales', async () => {
  expect(await say('i need a quote for 200 t-shirts, please call me back at 415 555 2671')).toContain(
    'first and last name',
  );
  expect(await open()).toHaveLength(0);
});

test('what is said before the address is for the team, too', async () => {
  await say('talk to a person');
  expect(await say('its about my order 1001')).toMatch(/added that for our team.*Which e-mail address/s);
  expect(await say('my order is messed up, sarah here')).toContain('added that for our team');
  expect(await say('sarah@example.com')).toContain('our team will answer to sarah@example.com');
  expect(await tickets()).toMatchObject([
    { description: 'its about my order 1001\nmy order is messed up, sarah here' },
  ]);
});

test('out of hours what was said with the wish is the message', async () => {
  await job.close();
  job = await JobChat.start(sandbox(), 'customer', CLOSED);
  expect(await say('i want to talk to a human, my backpack is broken')).toContain('Which e-mail address');
  await say('customer@example.com');
  expect(await tickets()).toMatchObject([{ description: 'i want to talk to a human, my backpack is broken' }]);
});

test('it reaches the team although no address comes', async () => {
  await say('talk to a person');
  await say('its about my order 1001');
  await job.after(3 * 60_000, 10_000);
  expect(await tickets()).toMatchObject([{ description: 'its about my order 1001' }]);
});

test('it is added to a message that was left', async () => {
  await job.close();
  job = await JobChat.start(sandbox(), 'customer', CLOSED);
  await say('agent');
  await say('My parcel is wet');
  expect(await say('the box was torn open on one side')).toContain('added that');
  await say('customer@example.com');
  expect(await tickets()).toMatchObject([{ description: 'My parcel is wet\nthe box was torn open on one side' }]);
});

test.each([
  ['what is your return policy?', 'Our return policy'],
  ['where is order 1001', 'which e-mail address was order 1001'],
  ['cancel order 1002', 'which e-mail address was order 1002'],
  ['track an order', 'What is the order number?'],
  ['sarah at example dot com', 'does not look like an e-mail address'],
  ['sarah', 'does not look like an e-mail address'],
  ['skip', 'answers here in the chat'],
  ['talk to a person', 'Our team knows already'],
])('“%s” is not for the team', async (text, answer) => {
  await say('talk to a person');
  expect(await say(text)).toContain(answer);
});

test.each([
  'what is your phone number',
  'how can i call you?',
  'wie erreiche ich euch telefonisch',
  'Habt ihr eine Hotline?',
])('“%s” is told, and nobody is called', async (text) => {
  expect(await say(text)).toMatch(
    /\+1 555 010 0199.*help@example\.com.*\[(Talk to a person|Mit einem Menschen sprechen)\]/s,
  );
  expect(await open()).toHaveLength(0);
});

test.each([
  'what is my phone number',
  'your phone number does not work',
  'change my phone number',
  'can i call my colleague',
])('“%s” is another question', async (text) => expect(await say(text)).not.toContain('You can reach us by phone'));

test.each(['dann hinterlasse ich eine nachricht', "i'll leave a message then"])('“%s” takes one', async (text) => {
  expect(await say(text)).toMatch(/What should I tell our team|Was soll ich unserem Team/);
});
