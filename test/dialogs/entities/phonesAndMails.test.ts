import { findEntities } from '../../../dialogs/entities';
import { phoneRegion } from '../../../dialogs/entities/phoneRegion';

const find = (text: string, region = 'US') => findEntities(text, { locale: 'de-DE', region });

test.each([
  'bitte rückruf unter 030 1234567, es geht um die lieferadresse',
  '0151 23456789',
  'Tel. 0664 123 45 67',
  '(0664) 123 4567',
  'ruf an: 0316/123456',
  'call me at 415 555 0134',
  'my number is (415) 555-0134',
  '+43 660 1234567',
  '0043 660 1234567',
])('“%s” has no order number', (text) => expect(find(text).orderNumbers).toEqual([]));

test.each([
  ['1001', ['1001']],
  ['1001 1002', ['1001', '1002']],
  ['1001, 1002 and 1003', ['1001', '1002', '1003']],
  ['order 1001 call me at 415 555 0134', ['1001']],
  ['Bestellung 1001, Tel. 030 1234567', ['1001']],
  ['order #0151', ['0151']],
  ['order 030', ['030']],
  ['order 100 2000', ['100', '2000']],
  ['US-1001', ['US-1001']],
  ['1001 5 days ago', ['1001']],
])('“%s” has %j', (text, numbers) => expect(find(text).orderNumbers).toEqual(numbers));

test.each([
  ['de-DE', 'US', 'DE'],
  ['de', 'US', 'DE'],
  ['de-AT', 'US', 'AT'],
  ['de-CH', 'DE', 'CH'],
  ['de-DE', 'AT', 'AT'],
  ['de-DE-x-familiar', 'US', 'DE'],
  ['de-AT-x-familiar', 'US', 'AT'],
  ['en-US', 'AT', 'AT'],
  ['en-GB', 'US', 'US'],
])('%s of a company in %s calls from %s', (locale, company, region) => {
  expect(phoneRegion(locale, company)).toBe(region);
});

test.each([
  ['From: orders@northwind.example\nTo: customer@example.com\nwhere is 1001', 'customer@example.com'],
  [
    '> Von: Northwind <orders@northwind.example>\n> An: customer@example.com\n> Betreff: Bestellung',
    'customer@example.com',
  ],
  ['To: customer@example.com\nFrom: orders@northwind.example', 'customer@example.com'],
  ['From: me@example.com\nhello', 'me@example.com'],
  ['To: shop@northwind.example\nmy mail is me@example.com', 'shop@northwind.example'],
  ['my mail is me@example.com, I wrote to shop@northwind.example', 'me@example.com'],
  ['from me@example.com to you@example.com', 'me@example.com'],
])('in “%s” it is %s', (text, email) => expect(find(text).email).toBe(email));
