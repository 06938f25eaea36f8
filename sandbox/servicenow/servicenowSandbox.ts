import { Account } from '../account';
import type { Answer } from '../answer';
import type { VendorRequest, VendorSandbox } from '../vendorSandbox';
import { AttachmentApi } from './attachmentApi';
import { CatalogApi } from './catalogApi';
import { KnowledgeApi } from './knowledgeApi';
import { OAuth } from './oauth';
import { plantSeeds } from './seeds';
import { TableApi } from './tableApi';
import { Database } from './tables';
import { TaskRules } from './taskRules';
import { servicenowHappening } from './webhooks';
import { failure, refusal } from './wire';

/**
 * A ServiceNow instance, below `/servicenow`. Its tables are read straight from the database, so that `indexLag` changes
 * nothing here.
 */
export function createServicenowSandbox(): VendorSandbox {
  const database = new Database();
  plantSeeds(database);
  const account = new Account('sandbox-secret');
  const oauth = new OAuth(account);
  const rules = new TaskRules(database);
  const apis = [
    new TableApi(database, rules),
    new AttachmentApi(database),
    new CatalogApi(database, rules),
    new KnowledgeApi(database),
  ];

  return {
    account,

    answer(request: VendorRequest): Answer {
      const { method, path, headers, body } = request;
      if (path === '/oauth_token.do')
        return method === 'POST'
          ? oauth.answer(body.toString('utf8'))
          : refusal(405, `Method not supported: ${method}`);
      if (!oauth.allows(headers.authorization)) return failure(401);
      for (const api of apis) {
        const answer = api.answer(request);
        if (answer) return answer;
      }
      return failure(400);
    },

    failure,

    happen: (happening) => servicenowHappening(database, happening),

    records: database.records,
  };
}
