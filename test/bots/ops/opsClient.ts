import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { ManualVendor } from '../../helpers/vendor';
import { startHttpBot, type HttpBot } from '../httpBot';

export const TOKEN = 'a-token-of-forty-signs-for-operations-01';
export const NEXT_TOKEN = 'the-token-that-takes-its-place-soon-0002';
export const TENANT = '11111111-2222-3333-4444-555555555555';
export const APP = '99999999-8888-7777-6666-555555555555';
export const GUARDED = {
  MicrosoftAppId: APP,
  MicrosoftAppPassword: 'secret',
  MicrosoftAppTenantId: TENANT,
  OPS_TOKEN: `${TOKEN},${NEXT_TOKEN}`,
  OPS_ROLE: 'Ops.Read',
};

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** A request with any `Host` header, which `fetch` would not send. */
export async function ask(
  url: string,
  headers: Record<string, string> = {},
  form?: Record<string, string>,
): Promise<Answer> {
  const body = form && new URLSearchParams(form).toString();
  const type = form && { 'content-type': 'application/x-www-form-urlencoded' };
  const sent = httpRequest(url, { method: form ? 'POST' : 'GET', headers: { ...type, ...headers }, agent: false });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode ?? 0, headers: response.headers, text };
}

const bots: HttpBot[] = [];
/** A bot on HTTP that ends with the tests of the file. */
export async function startOpsBot(settings: Record<string, string>): Promise<HttpBot> {
  const bot = await startHttpBot(new ManualVendor().services, settings);
  bots.push(bot);
  return bot;
}
afterAll(() => Promise.all(bots.map((bot) => bot.stop())));

/** What the buttons of a page bring back. */
export function formTokenOf(page: string): string {
  return /name="formToken" value="([^"]+)"/.exec(page)?.[1] ?? '';
}
