import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TurnContext } from 'botbuilder';
import { findEntities } from '../../../dialogs/entities';
import { readWish, type Wish } from '../../../dialogs/notifications/wishes';
import { setTurn, type Turn } from '../../../dialogs/turn';
import { MemoryChannel } from '../../helpers/channel';

const channel = new MemoryChannel();

function wishIn(text: string, locale = 'en'): Wish | undefined {
  const context = new TurnContext(channel, channel.incoming({ text }));
  setTurn(context, { locale, session: {}, employee: { email: 'employee@example.com' } } as unknown as Turn);
  return readWish({ text, context, entities: findEntities(text, { locale }), isCorrection: false });
}

test.each<[string, Wish]>([
  ['tell me when it ships', { do: 'tell', kind: 'order' }],
  ['Let me know as soon as my parcel has arrived', { do: 'tell', kind: 'order' }],
  ['notify me about order 1002', { do: 'tell', kind: 'order', number: '1002' }],
  ['tell me when order #1002 is delivered please', { do: 'tell', kind: 'order', number: '1002' }],
  ['let me know when my money is back', { do: 'tell', kind: 'order' }],
  ['keep me posted', { do: 'tell' }],
  ['keep me posted about ticket 5001', { do: 'tell', kind: 'ticket', number: '5001' }],
  ['let me know when there is an answer on my ticket', { do: 'tell', kind: 'ticket' }],
  ['notify me about INC0010001', { do: 'tell', kind: 'request', number: 'INC0010001' }],
  ['tell me when my leave request is approved', { do: 'tell', kind: 'leave' }],
  ['stop telling me about order 1002', { do: 'stop', kind: 'order', number: '1002' }],
  ['What am I subscribed to?', { do: 'list' }],
])('%s', (text, wish) => expect(wishIn(text)).toEqual(wish));

test.each<[string, Wish]>([
  ['Sag mir Bescheid, wenn die Bestellung 1002 verschickt ist', { do: 'tell', kind: 'order', number: '1002' }],
  ['Geben Sie Bescheid, sobald das Paket ankommt', { do: 'tell', kind: 'order' }],
  ['Halten Sie mich auf dem Laufenden', { do: 'tell' }],
  ['benachrichtige mich über Ticket 5001', { do: 'tell', kind: 'ticket', number: '5001' }],
  ['sag mir bescheid, wenn mein urlaub genehmigt ist', { do: 'tell', kind: 'leave' }],
  ['keine Nachrichten mehr zu Bestellung 1002', { do: 'stop', kind: 'order', number: '1002' }],
  ['Meine Benachrichtigungen', { do: 'list' }],
])('%s', (text, wish) => expect(wishIn(text, 'de')).toEqual(wish));

test.each([
  'tell me about order 1002',
  'can you tell me when my order will arrive',
  'tell me when the red mug is back in stock',
  'tell me when it is available again',
  'let me know if you sell mugs',
  'notify me about my expense report',
  'please stop order 1002',
  'stop the stock alert',
  'tell me a joke when you are done',
  'keep me posted on jobs at your company',
  'notify me when the harassment complaint about my manager is decided',
])('"%s" wishes nothing of that', (text) => expect(wishIn(text)).toBeUndefined());

test.each(['sag bescheid wenn größe 42 wieder da ist', 'sagen Sie mir, wann die Bestellung kommt'])(
  '"%s" auch nicht',
  (text) => expect(wishIn(text, 'de')).toBeUndefined(),
);

test.each([
  ['english', 'en'],
  ['fresh-english', 'en'],
  ['german', 'de'],
  ['fresh-german', 'de'],
])('no sentence of %s about something else is taken for one', (file, locale) => {
  const lines = readFileSync(join(__dirname, `../understanding/testData/${file}.jsonl`), 'utf8').trim();
  const sentences = lines.split('\n').map((line) => (JSON.parse(line) as { text: string }).text);
  expect(sentences.filter((text) => wishIn(text, locale))).toEqual([]);
});
