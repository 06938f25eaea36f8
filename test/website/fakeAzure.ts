import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT, jwtVerify } from 'jose';

const KEY = new TextEncoder().encode('the key of the service, which nobody else has');

/** In two steps: restify, once loaded, changes what the first one gives. */
export function send(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, headers);
  response.end(body);
}

export interface FakeAzure {
  domain: string;
  /** What was asked of it: path, credential, body. */
  asked: { path: string; credential: string; body: unknown }[];
  /** Answers in place of the service; absent when it is well. */
  fault: ((response: ServerResponse) => void) | undefined;
  /** How long its tokens hold, in seconds. */
  lifetimeS: number;
  stop(): Promise<void>;
}

/**
 * Azure Direct Line's two token routes, in the shape of
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-direct-line-3-0-authentication
 */
export async function startFakeAzure(secret: string): Promise<FakeAzure> {
  const server = createServer((request, response) => {
    const credential = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const body = text ? (JSON.parse(text) as { user?: { id: string } }) : undefined;
      fake.asked.push({ path: request.url ?? '', credential, body });
      if (fake.fault) return fake.fault(response);
      const answer = request.url?.endsWith('/generate') ? generate(credential, body?.user?.id) : refresh(credential);
      void answer.then(({ status, ...answered }) => {
        send(response, status, JSON.stringify(answered), { 'Content-Type': 'application/json' });
      });
      return undefined;
    });
  });
  const issue = async (user: string | undefined, conv: string) => ({
    status: 200,
    conversationId: conv,
    token: await new SignJWT({ bot: 'bot', site: 'site', conv, ...(user && { user }) })
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime(new Date(Date.now() + fake.lifetimeS * 1000))
      .sign(KEY),
    expires_in: fake.lifetimeS,
  });
  const refusal = (code: string) => ({ status: 403, error: { code, message: code } });
  const generate = (credential: string, user?: string) =>
    credential === secret ? issue(user, randomUUID()) : Promise.resolve(refusal('BadArgument'));
  const refresh = (token: string) =>
    jwtVerify(token, KEY, { algorithms: ['HS256'] }).then(
      ({ payload }) => issue(payload['user'] as string, payload['conv'] as string),
      () => refusal('TokenExpired'),
    );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const fake: FakeAzure = {
    domain: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v3/directline`,
    asked: [],
    fault: undefined,
    lifetimeS: 1800,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return fake;
}
