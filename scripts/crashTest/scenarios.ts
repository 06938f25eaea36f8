import type { Task } from './task';

/** How a repeated write is kept from being done twice, as the vendors' folders declare it; `read` writes nothing. */
export type Protection = 'read' | 'keyed' | 'findable' | 'neither';

/** Something users do: what they say, what they are asked, and how it is known that it was done. */
export interface Scenario {
  name: string;
  as: 'customer' | 'employee';
  protection: Protection;
  /** How often it is chosen. */
  weight: number;
  /** The operation that does it. */
  operation: `${string}.${string}`;
  /** What opens the conversation. */
  opening(task: Task): string;
  /** What the bot may ask, and what is answered then. */
  answers: readonly (readonly [asked: string, answer: (task: Task) => string])[];
  /** The button that sends it; without one the last answer does. */
  confirm?: string;
  /** That it was done; the first group, where there is one, is the number that it has. */
  done: readonly RegExp[];
  /** Where what was written is found. */
  record?: { vendor: string; type: string };
}

const always = (text: string) => () => text;

export const scenarios: readonly Scenario[] = [
  {
    name: 'order look-up',
    as: 'customer',
    protection: 'read',
    weight: 3,
    operation: 'commerce.findOrder',
    opening: ({ email, orderNumber }) => `where is order ${orderNumber}? my mail is ${email}`,
    answers: [],
    done: [/Order (\d{5})\b.*Placed/s],
  },
  {
    name: 'ticket',
    as: 'customer',
    protection: 'keyed',
    weight: 3,
    operation: 'helpdesk.createTicket',
    opening: ({ marker, email }) =>
      `please open a ticket because the handle of my mug ${marker} came off, my mail is ${email}`,
    answers: [
      ['Would a picture', always('skip')],
      ['What is it about?', ({ marker }) => `the handle of my mug ${marker} came off`],
      ['Which e-mail address', ({ email }) => email],
    ],
    confirm: 'Open the ticket',
    done: [/your ticket has the number \*\*(\w+)\*\*/, /it is open and has the number \*\*(\w+)\*\*/],
    record: { vendor: 'zendesk', type: 'ticket' },
  },
  {
    name: 'sales lead',
    as: 'customer',
    protection: 'keyed',
    weight: 2,
    operation: 'crm.createLead',
    opening: ({ email }) => `I'd like a quote for 50 t-shirts, my name is Dana Reyes, ${email}`,
    answers: [
      ['What would you like an offer for?', always('50 t-shirts')],
      ['first and last name', always('Dana Reyes')],
      // The same name at the same company would be the same person.
      ['Which company is it for?', ({ marker }) => `${marker} Logistics`],
      ['Which e-mail address', ({ email }) => email],
      ['a phone number', always('skip')],
      ['Do you agree?', always('yes')],
    ],
    confirm: 'Send my request',
    done: [/Our sales team has your request/, /has reached our sales team after all/],
    record: { vendor: 'salesforce', type: 'lead' },
  },
  {
    name: 'return',
    as: 'customer',
    protection: 'findable',
    weight: 2,
    operation: 'commerce.startReturn',
    opening: always('Return something'),
    answers: [
      ['What is the order number?', ({ orderNumber }) => orderNumber],
      ['which e-mail address', ({ email }) => email],
      ['What would you like to send back', always('the jeans')],
      ['How many of the', always('1')],
      ['Why does it go back?', always('too small')],
    ],
    confirm: 'Start the return',
    done: [/Your return \*\*(.+?)\*\* is started/, /it is started, its number is \*\*(.+?)\*\*/],
    record: { vendor: 'shopify', type: 'return' },
  },
  {
    name: 'IT incident',
    as: 'employee',
    protection: 'findable',
    weight: 2,
    operation: 'itsm.createIncident',
    opening: always('Report an IT problem'),
    answers: [
      ['What is wrong?', ({ marker }) => `the badge reader ${marker} at the door is dead`],
      ['Did that help?', always('Still broken')],
      ["Who can't work", always('Only me')],
      ['How urgent', always('High')],
      ['Which device', always('LT-0042')],
    ],
    confirm: 'Send the report',
    done: [/is with IT as \*\*(INC\d+)/, /it is there as \*\*(INC\d+)/],
    record: { vendor: 'servicenow', type: 'incident' },
  },
  {
    name: 'ticket comment',
    as: 'customer',
    protection: 'findable',
    weight: 2,
    operation: 'helpdesk.addComment',
    opening: ({ email, ticketNumber }) => `what is the status of ticket ${ticketNumber}? my mail is ${email}`,
    answers: [
      ['What is the ticket number?', ({ ticketNumber }) => ticketNumber],
      ['which e-mail address', ({ email }) => email],
      ['What shall I add', ({ marker }) => `The second ${marker} is broken as well`],
      ['Shall I add this', always('Yes, please')],
      ['[Add a comment]', always('Add a comment')],
    ],
    done: [/I've added it to ticket \*\*(\d+)\*\*/],
    record: { vendor: 'zendesk', type: 'comment' },
  },
  {
    name: 'IT order',
    as: 'employee',
    protection: 'neither',
    weight: 2,
    operation: 'itsm.requestCatalogItem',
    opening: always('Order equipment'),
    answers: [
      ['What would you like to order', always('the laptop')],
      ['Which model?', always('performance')],
      ['How much memory?', always('32gb')],
      ['How much storage?', always('skip')],
      ['What do you need it for?', ({ marker }) => `Editing videos for ${marker}`],
    ],
    confirm: 'Order it',
    done: [/your request is \*\*(\w+)\*\*/, /it is placed as \*\*(\w+)\*\*/],
    record: { vendor: 'servicenow', type: 'requestItem' },
  },
];
