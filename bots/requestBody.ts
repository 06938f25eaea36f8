import type { IncomingMessage } from 'node:http';

/** So much more than is allowed is read on, and thrown away, so that the refusal is heard; then the connection is cut. */
const READ_ON = 16;

/** The body as it was sent. */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | 'too long' | 'broken'> {
  return new Promise((resolve) => {
    let length = 0;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= maxBytes) chunks.push(chunk);
      if (length > READ_ON * maxBytes) request.destroy();
    });
    request.once('end', () => resolve(length <= maxBytes ? Buffer.concat(chunks) : 'too long'));
    request.once('error', () => resolve('broken'));
    request.once('close', () => resolve('broken'));
  });
}
