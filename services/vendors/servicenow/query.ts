/** A condition that no record meets: every record has its id. It keeps a request that can find nothing as long as any other. */
export const NOTHING = 'sys_idISEMPTY';

/** ServiceNow runs a value that begins so as a script. */
const SCRIPT = /^\s*javascript:/i;
// Line breaks and the like stand in no field that is looked for here.
const CONTROL = /\p{Cc}/u;

/**
 * "This field has this value", where the value may be what somebody typed: it is taken literally, or matches nothing. Capital
 * letters count as small ones.
 *
 * The separator `^` is written twice, as `GlideStringUtil.escapeQueryTermSeparator` does it.
 * https://www.servicenow.com/docs/r/platform-user-interface/configure-user-experiences/c_EncodedQueryStrings.html
 */
export function equals(field: string, value: string): string {
  const text = literal(value);
  return text === undefined ? NOTHING : `${field}=${text}`;
}

/** "This field contains these words", for a value as in `equals`. */
export function contains(field: string, value: string): string {
  const text = literal(value);
  return text === undefined ? NOTHING : `${field}LIKE${text}`;
}

/** "This field has one of these values"; a value with a comma would be two and is left out. */
export function oneOf(field: string, values: readonly string[]): string {
  const texts = values.map(literal).filter((text) => text !== undefined && !text.includes(','));
  return texts.length === 0 ? NOTHING : `${field}IN${texts.join(',')}`;
}

/** Conditions that are all met. */
export function allOf(...conditions: string[]): string {
  return conditions.join('^');
}

/** One of these; among others in `allOf` it stays together. */
export function anyOf(...conditions: string[]): string {
  return conditions.join('^OR');
}

function literal(value: string): string | undefined {
  const text = value.trim();
  return text === '' || SCRIPT.test(text) || CONTROL.test(text) ? undefined : text.replaceAll('^', '^^');
}
