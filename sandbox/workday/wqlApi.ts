import { seedBenefits } from '../employeeSeeds';
import type { Answer } from '../answer';
import type { EmployeeRecord, WorkdayStore } from './records';
import { collection, instance, refused } from './wire';

/** `SELECT a, b{c, d} FROM allWorkers WHERE field = "text"`, which is all of WQL that the sandbox understands. */
const QUERY =
  /^SELECT (?<fields>.+) FROM (?<source>\w+) WHERE (?<field>\w+) = (?:"(?<text>[^"\\]*)"|'(?<single>[^'\\]*)')$/;
const FIELD = /(\w+)(?:\s*\{([^}]*)\})?/g;

/** The Workday Query Language over the data source `allWorkers`. */
export class WqlApi {
  constructor(private readonly store: WorkdayStore) {}

  data(query: URLSearchParams): Answer {
    const groups = QUERY.exec((query.get('query') ?? '').trim())?.groups;
    if (!groups) return refused('invalid request: the WQL query cannot be read');
    const { fields = '', source, field = '', text = groups['single'] ?? '' } = groups;
    if (source !== 'allWorkers') return refused(`invalid request: there is no data source ${source}`);
    const rows = this.store.all('employee').map(toRow);
    const wanted = [...fields.matchAll(FIELD)];
    const known = new Set(rows.flatMap((row) => Object.keys(row)));
    const unknown = [field, ...wanted.map(([, name = '']) => name)].find((name) => !known.has(name));
    if (unknown !== undefined) return refused(`invalid request: there is no field ${unknown}`);
    const found = rows.filter((row) => isSame(row[field], text));
    return collection(
      found.map((row) => pick(row, wanted)),
      query,
    );
  }
}

const isSame = (value: Row[string] | undefined, text: string) =>
  typeof value === 'string' && value.toLowerCase() === text.toLowerCase();

type Row = Record<string, string | object>;

function toRow({ id, descriptor, primaryWorkEmail }: EmployeeRecord): Row {
  return {
    workdayID: id,
    worker: { id, descriptor },
    fullName: descriptor,
    email_PrimaryWork: primaryWorkEmail,
    benefitElections: seedBenefits.map(({ name, coverage, since }) => ({
      benefitPlan: instance(name),
      coverage,
      coverageBeginDateForBenefitPlan: since,
    })),
  };
}

function pick(row: Row, wanted: RegExpExecArray[]): object {
  return Object.fromEntries(wanted.map(([, name = '', inner]) => [name, narrowed(row[name], inner)]));
}

/** Of a list of records only the fields that were asked for. */
function narrowed(value: Row[string] | undefined, inner: string | undefined): unknown {
  if (!Array.isArray(value) || inner === undefined) return value;
  const names = inner.split(',').map((name) => name.trim());
  return value.map((each: Row) => Object.fromEntries(names.map((name) => [name, each[name]])));
}
