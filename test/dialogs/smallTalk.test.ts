import { hrCaseFields } from '../../dialogs/hr/hrCaseFields';
import { leaveRequestFields } from '../../dialogs/hr/leaveRequestFields';
import { incidentFields } from '../../dialogs/it/incidentFields';
import { orderProblemFields } from '../../dialogs/orders/orderProblemFields';
import { leadFields } from '../../dialogs/sales/leadFields';
import { isSmallTalk } from '../../dialogs/smallTalk';
import { ticketFields } from '../../dialogs/tickets/createTicketFields';
import { ticketStatusFields } from '../../dialogs/tickets/ticketProof';

test.each([
  ['yes', 'en-US', true],
  ['no thanks', 'en-US', true],
  ['Thank you!', 'en-US', true],
  ['ok', 'en-US', true],
  ['ja bitte', 'de-DE', true],
  ['nein danke', 'de-DE', true],
  ['yes, and the handle came off', 'en-US', false],
  ['no light at all', 'en-US', false],
])('“%s”', (text, locale, isTalk) => expect(isSmallTalk(text, locale)).toBe(isTalk));

interface Readable {
  name: string;
  read(answer: object): unknown;
}

/** Every field that is answered in the user's own words. */
test.each<[string, readonly object[], string]>([
  ['a ticket', ticketFields, 'description'],
  ['a comment', ticketStatusFields, 'text'],
  ['a problem with an order', orderProblemFields, 'description'],
  ['an interest', leadFields('US'), 'interest'],
  ['a company', leadFields('US'), 'company'],
  ['a time', leadFields('US'), 'preferredTime'],
  ['a matter for HR', hrCaseFields, 'description'],
  ['a title for HR', hrCaseFields, 'subject'],
  ['a note', leaveRequestFields, 'note'],
  ['a problem for IT', incidentFields, 'subject'],
  ['a device', incidentFields, 'device'],
])('%s is never a yes, a no or a thank-you', (_name, fields, name) => {
  const field = (fields as readonly Readable[]).find((each) => each.name === name);
  const read = (text: string) =>
    field?.read({ text, locale: 'en-US', entities: {}, activity: {}, details: {}, today: '2026-11-23' });
  for (const text of ['yes', 'ok', 'no thanks', 'thank you', 'hello']) expect(read(text)).toBeUndefined();
  expect(read('Tuesday the printer jams')).toBeDefined();
});
