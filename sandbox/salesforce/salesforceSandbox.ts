import { Account } from '../account';
import { json, type Answer } from '../answer';
import type { VendorRequest, VendorSandbox } from '../vendorSandbox';
import { apiVersions, describeObject, limits } from './describe';
import { Records } from './records';
import { failure, invalidSession, notFound, RestError } from './restError';
import { SObjectRows } from './sobjectRows';
import { runQuery } from './query';
import { Tokens } from './tokens';
import { salesforceHappening } from './webhooks';

const DATA_PATH = /^\/services\/data\/v(\d{2})\.0\/(.+?)\/?$/;
/** Versions 21 to 30 were retired in 2025; the newest is that of Spring '26. */
const VERSIONS = { oldest: 31, newest: 66 };

/** Salesforce's REST API with its OAuth log-in, below `/salesforce`: leads, contacts, opportunities and tasks of one org. */
export function createSalesforceSandbox(): VendorSandbox {
  const account = new Account('sandbox-secret');
  const tokens = new Tokens(account);
  const records = new Records();
  const rows = new SObjectRows(records);

  function data({ method, path, query, headers, body }: VendorRequest): Answer {
    if (!tokens.accepts(headers.authorization)) throw invalidSession();
    const [, version, resource = ''] = DATA_PATH.exec(path) ?? [];
    if (Number(version) < VERSIONS.oldest || Number(version) > VERSIONS.newest) throw notFound();
    const [root, ...parts] = resource.split('/').map(decoded);
    if (root === 'query' && parts.length === 0 && method === 'GET') {
      return json(200, runQuery(records, query.get('q') ?? '', `${version}.0`));
    }
    if (root === 'limits' && parts.length === 0) return json(200, limits());
    if (root !== 'sobjects') throw notFound();
    if (parts[1] === 'describe' && method === 'GET') return json(200, describeObject(parts[0] ?? '', account));
    const duplicateRules = headers['sforce-duplicate-rule-header'];
    const header = Array.isArray(duplicateRules) ? duplicateRules[0] : duplicateRules;
    return rows.answer({ method, parts, fields: query.get('fields'), body: body.toString('utf8'), header });
  }

  return {
    account,
    answer(request: VendorRequest): Answer {
      try {
        const answer = tokens.answer(request);
        if (answer) return answer;
        if (/^\/services\/data\/?$/.test(request.path)) return json(200, apiVersions(account, VERSIONS));
        if (!DATA_PATH.test(request.path)) throw notFound();
        const { status, headers, body } = data(request);
        return { status, headers: { ...headers, 'sforce-limit-info': 'api-usage=18/15000' }, body };
      } catch (error) {
        if (error instanceof RestError) return error.answer();
        throw error;
      }
    },
    failure,
    happen: (happening) => salesforceHappening(records, happening),
    records: (type) => records.store.list(type),
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw notFound();
  }
}
