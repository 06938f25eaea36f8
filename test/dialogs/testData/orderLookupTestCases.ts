/** What the user says, and what each answer of that turn must contain, in order. */
export type Turn = [say: string, ...hear: string[]];

export interface OrderLookupTestCase {
  name: string;
  turns: Turn[];
}

const EMAIL = 'customer@example.com';
const ASK_NUMBER = 'What is the order number?';
const ASK_EMAIL = 'which e-mail address';
const MORE = 'anything else';

export const orderLookupTestCases: OrderLookupTestCase[] = [
  {
    name: 'asks for what is missing, one thing at a time',
    turns: [
      ['track an order', ASK_NUMBER],
      ['1001', `${ASK_EMAIL} was order 1001`],
      [EMAIL, '(card) Order 1001: On its way', MORE],
    ],
  },
  {
    name: 'asks nothing that was said up front',
    turns: [[`where is order #1001? ${EMAIL}`, '(card) Order 1001', MORE]],
  },
  {
    name: 'asks for the e-mail only when the number was said',
    turns: [
      ['where is my order 1001', `${ASK_EMAIL} was order 1001`],
      [EMAIL, '(card) Order 1001', MORE],
    ],
  },
  {
    name: 'takes the e-mail from the answer to the first question',
    turns: [
      ['track my order', ASK_NUMBER],
      [`it is 1001 and my mail is ${EMAIL}`, '(card) Order 1001', MORE],
    ],
  },
  ...['# 1001 ', 'ORDER 1001', '１００１', 'order no. 1001', "it's 1001.", '#1001!'].map((number) => ({
    name: `understands the number ${JSON.stringify(number)}`,
    turns: [
      ['track an order', ASK_NUMBER],
      [number, `${ASK_EMAIL} was order 1001`],
    ] as Turn[],
  })),
  ...[
    ' Customer@Example.COM ',
    'customer @ example.com',
    'mailto:customer@example.com',
    '<customer@example.com>.',
    'my mail is customer@example.com',
  ].map((email) => ({
    name: `understands the e-mail ${JSON.stringify(email)}`,
    turns: [
      ['where is order 1001', ASK_EMAIL],
      [email, '(card) Order 1001', MORE],
    ] as Turn[],
  })),
  {
    name: 'helps with an answer that cannot be meant, and leads out after three',
    turns: [
      ['track an order', ASK_NUMBER],
      ['the blue one', 'does not look like an order number'],
      ['12', 'does not look like an order number'],
      ['I do not know', 'try it another way'],
      ['agent', 'Your reference is'],
    ],
  },
  {
    name: 'does the same for the e-mail',
    turns: [
      ['where is order 1001', ASK_EMAIL],
      ['sarah', 'does not look like an e-mail'],
      ['sarah@', 'does not look like an e-mail'],
      ['sarah@example', 'try it another way'],
    ],
  },
  {
    name: 'needs no second e-mail for the next order',
    turns: [
      [`where is order 1001? ${EMAIL}`, '(card) Order 1001', MORE],
      ['and 1002?', '(card) Order 1002: Pending shipment', MORE],
      ['Track another order', ASK_NUMBER],
      ['1004', '(card) Order 1004: Delivered', MORE],
    ],
  },
  {
    name: 'takes a correction of the number',
    turns: [
      [`where is order 1009? ${EMAIL}`, "couldn't find an order 1009"],
      ['sorry, I meant 1001', '(card) Order 1001', MORE],
    ],
  },
  {
    name: 'takes a correction of the e-mail',
    turns: [
      ['where is order 1001? cust@example.com', "couldn't find an order 1001"],
      [`no, my mail is ${EMAIL}`, '(card) Order 1001', MORE],
    ],
  },
  {
    name: 'offers to change either after nothing was found',
    turns: [
      ['where is order 1001? cust@example.com', '[Change the number] [Change the e-mail] [Talk to a person]'],
      ['2', `${ASK_EMAIL} was order 1001`],
      [EMAIL, '(card) Order 1001', MORE],
    ],
  },
  {
    name: 'takes a correction of the number while the e-mail is asked for',
    turns: [
      ['where is order 1009', `${ASK_EMAIL} was order 1009`],
      ['sorry, I meant 1001', `${ASK_EMAIL} was order 1001`],
      [EMAIL, '(card) Order 1001', MORE],
    ],
  },
  {
    name: 'back goes to the question before',
    turns: [
      ['track an order', ASK_NUMBER],
      ['1009', ASK_EMAIL],
      ['back', ASK_NUMBER],
      ['1001', ASK_EMAIL],
      [EMAIL, '(card) Order 1001', MORE],
    ],
  },
  {
    name: 'back at the first question ends the job',
    turns: [
      ['track an order', ASK_NUMBER],
      ['go back', 'nothing before this'],
      ['thanks', ''],
    ],
  },
  {
    name: 'cancel stops, and nothing is left over',
    turns: [
      ['track an order', ASK_NUMBER],
      ['CANCEL!', "I've stopped that"],
      ['cancel', 'nothing going on'],
    ],
  },
  {
    name: 'help explains and asks again',
    turns: [
      ['track an order', ASK_NUMBER],
      ['can you help me please', 'confirmation e-mail', ASK_NUMBER],
      ['1001', ASK_EMAIL],
    ],
  },
  {
    name: 'start over forgets the answers',
    turns: [
      [`where is order 1001? ${EMAIL}`, '(card) Order 1001', MORE],
      ['where is order 1002', '(card) Order 1002', MORE],
      ['start over', 'fresh start'],
      ['where is order 1002', ASK_EMAIL],
    ],
  },
  {
    name: 'menu leaves the question',
    turns: [
      ['track an order', ASK_NUMBER],
      ['menu', 'What can I do for you? [Track an order] [Return something]'],
      ['1', ASK_NUMBER],
    ],
  },
  {
    name: 'does not take another job with an order for its own',
    turns: [['pls cancel order 1002', 'order']],
  },
  {
    name: 'takes no intent from the words of an e-mail address',
    turns: [['where is order 1001? wrong.return@example.com', "couldn't find an order 1001"]],
  },
  {
    name: 'keeps an e-mail that comes before the number',
    turns: [
      ['track an order', ASK_NUMBER],
      [EMAIL, ASK_NUMBER],
      ['1001', '(card) Order 1001', MORE],
    ],
  },
  {
    name: 'takes another number where the e-mail was asked for',
    turns: [
      ['where is order 1009', ASK_EMAIL],
      ['1001', `${ASK_EMAIL} was order 1001`],
    ],
  },
  {
    name: 'understands a follow-up about the order just shown',
    turns: [
      [`where is order 1001? ${EMAIL}`, '(card) Order 1001', MORE],
      ['is it delivered?', '(card) Order 1001', MORE],
      ['and the other one 1005?', '(card) Order 1005', MORE],
    ],
  },
  {
    name: 'understands a number with an e-mail in any words',
    turns: [[`Wo ist meine Bestellung 1001? ${EMAIL}`, '(card) Order 1001', MORE]],
  },
  {
    name: 'offers a person after three messages that were not understood, and a plain yes gets one',
    turns: [
      ['blah', ''],
      ['blub', ''],
      ['blob', 'Shall I get you a person?'],
      ['yes please', 'Your reference is'],
    ],
  },
  {
    name: 'tells of two parcels',
    turns: [[`where is order 1005? ${EMAIL}`, 'Partly delivered', MORE]],
  },
  {
    name: 'tells of a refund that is pending',
    turns: [[`where is order 1006? ${EMAIL}`, 'refund', MORE]],
  },
];
