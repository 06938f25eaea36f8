import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands before the sandbox and puts other words into what the systems answer. */
export interface RewritingProxy {
  url: string;
  stop(): Promise<void>;
}

/** @param words what is replaced in JSON texts, by what. */
export async function startRewritingProxy(
  target: string,
  words: Readonly<Record<string, string>>,
): Promise<RewritingProxy> {
  const server = createServer((request, response) => {
    void forward(request, target).then(async (answer) => {
      let body = Buffer.from(await answer.arrayBuffer());
      if (answer.headers.get('content-type')?.includes('json')) body = Buffer.from(replaced(body.toString(), words));
      for (const name of ['content-type', 'location', 'retry-after']) {
        const value = answer.headers.get(name);
        if (value) response.setHeader(name, value);
      }
      response.statusCode = answer.status;
      response.end(body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function forward(request: IncomingMessage, target: string): Promise<Response> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const {
    host: _host,
    connection: _connection,
    'content-length': _length,
    'transfer-encoding': _encoding,
    ...headers
  } = request.headers;
  const body = chunks.length > 0 ? Buffer.concat(chunks) : undefined;
  const method = request.method ?? 'GET';
  return fetch(`${target}${request.url}`, {
    method,
    headers: headers as Record<string, string>,
    ...(body && { body }),
  });
}

function replaced(text: string, words: Readonly<Record<string, string>>): string {
  return Object.entries(words).reduce(
    (result, [from, to]) => result.replaceAll(from, () => JSON.stringify(to).slice(1, -1)),
    text,
  );
}
