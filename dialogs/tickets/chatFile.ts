import type { Activity, Attachment } from 'botbuilder';
import type { FileSource } from '../../services/attachments/fileSource';

/** What says nothing of a file's kind. */
const UNKNOWN = 'application/octet-stream';
const EXTENSION = /^[^/]+\/(?!octet-stream)([\w-]+)/;
/** How Teams announces a file that was sent to a bot. */
const TEAMS_FILE = 'application/vnd.microsoft.teams.file.download.info';
/** Attachments that are no files: the words themselves, once more, and cards. */
const NO_FILE = /^(?:text\/html$|application\/vnd\.microsoft\.card\.)/;

/** A file of a ticket: announced, or taken and kept. */
export interface TicketFile {
  name: string;
  source?: FileSource;
  /** Once it is kept. */
  id?: string;
}

/** The first file of a message. */
export function fileOf(activity: Partial<Activity>): TicketFile | undefined {
  const [source] = filesOf(activity);
  return source && { name: source.name, source };
}

/** All files of a message. */
export function filesOf({ attachments = [] }: Partial<Activity>): FileSource[] {
  return (attachments ?? []).flatMap((attachment) => sourceOf(attachment) ?? []);
}

/** Channels leave out what the types promise. */
function sourceOf({ contentType, contentUrl, name, content }: Partial<Attachment>): FileSource | undefined {
  if (contentType === TEAMS_FILE) {
    const { downloadUrl } = (content ?? {}) as { downloadUrl?: unknown };
    return typeof downloadUrl === 'string'
      ? { name: name ?? 'file', contentType: UNKNOWN, url: downloadUrl }
      : undefined;
  }
  const type = contentType || UNKNOWN;
  if (!contentUrl || NO_FILE.test(type)) return undefined;
  return { name: name || `file.${EXTENSION.exec(type)?.[1] ?? 'bin'}`, contentType: type, url: contentUrl };
}
