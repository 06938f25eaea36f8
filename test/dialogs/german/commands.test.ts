import { findCommand, isCommand, mentions, type Command } from '../../../dialogs/commands';
import german from '../../../resources/locales/de/commands.json';

const DE = 'de-DE';
const ANYWHERE: Command[] = ['help', 'cancel', 'startOver', 'menu', 'back', 'agent', 'leaveMessage'];
const SMALL_TALK: Command[] = ['greet', 'thanks', 'bye', 'no', 'yes', 'continue'];

const understood = (text: string, locale = DE) => findCommand([...ANYWHERE, ...SMALL_TALK], text, locale);

test.each<[Command, string[]]>([
  [
    'cancel',
    [
      'abbrechen',
      'ABBRECHEN!',
      'bitte abbrechen',
      'brich das bitte ab',
      'Brechen Sie ab',
      'stopp',
      'Vergiss es',
      'doch nicht',
    ],
  ],
  [
    'cancel',
    [
      'Können Sie das bitte abbrechen?',
      'ich möchte abbrechen',
      'kannst du das mal abbrechen',
      'Lassen wir das',
      'hoer auf',
    ],
  ],
  [
    'help',
    [
      'Hilfe',
      'hilfe!!',
      'Können Sie mir helfen?',
      'kannst du mir bitte helfen',
      'Was kannst du?',
      'Was können Sie alles?',
      '?',
    ],
  ],
  ['menu', ['Menü', 'menue', 'menu', 'Hauptmenü bitte', 'zeig mir das Menü', 'Zeigen Sie mir bitte das Menü']],
  [
    'startOver',
    [
      'von vorn',
      'nochmal von vorne',
      'Neustart',
      'bitte von vorn anfangen',
      'Lassen Sie uns von vorn anfangen',
      'lass uns neu anfangen',
    ],
  ],
  [
    'back',
    [
      'zurück',
      'zurueck',
      'zuruck',
      'Geh bitte zurück',
      'gehen Sie zurück',
      'einen Schritt zurück',
      'ich hab mich vertippt',
      'das war falsch',
    ],
  ],
  [
    'agent',
    [
      'Mensch',
      'Mitarbeiter',
      'Mit einem Menschen sprechen',
      'Kann ich mit jemandem sprechen?',
      'ich will einen Menschen',
      'Kundenservice',
    ],
  ],
  [
    'agent',
    [
      'Verbinden Sie mich bitte mit einem Mitarbeiter',
      'hol mir jemanden',
      'ich möchte mit einer echten Person reden',
      'Rückruf',
    ],
  ],
  ['leaveMessage', ['Nachricht hinterlassen', 'ich würde gerne eine Nachricht hinterlassen']],
  [
    'yes',
    [
      'ja',
      'Ja!',
      'jo',
      'jep',
      'passt',
      'passt so',
      'ja bitte',
      'klar',
      'gerne',
      'okay',
      'schicken Sie es ab',
      'mach das',
      'stimmt',
    ],
  ],
  ['no', ['nein', 'nee', 'nö', 'ne', 'nein danke', 'lieber nicht', "das war's", 'das war alles', 'nicht jetzt']],
  ['greet', ['Hallo', 'Guten Morgen', 'moin', 'Servus!', 'Grüß Gott', 'gruess gott']],
  ['thanks', ['danke', 'Vielen Dank!', 'dankeschoen', 'danke dir', 'super, danke', 'Ich danke Ihnen']],
  ['bye', ['tschüss', 'tschuess', 'Tschüß!', 'Auf Wiedersehen', 'bis bald', 'schönen Tag noch']],
  ['continue', ['weiter', 'mach weiter', 'machen Sie bitte weiter', 'weitermachen']],
])('%s: %j', (command, said) => {
  expect(said.map((text) => [text, understood(text)])).toEqual(said.map((text) => [text, command]));
});

test.each([
  ['Bestellung 1002 stornieren', 'ich möchte mein Abo kündigen', 'nicht abbrechen', 'zurückschicken', 'Geld zurück'],
  ['das hilft mir nicht', 'Menschenrechte', 'ich will die Ware zurückgeben', 'neue Adresse', 'die Halterung fehlt'],
])('is none where it occurs in something else (%#)', (...said) => {
  expect(said.map((text) => [text, findCommand(ANYWHERE, text, DE)])).toEqual(said.map((text) => [text, undefined]));
});

test('the English words work for a German user, too', () => {
  const said: [string, Command][] = [
    ['cancel', 'cancel'],
    ['please cancel that', 'cancel'],
    ['help', 'help'],
    ['agent', 'agent'],
    ['start over', 'startOver'],
    ['go back please', 'back'],
    ['yes', 'yes'],
    ['no thanks', 'no'],
  ];
  for (const [text, command] of said) expect([text, understood(text)]).toEqual([text, command]);
  expect(understood('abbrechen', 'en-US')).toBeUndefined();
});

test('every word on the list is found as it stands, with capitals and without umlauts', () => {
  const plain = (word: string) =>
    word.replace(/[äöü]/g, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue' })[letter] ?? letter).replaceAll('ß', 'ss');
  for (const [command, words] of Object.entries(german))
    for (const word of words)
      for (const text of [word, word.toUpperCase(), plain(word), ` ${word} `])
        expect([text, isCommand(command as Command, text, DE)]).toEqual([text, true]);
});

test('no word means two things that lead to different answers', () => {
  const answered = [...ANYWHERE, ...SMALL_TALK].flatMap((command) => german[command]);
  expect(answered.filter((word, index) => answered.indexOf(word) !== index)).toEqual([]);
});

test('no words of politeness alone are a command', () => {
  for (const filler of german.filler) expect([filler, findCommand(ANYWHERE, filler, DE)]).toEqual([filler, undefined]);
});

test.each<[Command, string, boolean]>([
  ['correction', 'Nein, sie sind zu groß', true],
  ['correction', 'Entschuldigung, ich meinte 1002', true],
  ['correction', 'sorry, vertippt: 1002', true],
  ['correction', 'die Nummer ist 1002', false],
  ['pronouns', 'Wann kommt sie denn?', true],
  ['pronouns', 'Kann ich sie noch stornieren?', true],
  ['pronouns', 'Können Sie mir sagen, wo meine Bestellung ist?', false],
  ['pronouns', 'Die Lieferung der Ware', false],
  ['notArrivedWords', 'Mein Paket ist nie angekommen', true],
  ['damagedWords', 'Die Tasse ist kaputt', true],
  ['missingWords', 'Da fehlt ein Teil', true],
  ['wrongItemWords', 'Ich habe den falschen Artikel bekommen', true],
  ['addressWords', 'falsche Adresse, ich bin umgezogen', true],
  ['wrongItemWords', 'falsche Adresse, ich bin umgezogen', false],
])('%s in %j: %s', (command, text, expected) => {
  expect(mentions(command, text, DE)).toBe(expected);
});
