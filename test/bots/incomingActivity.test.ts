import { findActivityFault, isLoopbackAddress } from '../../bots/incomingActivity';

const activity = {
  type: 'message',
  id: '1',
  channelId: 'webchat',
  serviceUrl: 'https://webchat.botframework.com/',
  conversation: { id: 'c' },
  from: { id: 'u', name: '' },
  recipient: { id: 'b' },
  text: 'hello',
};

/** `{"a": {"a": … }}` or `[[ … ]]`, this many levels deep. */
function nested(depth: number, wrap: (inner: object) => object): object {
  let value: object = {};
  for (let i = 1; i < depth; i++) value = wrap(value);
  return value;
}

describe('an activity is taken', () => {
  test.each<[string, object]>([
    ['as channels send it', {}],
    ['without text', { text: undefined }],
    ['with nulls where nothing is', { id: null, text: null, locale: null, localTimezone: null, attachments: null }],
    ['of any type', { type: 'somethingNew' }],
    ['with fields that nobody knows', { channelData: { deep: [{ er: 1 }] }, whatever: true }],
    ['of a group of Teams', { conversation: { id: '19:x@thread.tacv2;messageid=1', isGroup: true, tenantId: 't' } }],
    ['with members', { membersAdded: [{ id: 'u' }, { id: 'b', name: null }] }],
    ['with a file that nothing is said of', { attachments: [{ contentUrl: 'https://example.com/1', name: null }] }],
    ['with entities', { entities: [{ type: 'mention', text: '<at>bot</at>' }, { type: 'clientInfo' }] }],
    ['of the local Direct Line', { serviceUrl: 'http://127.0.0.1:3978/directline' }],
    ['nested 30 levels deep', { value: nested(30, (a) => ({ a })) }],
  ])('%s', (_name, more) => {
    expect(findActivityFault({ ...activity, ...more })).toBeUndefined();
  });
});

describe('an activity is refused', () => {
  test.each([[null], [undefined], ['text'], [7], [true], [[]], [[activity]]])('that is no object: %j', (body) => {
    expect(findActivityFault(body)).toBe('the body must be a JSON object');
  });

  test.each<[string, object, string]>([
    ...['type', 'channelId', 'serviceUrl', 'conversation', 'from', 'recipient'].map(
      (field): [string, object, string] => [`without ${field}`, { [field]: undefined }, field],
    ),
    ['with an empty user', { from: { id: '' } }, 'from.id'],
    ['with a number for a user', { from: { id: 7 } }, 'from.id'],
    ['with an endless user', { from: { id: 'x'.repeat(1025) } }, 'from.id'],
    ['with an endless name', { from: { id: 'u', name: 'x'.repeat(1025) } }, 'from.name'],
    ['with an object for a text', { text: {} }, 'text'],
    ['with an endless locale', { locale: 'x'.repeat(36) }, 'locale'],
    ['with an endless time zone', { localTimezone: 'x'.repeat(65) }, 'localTimezone'],
    ['with another protocol', { serviceUrl: 'ftp://example.com' }, 'serviceUrl'],
    ['with no address', { serviceUrl: '//example.com' }, 'serviceUrl'],
    ['with 51 attachments', { attachments: Array(51).fill({}) }, 'attachments'],
    ['with a number for a file’s address', { attachments: [{ contentUrl: 7 }] }, 'attachments.0.contentUrl'],
    ['with an object for a file’s name', { attachments: [{ name: {} }] }, 'attachments.0.name'],
    ['with a list for a file’s kind', { attachments: [{ contentType: [] }] }, 'attachments.0.contentType'],
    ['with an attachment that is none', { attachments: ['x'] }, 'attachments.0'],
    ['with an entity without a type', { entities: [{}] }, 'entities.0'],
    ['with an entity that is none', { entities: [null] }, 'entities.0'],
    ['with half a character in its user', { from: { id: 'u\ud800' } }, 'from.id'],
    ['with a control character in its conversation', { conversation: { id: 'a\u0000' } }, 'conversation.id'],
    ['with a word for who has gone', { membersRemoved: 'x' }, 'membersRemoved'],
    ['with 1001 members', { membersAdded: Array(1001).fill({ id: 'u' }) }, 'membersAdded'],
  ])('%s, and the fault is named', (_name, more, field) => {
    expect(findActivityFault({ ...activity, ...more })).toMatch(new RegExp(`^${field}`));
  });

  test.each([
    ['objects', 41, (a: object) => ({ a })],
    ['objects', 100_000, (a: object) => ({ a })],
    ['lists', 100_000, (a: object) => [a]],
  ])('with %s nested %d deep', (_name, depth, wrap) => {
    expect(findActivityFault({ ...activity, value: nested(depth, wrap) })).toContain('nested deeper');
  });

  test('in words that hold nothing of its content', () => {
    const words = [{ type: 7, text: 'hunter2' }, { serviceUrl: 'hunter2' }, { from: { id: { hunter2: 1 } } }].map(
      (more) => findActivityFault({ ...activity, ...more }),
    );
    for (const fault of words) expect(fault).toEqual(expect.not.stringContaining('hunter2'));
  });
});

describe('answers go to this machine only', () => {
  test.each([
    ['http://127.0.0.1:3978/directline', true],
    ['http://localhost:3978', true],
    ['https://LOCALHOST/', true],
    ['http://[::1]:1/', true],
    ['http://127.1/', true],
    ['http://2130706433/', true],
    ['http://127.0.0.1.evil.example/', false],
    ['http://127.0.0.1@evil.example/', false],
    ['http://localhost@evil.example/', false],
    ['http://evil.example/127.0.0.1', false],
    ['http://localhost.evil.example/', false],
    ['http://169.254.169.254/', false],
    ['http://0.0.0.0/', false],
    ['http://[::]/', false],
    ['https://smba.trafficmanager.net/', false],
    ['localhost', false],
    ['', false],
  ])('%s: %s', (serviceUrl, expected) => {
    expect(isLoopbackAddress(serviceUrl)).toBe(expected);
  });

  test('without an address they go nowhere', () => {
    expect(isLoopbackAddress(undefined)).toBe(false);
  });
});
