import { readOptions } from '../../bench/options';
import { percentile, ratios, spread } from '../../bench/statistics';

describe('figures of a measurement', () => {
  test.each([
    [[5, 1, 3], 0.5, 3],
    [[4, 1, 3, 2], 0.5, 2],
    [[1, 2, 3, 100], 0.99, 100],
    [[7], 0.99, 7],
  ])('of %j the share %d does not exceed %d', (values, share, expected) => {
    expect(percentile(values, share)).toBe(expected);
  });

  test('of rounds even in number the middle is between the two in the middle', () => {
    expect(spread([4, 1, 3, 2])).toEqual({ median: 2.5, min: 1, max: 4 });
    expect(spread([9, 1, 2])).toEqual({ median: 2, min: 1, max: 9 });
  });

  test('are compared round by round', () => {
    expect(ratios([10, 40], [20, 20])).toEqual({ median: 1.25, min: 0.5, max: 2 });
  });
});

describe('the options', () => {
  test('have defaults', () => {
    expect(readOptions([])).toEqual({ rounds: 4, seconds: 4, levels: [1, 16, 64] });
  });

  test('are taken as they are given', () => {
    expect(readOptions(['--levels', '2,8', '--rounds', '1'])).toEqual({ rounds: 1, seconds: 4, levels: [2, 8] });
  });

  test.each([
    ['--rounds', '0'],
    ['--seconds', 'x'],
    ['--levels', '1,'],
    ['--levels', '9999'],
  ])('are refused when they make no sense: %s %s', (...args) => {
    expect(() => readOptions(args)).toThrow(/Usage: npm run bench/);
  });
});
