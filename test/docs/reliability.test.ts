import { catalogueRows, expectNamedTests } from './catalogueRows';

const rows = catalogueRows('reliability.md');

test('the page has a line for each of the seventeen', () => {
  expect(rows.map(({ number }) => Number(number))).toEqual(Array.from({ length: 17 }, (_, index) => index + 1));
});

test.each(rows)('line $number names tests that are there', expectNamedTests);
