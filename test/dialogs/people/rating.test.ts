import { readRating } from '../../../dialogs/people/rating';

test.each([
  ['4', 4, undefined],
  ['4 – Good', 4, undefined],
  ['5/5', 5, undefined],
  ['3 stars', 3, undefined],
  ['⭐⭐⭐⭐', 4, undefined],
  ['two', 2, undefined],
  ['Great!', 5, undefined],
  ['2, it took ages', 2, 'it took ages'],
  ['terrible - nobody told me anything', 1, 'nobody told me anything'],
])('“%s” is %d', (text, rating, comment) => {
  expect(readRating(text, 'en-US')).toEqual({ rating, ...(comment && { comment }) });
});

test.each(['1001', 'where is order 1001', '2 mugs please', 'good morning', 'thanks', 'no', '6', '', 'one more thing'])(
  '“%s” is no rating',
  (text) => expect(readRating(text, 'en-US')).toBeUndefined(),
);
