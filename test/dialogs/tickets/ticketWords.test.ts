import { topicOf } from '../../../dialogs/tickets/ticketTopics';
import { headlineOf } from '../../../dialogs/headline';
import { asksFor, descriptionOf } from '../../../dialogs/tickets/ticketWords';

const DESCRIPTIONS: readonly (readonly [said: string, description: string | undefined])[] = [
  ['open an urgent ticket, my screen is black, mail is customer@example.com', 'My screen is black'],
  ['Please open a ticket because my screen is black. My e-mail is a@example.com', 'My screen is black'],
  [
    'can you create a new high priority support ticket: the zip of my backpack is stuck',
    'The zip of my backpack is stuck',
  ],
  ['my screen is black, please open a ticket', 'My screen is black'],
  [
    'hi, I need to file a complaint about the driver who left my parcel in the rain',
    'The driver who left my parcel in the rain',
  ],
  ['I was charged twice for order 1001', 'I was charged twice for order 1001'],
  ['the website shows an error when I pay', 'The website shows an error when I pay'],
  ['a@example.com my headphones make a strange noise', 'My headphones make a strange noise'],
  ['the website does not let me register', 'The website does not let me register'],
  ['open a ticket', undefined],
  ['I want to open a ticket', undefined],
  ['I would like to make a complaint', undefined],
  ['open an urgent ticket please, my mail is a@example.com', undefined],
  ['I have a problem', undefined],
  ['complaint', undefined],
  ['ticket', undefined],
];

test.each(DESCRIPTIONS)('of “%s” the description is %j', (said, description) => {
  expect(descriptionOf(said, 'en-US')).toBe(description);
});

test('a subject is the first sentence, cut between words', () => {
  expect(headlineOf('My screen is black. It began this morning.', 80)).toBe('My screen is black');
  const long = headlineOf(`The ${'very '.repeat(40)}long story`, 80);
  expect(long.length).toBeLessThanOrEqual(81);
  expect(long).toMatch(/very…$/);
});

test.each([
  ['my screen is black', 'technical'],
  ['I was charged twice', 'payment'],
  ['my parcel never arrived', 'order'],
  ['I cannot log in to my account', 'account'],
  ['the zip of my backpack is stuck', 'product'],
  ['I have a question', undefined],
])('“%s” is about %j', (said, topic) => expect(topicOf(said, 'en-US')).toBe(topic));

test.each([
  ['open a ticket', true],
  ['please create an urgent support ticket for me', true],
  ['file a case', true],
  ['show me my open tickets', false],
  ['open ticket 5001', false],
  ['open my ticket', false],
  ['do I have a ticket?', false],
  ['reopen a ticket', false],
])('“%s” asks for a new ticket: %j', (said, asks) => expect(asksFor('ticketNouns', said, 'en-US')).toBe(asks));
