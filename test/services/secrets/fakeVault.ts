import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Key Vault's REST API with the identity endpoint of App Service beside it, on loopback. */
export interface FakeVault {
  url: string;
  secrets: Record<string, { value: string; enabled?: boolean }>;
  /** What every request is answered with, when it is to fail. */
  status: number | undefined;
  requests: string[];
  close(): Promise<void>;
}

const TOKEN = 'vault-access-token';
const PER_PAGE = 2;

/**
 * - the vault: https://learn.microsoft.com/rest/api/keyvault/secrets/ and its challenge,
 *   https://learn.microsoft.com/azure/key-vault/general/authentication-requests-and-responses
 * - the identity: https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference
 */
export async function startFakeVault(): Promise<FakeVault> {
  const server = createServer((request, response) => answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const vault: FakeVault = {
    ...{ url, secrets: {}, status: undefined, requests: [] },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };

  function answer({ url: path = '', headers }: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(path, url);
    vault.requests.push(pathname);
    const send = (status: number, body: unknown, more = {}) => {
      // One by one: restify, where it was loaded in this process, has a `writeHead` that gives nothing back.
      response.writeHead(status, { 'content-type': 'application/json', ...more });
      response.end(JSON.stringify(body));
    };
    if (pathname === '/identity') {
      const expires_on = String(Math.floor(Date.now() / 1000) + 3600);
      const known = headers['x-identity-header'] === 'identity-header';
      return send(known ? 200 : 400, { access_token: TOKEN, expires_on, resource: 'r', token_type: 'Bearer' });
    }
    if (headers.authorization !== `Bearer ${TOKEN}`) {
      const challenge =
        'Bearer authorization="https://login.microsoftonline.com/t", resource="https://vault.azure.net"';
      return send(401, { error: { code: 'Unauthorized', message: '' } }, { 'www-authenticate': challenge });
    }
    if (vault.status) return send(vault.status, { error: { code: 'Forbidden', message: 'sealed-in-the-vault' } });
    const [, , name = ''] = pathname.split('/');
    const secret = vault.secrets[name];
    if (name) return secret ? send(200, { id: `${url}/secrets/${name}/1`, value: secret.value }) : send(404, {});
    const start = Number(searchParams.get('$skiptoken') ?? 0);
    const page = Object.entries(vault.secrets).slice(start, start + PER_PAGE);
    const more = start + PER_PAGE < Object.keys(vault.secrets).length;
    return send(200, {
      value: page.map(([each, { enabled = true }]) => ({ id: `${url}/secrets/${each}`, attributes: { enabled } })),
      nextLink: more ? `${url}/secrets?api-version=7.6&$skiptoken=${start + PER_PAGE}` : null,
    });
  }
  return vault;
}
