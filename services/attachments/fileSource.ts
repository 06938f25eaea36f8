/** A file that a channel announced, and where it lies. */
export interface FileSource {
  name: string;
  /** Media type, for example `image/png`. */
  contentType: string;
  /** An http(s) address, or the content itself as a `data:` address. */
  url: string;
}

/** The largest file that is taken, in bytes. */
export const MAX_FILE_BYTES = 4 * 1024 * 1024;

const LONGEST_NAME = 100;

/** A name that is safe to show and to send on: no folders, no control characters, not endless. */
export function toFileName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  // eslint-disable-next-line no-control-regex -- these are what is removed
  const plain = last.replace(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069"<>|:*?]/g, '').trim();
  const dot = plain.lastIndexOf('.');
  const extension = dot > 0 && plain.length - dot <= 10 ? plain.slice(dot) : '';
  const stem = extension ? plain.slice(0, dot) : plain;
  return stem.replace(/^\.+/, '').slice(0, LONGEST_NAME - extension.length) + extension || 'file';
}
