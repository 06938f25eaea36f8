import { readQuery, tellingWords } from '../../../dialogs/products/productQuery';

test.each([
  ['do u have red mugs', 'en', 'red mugs'],
  ['have you got a blue tshirt in size M', 'en', 'blue t-shirt'],
  ['tee shirts in XL under $30?', 'en', 't-shirts'],
  ['a mug for less than 12.50 euros', 'en', 'mug'],
  ['hey, would you happen to have black jeans, size 32', 'en', 'black jeans'],
  ['habt ihr ein blaues tshirt in größe M', 'de', 'blaues t-shirt'],
  ['eine Tasse bis 20 Euro', 'de', 'tasse'],
  // The closest that stay as they are.
  ['a king size bed', 'en', 'king size bed'],
  ['size chart poster', 'en', 'size chart poster'],
  ['a lamp in marble', 'en', 'lamp in marble'],
  ['under the sea poster', 'en', 'under sea poster'],
  ['under 30s club shirt', 'en', 'under 30s club shirt'],
  ['shirtless t-rex mug', 'en', 'shirtless t-rex mug'],
  ['eine Lampe unter Glas', 'de', 'lampe unter glas'],
])('“%s” looks for “%s”', (text, locale, query) => expect(readQuery(text, locale)).toBe(query));

test.each([
  ['gift dad mug', 'en', 'mug'],
  ['blue t-shirt so my wife', 'en', 'blue t-shirt'],
  ['geschenk für papa tasse', 'de', 'tasse'],
  ['red mug', 'en', undefined],
  ['gift for dad', 'en', undefined],
])('a second look for “%s” is for “%s”', (query, locale, words) => expect(tellingWords(query, locale)).toBe(words));
