import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RemoteRecognizer } from '../../dialogs/remoteRecognizer';
import { createTransport } from '../../services/http/boundedTransport';
import { createConversationLanguage } from '../../services/understanding/conversationLanguage';
import { testRecognizer } from '../helpers/recognizer';

/** The service in the shape that its documentation gives, saying what a test wants. */
let answer: { status: number; body: unknown };
let requests: { url?: string; key?: string; body: { analysisInput: unknown; parameters: unknown } }[];
const server = createServer((request: IncomingMessage, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = JSON.parse(Buffer.concat(chunks).toString()) as (typeof requests)[number]['body'];
    requests.push({ url: request.url, key: String(request.headers['ocp-apim-subscription-key']), body });
    response.statusCode = answer.status;
    response.end(JSON.stringify(answer.body));
  });
});
beforeAll(async () => void (await once(server.listen(0, '127.0.0.1'), 'listening')));
afterAll(() => void server.close());

const warnings: string[] = [];
let recognizer: RemoteRecognizer;
beforeEach(() => {
  requests = [];
  warnings.length = 0;
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const settings = { endpoint, key: 'k', project: 'shop', deployment: 'production' };
  const predict = createConversationLanguage(settings, createTransport());
  recognizer = new RemoteRecognizer(predict, testRecognizer(), { warn: (event) => void warnings.push(event) });
});

const predicted = (...intents: [string, number][]) => ({
  status: 200,
  body: {
    kind: 'ConversationResult',
    result: {
      query: 'q',
      prediction: {
        topIntent: intents[0]?.[0],
        projectKind: 'Conversation',
        intents: intents.map(([category, confidenceScore]) => ({ category, confidenceScore })),
        entities: [],
      },
    },
  },
});
const TEXT = 'the thing I bought is too small';

test('what the service is sure of is meant', async () => {
  answer = predicted(['order.return', 0.93], ['None', 0.04]);
  await recognizer.prepare(TEXT, 'en-US');
  expect(recognizer.recognize(TEXT, 'en-US')).toEqual({ intent: 'order.return', alternatives: [], language: 'en' });
  expect(requests).toMatchObject([
    {
      url: '/language/:analyze-conversations?api-version=2023-04-01',
      key: 'k',
      body: {
        analysisInput: { conversationItem: { text: TEXT, language: 'en' } },
        parameters: { projectName: 'shop', deploymentName: 'production' },
      },
    },
  ]);
});

test('what it is not sure of is asked, and what it does not know is left open', async () => {
  answer = predicted(['order.return', 0.5], ['order.cancel', 0.45], ['None', 0.05]);
  await recognizer.prepare(TEXT, 'en-US');
  expect(recognizer.recognize(TEXT, 'en-US')).toMatchObject({ alternatives: ['order.return', 'order.cancel'] });
  answer = predicted(['None', 0.9], ['order.return', 0.1]);
  await recognizer.prepare('is it raining in Rome', 'en-US');
  expect(recognizer.recognize('is it raining in Rome', 'en-US')).toMatchObject({ alternatives: [] });
});

test.each([
  ['refuses', { status: 401, body: {} }],
  ['answers something else', { status: 200, body: { result: {} } }],
])('a service that %s is done without', async (_name, spoiled) => {
  answer = spoiled;
  await recognizer.prepare('where is my order', 'en-US');
  expect(recognizer.recognize('where is my order', 'en-US').intent).toBe('order.track');
  expect(warnings).toEqual(['understanding.unavailable']);
});

test('numbers, single words and what was asked before are not sent', async () => {
  answer = predicted(['order.return', 0.93]);
  for (const text of ['1001', 'menu', 'a@example.com'.slice(0, 1)]) await recognizer.prepare(text, 'en-US');
  expect(requests).toHaveLength(0);
  await recognizer.prepare(TEXT, 'en-US');
  await recognizer.prepare(TEXT, 'en-US');
  expect(requests).toHaveLength(1);
});
