import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { createSmtpMailer } from '../../../services/mail/smtpMailer';

interface Received {
  to: string[];
  text: string;
}

const received: Received[] = [];
let server: SMTPServer;
let refuse = false;

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (refuse) return done(new Error('mailbox full'));
        received.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          text: Buffer.concat(chunks).toString(),
        });
        done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
});
afterAll(() => new Promise<void>((resolve) => void server.close(resolve)));

const url = () => `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;

test('sends a mail', async () => {
  await createSmtpMailer(url(), '"Northwind" <help@example.com>').send({
    to: 'customer@example.com',
    subject: '123456 is your code – für Sie',
    text: 'Your code is 123456.',
  });
  expect(received).toHaveLength(1);
  expect(received[0]).toMatchObject({ to: ['customer@example.com'] });
  expect(received[0]?.text).toMatch(/^From: "?Northwind"? <help@example\.com>/m);
  expect(received[0]?.text).toContain('Your code is 123456.');
});

test('one address is one receiver, whatever is in it', async () => {
  const before = received.length;
  const mailer = createSmtpMailer(url(), 'help@example.com');
  await mailer.send({ to: 'a@example.com, b@example.com', subject: 's', text: 't' }).catch(() => undefined);
  expect(received.slice(before).flatMap(({ to }) => to)).not.toContain('b@example.com');
});

test.each([
  ['that refuses', () => url()],
  ['that is not there', () => 'smtp://127.0.0.1:1'],
])('a server %s is a typed error', async (_name, address) => {
  refuse = true;
  const mail = createSmtpMailer(address(), 'help@example.com').send({ to: 'a@example.com', subject: 's', text: 't' });
  await expect(mail).rejects.toMatchObject({ name: 'ServiceError', code: 'unavailable' });
  refuse = false;
});

test('a server that is slow at each step has a limit in all', async () => {
  const slow = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onConnect: (_session, done) => void setTimeout(done, 150),
    onMailFrom: (_address, _session, done) => void setTimeout(done, 150),
    onRcptTo: (_address, _session, done) => void setTimeout(done, 150),
  });
  slow.listen(0, '127.0.0.1');
  await once(slow.server, 'listening');
  const address = `smtp://127.0.0.1:${(slow.server.address() as AddressInfo).port}`;
  const mail = createSmtpMailer(address, 'help@example.com', 200).send({
    to: 'a@example.com',
    subject: 's',
    text: 't',
  });
  await expect(mail).rejects.toMatchObject({ name: 'ServiceError', code: 'unavailable' });
  await new Promise<void>((resolve) => void slow.close(resolve));
});
