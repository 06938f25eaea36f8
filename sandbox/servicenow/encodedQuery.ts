import type { Database, Row } from './tables';

type Predicate = (row: Row) => boolean;

const CONDITION = /^([a-z0-9_.]+)(ISNOTEMPTY|ISEMPTY|STARTSWITH|LIKE|NOT IN|IN|!=|>=|<=|=|>|<)(.*)$/su;
/** Stands for a caret that was written twice while the terms are taken apart; no text holds it. */
const CARET = '\u0000';

type Operator = (actual: string, value: string) => boolean;

const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['=', (actual, value) => actual === value],
  ['!=', (actual, value) => actual !== value],
  ['>', (actual, value) => actual > value],
  ['>=', (actual, value) => actual >= value],
  ['<', (actual, value) => actual !== '' && actual < value],
  ['<=', (actual, value) => actual !== '' && actual <= value],
  ['IN', (actual, value) => value.split(',').includes(actual)],
  ['NOT IN', (actual, value) => !value.split(',').includes(actual)],
  ['LIKE', (actual, value) => actual.includes(value)],
  ['STARTSWITH', (actual, value) => actual.startsWith(value)],
  ['ISEMPTY', (actual) => actual === ''],
  ['ISNOTEMPTY', (actual) => actual !== ''],
]);

/**
 * The rows of a table that an encoded query asks for, in its order.
 * https://www.servicenow.com/docs/r/platform-user-interface/configure-user-experiences/c_EncodedQueryStrings.html
 */
export function selectRows(database: Database, table: string, query: string): Row[] {
  const terms = query.replaceAll('^^', CARET).split('^');
  const orders = terms.filter((term) => term.startsWith('ORDERBY'));
  const groups: Predicate[][][] = [[]];
  for (const term of terms) {
    if (term === '' || term === 'EQ' || term.startsWith('ORDERBY')) continue;
    const conditions = groups.at(-1) ?? [];
    if (term.startsWith('NQ')) groups.push([[condition(database, table, term.slice(2))]]);
    else if (term.startsWith('OR') && conditions.length > 0)
      conditions.at(-1)?.push(condition(database, table, term.slice(2)));
    else conditions.push([condition(database, table, term)]);
  }
  const matches: Predicate = (row) =>
    groups.some((conditions) => conditions.every((alternatives) => alternatives.some((matched) => matched(row))));
  const found = database.rows(table).filter(matches);
  // Times have whole seconds: of two rows of one second, the one that was stored last counts as the newer.
  const start = orders.some(isDescending) ? found.toReversed() : found;
  return orders.toReversed().reduce((rows, order) => sorted(database, table, rows, order), start);
}

/** As the real one does, unless it is told otherwise: a condition that makes no sense is left out, and all rows match it. */
function condition(database: Database, table: string, term: string): Predicate {
  const [, field = '', operator = '', value = ''] = CONDITION.exec(term) ?? [];
  const compare = OPERATORS.get(operator);
  if (!compare || !database.hasField(table, field)) return () => true;
  const wanted = plain(evaluated(value.replaceAll(CARET, '^')));
  return (row) => compare(plain(database.value(table, row, field)), wanted);
}

/** A value that begins so is run as a script there: it must never be one that somebody typed. */
function evaluated(value: string): string {
  if (!value.startsWith('javascript:')) return value;
  return /^javascript:'([^']*)'$/.exec(value)?.[1] ?? '';
}

/** Texts are compared as their database does it: in small or capital letters, and without spaces at the end. */
function plain(text: string): string {
  return text.trimEnd().toLowerCase();
}

function sorted(database: Database, table: string, rows: Row[], order: string): Row[] {
  const field = order.slice((isDescending(order) ? 'ORDERBYDESC' : 'ORDERBY').length);
  const compare = (one: Row, other: Row) =>
    database.value(table, one, field).localeCompare(database.value(table, other, field));
  return rows.toSorted((one, other) => (isDescending(order) ? compare(other, one) : compare(one, other)));
}

function isDescending(order: string): boolean {
  return order.startsWith('ORDERBYDESC');
}
