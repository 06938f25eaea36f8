import { catalogueRows, expectNamedTests } from './catalogueRows';

const rows = catalogueRows('security.md');

test('the page has a line for each from 18 to 26', () => {
  expect(rows.map(({ number }) => Number(number))).toEqual([18, 19, 20, 21, 22, 23, 24, 25, 26]);
});

test.each(rows)('line $number names tests that are there', expectNamedTests);
