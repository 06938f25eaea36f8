import { dialogDefinitions } from '../../dialogs';
import { ExampleRecognizer } from '../../dialogs/exampleRecognizer';

const recognizer = new ExampleRecognizer(dialogDefinitions);
const dialogOf = (text: string) => recognizer.recognize(text, 'en-US').dialogId;

describe('order tracking is understood', () => {
  test.each(dialogDefinitions.flatMap(({ id, examples }) => examples.map((example) => [id, example])))(
    'as an example of %s: %s',
    (id, example) => {
      expect([dialogOf(example), dialogOf(example.toUpperCase()), dialogOf(`${example}?!`)]).toEqual([id, id, id]);
    },
  );

  test.each([
    ...['track an order', 'Track my order please', 'where is my order?', 'wheres my order', "where's my parcel??"],
    ...['I would like to track my package', 'where are my packages', 'Has my order shipped?', 'is my order on its way'],
    ...[
      'when will my package arrive?',
      'when does it arrive, my order',
      "my order still hasn't arrived",
      'order status',
    ],
    ...['status of order 1001', 'where is order 1001', '1001', '#1001', 'order 1001', 'and 1002?', 'what about 1002'],
    ...['1001 me@example.com', 'where is order 1001, my e-mail is me@example.com', 'my parcel is late'],
    ...['sorry, I meant 1001', 'I am still waiting for my delivery', 'can you look up my order', 'track another order'],
    ...['Hi, could you please tell me where my order is? I need it tomorrow', 'change the number', 'change the e-mail'],
  ])('%s', (text) => {
    expect(dialogOf(text)).toBe('orderLookup');
  });
});

describe('nothing is read into', () => {
  test.each([
    ...['', '🙂', 'hello', 'thanks', 'what is the weather', 'what is the weather like today?', 'tell me a joke'],
    ...['I have 1002 problems with my laptop', 'my laptop is broken', 'reset my password', 'who are you'],
    ...['what is my name', 'where is the toilet', 'where is Berlin', 'I live at 1001 Main Street in Springfield'],
    ...['how much is the blue shirt', 'do you sell shoes', 'are you a robot', 'what are your opening hours'],
    ...[
      'cancel order 1002',
      'cancel my order',
      'I want to return my order',
      'refund for order 1001',
      'change my order',
    ],
    ...['my parcel is damaged', 'the order is missing two items', 'I want to exchange order 1001'],
    ...[
      'change my address',
      'me@example.com',
      'lorem ipsum dolor sit amet',
      'SELECT * FROM orders',
      'order'.repeat(300),
    ],
  ])('%s', (text) => {
    expect(dialogOf(text)).toBeUndefined();
  });
});

describe('what is said beside it', () => {
  test.each([
    ['sorry, I meant 1001', { isCorrection: true, entities: { orderNumber: '1001' } }],
    ['no, me@example.com', { isCorrection: true, entities: { email: 'me@example.com' } }],
    ['where is order 1001', { isCorrection: false, entities: { orderNumber: '1001' } }],
    ['what is the weather', { isCorrection: false, entities: {} }],
  ])('%s', (text, expected) => {
    expect(recognizer.recognize(text, 'en-US')).toMatchObject(expected);
  });

  test('without any dialog nothing is found, and nothing fails', () => {
    expect(new ExampleRecognizer([]).recognize('where is my order', 'en')).toEqual({
      entities: {},
      isCorrection: false,
    });
  });
});
