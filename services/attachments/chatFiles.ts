import { randomUUID } from 'node:crypto';
import type { Transport } from '../http/transport';
import type { Logger } from '../logger';
import type { Clock } from '../operations/clock';
import type { Cipher } from '../storage/cipher';
import type { Database } from '../storage/database';
import type { FileContent } from '../values';
import { isFileAddress, type Resolve } from './fileAddress';
import { MAX_FILE_BYTES, toFileName, type FileSource } from './fileSource';

/** A file that was taken from the chat and waits to be used. */
export interface StoredFile {
  id: string;
  name: string;
}

/** Where a file comes from. */
export interface FileOrigin {
  conversationKey: string;
  serviceUrl: string;
  /** What proves to the channel that the bot asks. */
  channelToken?: () => Promise<string | undefined>;
}

export interface ChatFilesDependencies {
  database: Database;
  cipher: Cipher;
  clock: Clock;
  log: Logger;
  /** Limited to little more than the largest file, and to a few seconds. */
  transport: Transport;
  /** Whether a channel may be on this machine. */
  development: boolean;
  /** What is behind a host's name; for tests. */
  resolve?: Resolve;
}

/** The files that users send, encrypted, from the moment they are sent until a system has them or a day has passed. */
export class ChatFiles {
  readonly #dependencies: ChatFilesDependencies;

  constructor(dependencies: ChatFilesDependencies) {
    this.#dependencies = dependencies;
  }

  /** Fetches and keeps a file. Gives `undefined` for one that is too large, empty, not to be had or not to be fetched. */
  async take(source: FileSource, origin: FileOrigin): Promise<StoredFile | undefined> {
    const { database, cipher, clock, log } = this.#dependencies;
    const content = await this.#fetch(source.url, origin);
    if (typeof content === 'string') {
      log.warn('file.refused', { reason: content });
      return undefined;
    }
    const file: FileContent = {
      name: toFileName(source.name),
      contentType: source.contentType,
      base64: Buffer.from(content).toString('base64'),
    };
    const id = randomUUID();
    await database.query('INSERT INTO files (id, conversation_key, created_at, document) VALUES ($1, $2, $3, $4)', [
      id,
      origin.conversationKey,
      clock.now(),
      cipher.seal(JSON.stringify(file), id),
    ]);
    return { id, name: file.name };
  }

  /** Says what a file is for: the key of the write that it belongs to, by which it is found when that is done. */
  async assign(id: string, key: string): Promise<void> {
    await this.#dependencies.database.query('UPDATE files SET assigned_to = $2 WHERE id = $1', [id, key]);
  }

  /** The file of a write. */
  async find(key: string): Promise<FileContent | undefined> {
    const { database, cipher } = this.#dependencies;
    const [row] = await database.query<{ id: string; document: string }>(
      'SELECT id, document FROM files WHERE assigned_to = $1',
      [key],
    );
    return row && (JSON.parse(cipher.open(row.document, row.id)) as FileContent);
  }

  /** Forgets the file of a write, because what is done with it is written down elsewhere now. */
  async remove(key: string): Promise<void> {
    await this.#dependencies.database.query('DELETE FROM files WHERE assigned_to = $1', [key]);
  }

  /** The bytes, or why there are none. */
  async #fetch(url: string, { serviceUrl, channelToken }: FileOrigin): Promise<Uint8Array | string> {
    if (url.startsWith('data:'))
      return checkSize(Buffer.from(/^data:[^,]{0,200};base64,(.*)$/s.exec(url)?.[1] ?? '', 'base64'));
    const { development, transport, resolve } = this.#dependencies;
    if (!(await isFileAddress(url, { serviceUrl, development }, resolve))) return 'address';
    try {
      // Nobody but the channel itself gets to see the token.
      const isChannel = new URL(url).protocol === 'https:' && new URL(url).host === new URL(serviceUrl).host;
      const token = isChannel ? await channelToken?.() : undefined;
      const headers = token ? { authorization: `Bearer ${token}` } : undefined;
      const { status, body } = await transport({ method: 'GET', url, ...(headers && { headers }) });
      return status === 200 ? checkSize(body) : `status ${status}`;
    } catch {
      return 'unavailable';
    }
  }
}

function checkSize(content: Uint8Array): Uint8Array | string {
  if (content.length === 0) return 'empty';
  return content.length <= MAX_FILE_BYTES ? content : 'size';
}
