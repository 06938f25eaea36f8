import type { Activity } from 'botbuilder';
import { JobChat, sandboxForTests, type Role } from '../../helpers/jobChat';

const sandbox = sandboxForTests();
let bot: JobChat;

const start = async (role: Role, settings: Record<string, string> = {}) =>
  void (bot = await JobChat.start(sandbox(), role, settings));
const say = async (text: string, more: Partial<Activity> = {}) =>
  [...(await bot.say(text, { locale: 'de-DE', ...more })), ...(await bot.after(2000))].join('\n');

afterEach(() => bot.close());

/** What is said in the one form and in the other. */
const FORMS = [
  ['sie', 'Sie', 'Ihre'],
  ['du', 'dich', 'Deine'],
] as const;

describe.each(FORMS)('with %s', (form, you, your) => {
  beforeEach(() => start('customer', { GERMAN_ADDRESS: form }));

  test('the welcome is in the channel’s language', async () => {
    const joins = { type: 'conversationUpdate', membersAdded: [{ id: 'user-1', name: '' }], locale: 'de-DE' };
    const said = (await bot.chat.send(joins)).join('\n');
    expect(said).toContain('Hallo! Ich bin der Assistent von');
    expect(said).toContain(form === 'du' ? 'finde deine Bestellung' : 'finde Ihre Bestellung');
    expect(said).toMatch(/\[Bestellung verfolgen\].*\[Mit einem Menschen sprechen\].*\[Hilfe\]/s);
  });

  test('a whole look-up, with help, a step back and a wrong answer', async () => {
    expect(await say('Wo ist meine Bestellung?')).toContain('Wie lautet die Bestellnummer?');
    expect(await say('weiß nicht')).toContain('Das sieht nicht nach einer Bestellnummer aus');
    expect(await say('Hilfe')).toContain(`Ich schaue eine Bestellung für ${you} nach`);
    expect(await say('1001')).toContain('Und mit welcher E-Mail-Adresse wurde Bestellung 1001 aufgegeben?');
    expect(await say(form === 'du' ? 'geh bitte zurück' : 'gehen Sie bitte zurück')).toContain('Bestellnummer');
    await say('die Nummer ist 1001');
    const found = await say('customer@example.com');
    expect(found).toMatch(
      /Bestellung 1001: Unterwegs\..*Bestellt am: \d+\. \p{L}+ \d{4}\..*Summe: 99,30\s\$ \(bezahlt\)/su,
    );
    expect(await say('danke')).toMatch(/gern/i);
  });

  test('a return with changes on the review card, in words', async () => {
    await say('Ich möchte etwas zurückschicken, Bestellung 1004, customer@example.com');
    expect(await say('die Jeans')).toContain('Warum geht es zurück?');
    expect(await say('sie ist zu klein')).toContain(
      `${your} Rückgabe. Rücksendung: Black Jeans (32). Grund: Zu klein.`,
    );
    expect(await say('nein, sie sind zu groß')).toContain('Grund: Zu groß.');
    expect(await say('Grund ändern')).toContain('Warum geht es zurück?');
    expect(await say('kaputt')).toContain('Grund: Kaputt.');
    expect(await say('ich möchte bitte den Grund ändern')).toContain('Warum geht es zurück?');
    expect(await say('Etwas anderes')).toContain('Grund: Etwas anderes.');
    expect(await say('Der Grund ist doch: Zu groß')).toContain('Grund: Zu groß.');
    expect(await say('nein')).toContain('ich habe nichts abgeschickt');
    expect(await say('Rückgabe anmelden')).toContain('ist angemeldet');
    // One was there before.
    expect(await sandbox().records('shopify', 'return')).toHaveLength(2);
  });

  test('the buttons work, clicked and typed', async () => {
    await say('Etwas zurückschicken');
    await say('1004');
    await say('customer@example.com');
    await say('Alles');
    expect(await say('Gefällt mir nicht')).toContain('Grund: Gefällt mir nicht.');
    const change = bot.buttonValue('Grund ändern');
    expect(await say('Grund ändern', { value: change })).toContain('Warum geht es zurück?');
    await say('Zu groß');
    expect(await say('Rückgabe anmelden', { value: bot.buttonValue('Rückgabe anmelden') })).toContain('ist angemeldet');
  });

  test.each([
    ['abbrechen', 'Alles klar, das lassen wir'],
    ['cancel', 'Alles klar, das lassen wir'],
    [form === 'du' ? 'brich das bitte ab' : 'Brechen Sie das bitte ab', 'Alles klar, das lassen wir'],
    ['von vorn', 'alles auf Anfang'],
    ['Mensch', 'Unser Team weiß Bescheid'],
    [form === 'du' ? 'hol mir jemanden' : 'Können Sie mir einen Menschen holen?', 'Unser Team weiß Bescheid'],
  ])('%j works in the middle of something', async (text, said) => {
    await say('Bestellung verfolgen');
    expect(await say(text)).toContain(said);
  });

  test('a ticket with an address in passing, and changes in words', async () => {
    await say('Ticket eröffnen');
    await say('Der Reißverschluss an meinem Rucksack klemmt');
    await say('a@example.com');
    await say('überspringen');
    const card = await say('Priorität auf hoch setzen');
    expect(card).toContain('Beschreibung: Der Reißverschluss an meinem Rucksack klemmt.');
    expect(card).toContain('Priorität: Hoch.');
    expect(await say('Mailadresse ändern')).toContain('An welche E-Mail-Adresse');
    expect(await say('b@example.com')).toContain('E-Mail: b@example.com.');
    expect(await say('Die E-Mail soll c@example.com lauten')).toContain('E-Mail: c@example.com.');
    expect(await say('passt')).toContain('hat die Nummer');
  });
});

describe('an employee', () => {
  test('asks for leave in German dates and changes them', async () => {
    await start('employee');
    const card = await say('Urlaub beantragen vom 7. bis 9. Dezember');
    expect(card).toMatch(/Ihr Urlaubsantrag\..*Tage: \p{L}+, 7\. – \p{L}+, 9\. Dezember \d{4}\./su);
    expect(await say('nein, vom 14. bis 15. Dezember')).toMatch(/Tage: .*14\. – .*15\. Dezember/);
    expect(await say('Notiz ändern')).toContain('Was möchten Sie dazuschreiben?');
    expect(await say('Familienfeier')).toContain('Notiz: Familienfeier.');
    expect(await say('Antrag abschicken')).toContain('Beantragt: ');
    expect(await say('meine Urlaubsanträge')).toContain('wartet auf die Entscheidung Ihrer Führungskraft');
    expect(await sandbox().records('workday', 'leaveRequest')).toHaveLength(1);
  });

  test('reports what is broken, and is told what may help first', async () => {
    await start('employee', { GERMAN_ADDRESS: 'du' });
    expect(await say('Mein Drucker druckt nicht mehr')).toMatch(
      /Probieren wir erst etwas Schnelles.*Hat das geholfen\?/s,
    );
    expect(await say('geht immer noch nicht')).toContain('Wie dringend ist es?');
    await say('mittel');
    expect(await say('überspringen')).toContain('Dringlichkeit: Mittel.');
    expect(await say('Dringlichkeit auf hoch ändern')).toContain('Dringlichkeit: Hoch.');
    expect(await say('ja')).toContain('Die IT hat deine Meldung als');
  });
});
