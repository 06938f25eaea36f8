import { readConfig } from '../../../services/config';

const SECRET = 'a secret of the receiver';
const faultsOf = (settings: Record<string, string>) => readConfig(settings).faults.join('\n');

test.each(['nats://127.0.0.1:4222', 'tls://user:password@nats.example.com', 'nats://token@nats.example.com:4222'])(
  'events may go to %s',
  (url) => expect(faultsOf({ EVENTS_URL: url })).toBe(''),
);

test.each(['https://example.com/events', 'http://127.0.0.1:9000/events', 'http://localhost/events'])(
  'events may go to %s, signed',
  (url) => {
    expect(faultsOf({ EVENTS_URL: url, EVENTS_SIGNING_SECRET: SECRET })).toBe('');
    expect(faultsOf({ EVENTS_URL: url })).toContain('EVENTS_SIGNING_SECRET is missing');
  },
);

test.each(['kafka://localhost:9092', 'example.com/events', 'nats:', 'file:///etc/passwd', 'javascript:alert(1)'])(
  'events do not go to %s',
  (url) => expect(faultsOf({ EVENTS_URL: url })).toContain('EVENTS_URL must be nats://host:4222'),
);

test.each(['http://example.com/events', 'http://10.0.0.1/events', 'http://127.0.0.1.example.com/events'])(
  'events do not go to %s without encryption',
  (url) => {
    expect(faultsOf({ EVENTS_URL: url, EVENTS_SIGNING_SECRET: SECRET })).toContain('EVENTS_URL must be https');
  },
);

test('in production not even this machine gets them without encryption', () => {
  const settings = { NODE_ENV: 'production', EVENTS_SIGNING_SECRET: SECRET };
  expect(faultsOf({ ...settings, EVENTS_URL: 'http://127.0.0.1/events' })).toContain('EVENTS_URL must be https');
  expect(faultsOf({ ...settings, EVENTS_URL: 'https://example.com/events' })).not.toContain('EVENTS');
});

test('a password in an http address, a short secret and a source that is no URI are refused', () => {
  expect(faultsOf({ EVENTS_URL: 'https://user:secret@example.com', EVENTS_SIGNING_SECRET: SECRET })).toContain(
    'EVENTS_URL must hold no user or password',
  );
  expect(faultsOf({ EVENTS_SIGNING_SECRET: 'short' })).toContain('EVENTS_SIGNING_SECRET must have at least 16');
  expect(faultsOf({ EVENTS_SOURCE: 'a bot' })).toContain('EVENTS_SOURCE must be a URI');
});
