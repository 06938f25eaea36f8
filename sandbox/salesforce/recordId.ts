const SUFFIX_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const ID = /^[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?$/;

/** The 18-character form of the `number`th record of an object: what Salesforce's API always gives out. */
export function recordId(prefix: string, number: number): string {
  const short = `${prefix}8d000${number.toString(36).toUpperCase().padStart(7, '0')}`;
  return short + suffixOf(short);
}

export function isRecordId(text: string): boolean {
  return ID.test(text);
}

/** Whether both are the same record: an id of 15 characters is the same as the one of 18 that begins with it. */
export function sameId(one: string, other: string): boolean {
  return one.slice(0, 15) === other.slice(0, 15);
}

/** Three characters that keep the capital letters of the first 15, for programs that lose them. */
function suffixOf(short: string): string {
  const chunks = [short.slice(0, 5), short.slice(5, 10), short.slice(10, 15)];
  return chunks
    .map((chunk) => {
      const bits = [...chunk].reduce((sum, each, index) => sum + (/[A-Z]/.test(each) ? 1 << index : 0), 0);
      return SUFFIX_CHARACTERS[bits];
    })
    .join('');
}
