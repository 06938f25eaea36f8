import { findEntities } from '../../../dialogs/entities/index';

const OPTIONS = { locale: 'en-US', today: '2026-12-01', region: 'US' };
const find = (text: string, options = {}) => findEntities(text, { ...OPTIONS, ...options });

test.each([
  ['where is order 1001', { orderNumbers: ['1001'], orderNumber: '1001' }],
  ['orders 1001, 1002 and US-1003', { orderNumbers: ['1001', '1002', 'US-1003'], orderNumber: '1001' }],
  ['1001 and 1002', { orderNumbers: ['1001', '1002'], orderNumber: '1001' }],
  ['Bestellung Nr. 1001', { orderNumbers: ['1001'], orderNumber: '1001' }],
  ['Auftrag 1001', { orderNumbers: ['1001'], orderNumber: '1001' }],
  ['1001 1001', { orderNumbers: ['1001'], orderNumber: '1001' }],
  ['ticket 5001', { orderNumbers: [], ticketNumber: '5001' }],
  ['#5001', { orderNumbers: ['5001'], orderNumber: '5001', ticketNumber: '5001' }],
  ['order #5001', { orderNumbers: ['5001'], orderNumber: '5001' }],
  ['case 00001027', { orderNumbers: [], ticketNumber: '00001027' }],
  ['case number is #5001', { orderNumbers: [], ticketNumber: '5001' }],
  ['Ticket Nr. 5001', { orderNumbers: [], ticketNumber: '5001' }],
  ['Vorgang 5001', { orderNumbers: [], ticketNumber: '5001' }],
  ['Fall-Nummer 5001', { orderNumbers: [], ticketNumber: '5001' }],
  ['in case 3 people come', { orderNumbers: [] }],
  ['INC0010001', { orderNumbers: [], ticketNumber: 'INC0010001', requestNumber: 'INC0010001' }],
  ['status of inc 0010001', { orderNumbers: [], ticketNumber: 'INC0010001', requestNumber: 'INC0010001' }],
  ['RITM0010002', { orderNumbers: [], requestNumber: 'RITM0010002' }],
  ['REQ0010002?', { orderNumbers: [], requestNumber: 'REQ0010002' }],
  ['invoice 2001', { orderNumbers: [], invoiceNumber: '2001' }],
  ['inv-2001', { orderNumbers: [], invoiceNumber: 'INV-2001' }],
  ['invoice INV-2001', { orderNumbers: [], invoiceNumber: 'INV-2001' }],
  ['INV2001', { orderNumbers: [], invoiceNumber: 'INV2001' }],
  ['Rechnung RE-2001', { orderNumbers: [], invoiceNumber: 'RE-2001' }],
  ['Rechnungsnummer 2026-0042', { orderNumbers: [], invoiceNumber: '2026-0042' }],
  ['exp-3001', { orderNumbers: [], expenseNumber: 'EXP-3001' }],
  ['expense report 3001', { orderNumbers: [], expenseNumber: '3001' }],
  ['Spesenabrechnung EXP-3001', { orderNumbers: [], expenseNumber: 'EXP-3001' }],
  ['expenses 300 euros', { orderNumbers: [] }],
  ['a monitor for $300', { orderNumbers: [] }],
  ['call (415) 555-2671', { orderNumbers: [], phone: '+14155552671' }],
  ['order 4155552671', { orderNumbers: ['4155552671'], orderNumber: '4155552671' }],
  [
    'invoice 2001 for order 1001, me@example.com',
    { orderNumbers: ['1001'], orderNumber: '1001', invoiceNumber: '2001', email: 'me@example.com' },
  ],
  ['order １００１', { orderNumbers: ['1001'], orderNumber: '1001' }],
  ['order \u202a1001\u202c', { orderNumbers: ['1001'], orderNumber: '1001' }],
  ['', { orderNumbers: [] }],
])('%j', (text, expected) => {
  expect(find(text)).toEqual(expected);
});

test('a date is no order number', () => {
  expect(find('off from Dec 24 2026 to Jan 2 2027')).toMatchObject({
    orderNumbers: [],
    dates: { from: '2026-12-24', to: '2027-01-02' },
  });
  expect(find('order 1001 by Dec 24 2026')).toMatchObject({ orderNumbers: ['1001'], dates: { from: '2026-12-24' } });
});

test('a person with a wish', () => {
  expect(find("I'm José García from Contoso, it's urgent, call +49 30 901820")).toEqual({
    orderNumbers: [],
    name: { full: 'José García', first: 'José', last: 'García' },
    company: 'Contoso',
    priority: 'urgent',
    phone: '+4930901820',
  });
});

test('without today no dates are looked for', () => {
  expect(find('tomorrow', { today: undefined }).dates).toBeUndefined();
});

test.each([
  '1'.repeat(100_000),
  'a'.repeat(100_000),
  ' '.repeat(100_000),
  '@'.repeat(100_000),
  '1 '.repeat(50_000),
  'order '.repeat(16_000),
  'order 1001 and '.repeat(7_000),
  'a@'.repeat(50_000),
  '#'.repeat(100_000),
  '(1'.repeat(50_000),
  '\u202e1001'.repeat(20_000),
  '１'.repeat(100_000),
  'not '.repeat(25_000),
])('hostile text %# ends', (text) => {
  expect(() => find(text)).not.toThrow();
});
