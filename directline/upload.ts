import busboy from 'busboy';
import type { Request } from 'restify';
import type { StoredFile } from './activityStore';
import { ChannelError } from '../website/channelError';
import { parseJson } from '../website/requestBody';

const FILES_LIMIT = 5;
const FILE_LIMIT_BYTES = 4 * 1024 * 1024;
const ACTIVITY_TYPE = 'application/vnd.microsoft.activity';

/** One upload: the activity that goes with it, a plain message when there is none, and the files in their order. */
export interface Upload {
  activity: unknown;
  files: StoredFile[];
}

/**
 * Reads an upload: a part of type `application/vnd.microsoft.activity` and up to five files of 4 MB.
 *
 * @throws ChannelError 400 when it is not a multipart body, 413 when it has too much in it.
 */
export async function readUpload(request: Request): Promise<Upload> {
  const parts: { name: string; contentType: string; chunks: Buffer[] }[] = [];
  const parser = createParser(request);
  let tooMuch = false;
  parser.on('file', (_field, stream, { filename, mimeType }) => {
    const chunks: Buffer[] = [];
    parts.push({ name: filename ?? 'file', contentType: mimeType, chunks });
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('limit', () => (tooMuch = true));
    // The parser reports the same error; without a listener here it would end the process.
    stream.on('error', () => chunks.splice(0));
  });
  parser.on('filesLimit', () => (tooMuch = true));
  await parse(request, parser);

  const all = parts.map(({ chunks, ...part }) => ({ ...part, content: Buffer.concat(chunks) }));
  const files = all.filter((part) => part.contentType !== ACTIVITY_TYPE);
  const activity = all.find((part) => part.contentType === ACTIVITY_TYPE);
  // Only now, when all has been read: a refusal in the middle would cut the connection before the client has read it.
  if (tooMuch || files.length > FILES_LIMIT) {
    throw new ChannelError(413, 'MessageSizeTooBig', `At most ${FILES_LIMIT} files of 4 MB each.`);
  }
  return { activity: activity ? parseJson(activity.content.toString()) : { type: 'message' }, files };
}

function createParser(request: Request): busboy.Busboy {
  try {
    // One more than the files, for the activity.
    const limits = { files: FILES_LIMIT + 1, fileSize: FILE_LIMIT_BYTES, fields: 0 };
    return busboy({ headers: request.headers, defParamCharset: 'utf8', limits });
  } catch (error) {
    throw malformed(error);
  }
}

async function parse(request: Request, parser: busboy.Busboy): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  parser.on('close', resolve);
  parser.on('error', (error) => reject(malformed(error)));
  request.on('error', (error) => reject(malformed(error)));
  request.pipe(parser);
  await promise;
}

function malformed(cause: unknown): ChannelError {
  return new ChannelError(400, 'MalformedData', 'The upload is not a valid multipart body.', { cause });
}
