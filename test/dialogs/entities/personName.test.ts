import { findPerson, readName } from '../../../dialogs/entities/personName';

describe('told in a sentence', () => {
  test.each([
    ["my name is Ann-Marie O'Neill", 'Ann-Marie', "O'Neill"],
    ['my name is Ann-Marie O’Neill.', 'Ann-Marie', "O'Neill"],
    ['My name is anna smith', 'Anna', 'Smith'],
    ["I'm José García", 'José', 'García'],
    ["Hi, I'm José García and I need a quote", 'José', 'García'],
    ['This is Ludwig van Beethoven', 'Ludwig', 'van Beethoven'],
    ['I am Dr. Mary Jane Watson', 'Mary Jane', 'Watson'],
    ['ich heiße Jürgen Müller', 'Jürgen', 'Müller'],
    ['Mein Name ist Anna-Lena von der Heide.', 'Anna-Lena', 'von der Heide'],
    ['Hier ist Karl', 'Karl', undefined],
    ['my name is ANNA SMITH', 'Anna', 'Smith'],
    ['my name is Anna. Thanks a lot', 'Anna', undefined],
    ['my name is 王小明', '王小明', undefined],
    ['my name is Mr Smith', undefined, 'Smith'],
  ])('%j', (text, first, last) => {
    const { name } = findPerson(text);
    expect([name?.first, name?.last]).toEqual([first, last]);
  });

  test.each([
    ["I'm José García from Contoso", 'José García', 'Contoso'],
    ["I'm Anna at Contoso Ltd. and need help", 'Anna', 'Contoso Ltd'],
    ["I'm Anna Smith from A. Datum & Sons", 'Anna Smith', 'A. Datum & Sons'],
    ['Ich bin Anna Schmidt von der Firma Müller & Söhne', 'Anna Schmidt', 'Müller & Söhne'],
    ['ich heiße Anna Schmidt, bei Siemens', 'Anna Schmidt', 'Siemens'],
    ['I work for Northwind Traders', undefined, 'Northwind Traders'],
    ['Company: Fabrikam', undefined, 'Fabrikam'],
  ])('with a company: %j', (text, full, company) => {
    const found = findPerson(text);
    expect([found.name?.full, found.company]).toEqual([full, company]);
  });

  test.each([
    '',
    "I'm looking for my order",
    "I'm not sure",
    "I'm late",
    'I am from Berlin',
    'this is urgent',
    'This is Not Working',
    'I want to know where my parcel from Amazon is',
    'ich bin krank',
    'it is 1001',
    'my name is',
  ])('nobody in %j', (text) => {
    expect(findPerson(text)).toEqual({});
  });
});

describe('as a bare answer', () => {
  test.each([
    ['Anna', 'Anna', undefined],
    ['anna smith', 'Anna', 'Smith'],
    ['Smith, Anna', 'Anna', 'Smith'],
    ['Anna Smith.', 'Anna', 'Smith'],
    ["it's Anna Smith", 'Anna', 'Smith'],
    ['Frau Müller', undefined, 'Müller'],
    ['Martin Luther King Jr.', 'Martin Luther', 'King Jr'],
    ['王小明', '王小明', undefined],
    ['\u200fمحمد علي', 'محمد', 'علي'],
  ])('%j', (text, first, last) => {
    const name = readName(text);
    expect([name?.first, name?.last]).toEqual([first, last]);
  });

  test.each([
    '',
    'no',
    'why do you ask',
    '1001',
    'anna@example.com',
    'cancel',
    'nein',
    'I forgot',
    'a, b, c',
    'one two three four five six',
    '🙂',
    "'",
  ])('no name: %j', (text) => {
    expect(readName(text)).toBeUndefined();
  });
});

test.each(['a '.repeat(50_000), 'A'.repeat(100_000), 'my name is '.repeat(9_000), 'I am A. '.repeat(10_000)])(
  'hostile text %# ends',
  (text) => {
    expect(() => findPerson(text)).not.toThrow();
    expect(() => readName(text)).not.toThrow();
  },
);
