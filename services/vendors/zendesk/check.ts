import { z } from 'zod';
import { ServiceError } from '../../serviceError';
import type { VendorDependencies } from '../../vendorDefinition';
import type { ScopesFound, VendorChecks } from '../../vendorChecks';
import { API_VERSION } from './about';
import { articlesAnswer } from './answers';
import { createClient, type ZendeskClient, type ZendeskSettings } from './client';

const OPERATION = 'doctor';

/** https://developer.zendesk.com/api-reference/ticketing/users/users/#show-the-currently-authenticated-user (2026-11) */
const me = z.object({
  user: z.object({
    // Nobody is logged in where it is null: Zendesk then answers with an anonymous user.
    id: z.number().nullable(),
    role: z.string(),
    ticket_restriction: z.string().nullish(),
    only_private_comments: z.boolean().nullish(),
  }),
});
type User = z.output<typeof me>['user'];

export function checkZendesk(config: ZendeskSettings, dependencies: VendorDependencies): VendorChecks {
  const call = createClient(config, dependencies);
  return {
    address: config.ZENDESK_API_URL ?? `https://${config.ZENDESK_SUBDOMAIN}.zendesk.com`,
    addressSetting: config.ZENDESK_API_URL ? 'ZENDESK_API_URL' : 'ZENDESK_SUBDOMAIN',
    logIn: async () => `logged in with the role ${(await whoAmI(call)).role}`,
    findScopes: (needed) => findScopes(call, needed),
    // The log-in has used it: there is no other one.
    findVersion: () => Promise.resolve({ state: 'supported', detail: `${API_VERSION}, the only one` }),
  };
}

async function whoAmI(call: ZendeskClient): Promise<User> {
  const { answer } = await call({ operation: OPERATION, send: ({ support }) => support.users.me(), answer: me });
  if (answer.user.id !== null) return answer.user;
  const origin = { vendor: 'zendesk', operation: OPERATION };
  throw new ServiceError('unauthenticated', 'Zendesk: nobody is logged in', { origin });
}

async function findScopes(call: ZendeskClient, needed: readonly string[]): Promise<ScopesFound> {
  const user = await whoAmI(call);
  const has: Readonly<Record<string, () => boolean | Promise<boolean>>> = {
    'Role: agent': () => user.role === 'agent' || user.role === 'admin',
    'Tickets: all': () => (user.ticket_restriction ?? null) === null,
    'Comments: public': () => user.only_private_comments !== true,
    'Help center: read': () => readsHelpCenter(call),
  };
  const found = await Promise.all(needed.map(async (name) => ({ name, isThere: (await has[name]?.()) ?? false })));
  return { missing: found.filter(({ isThere }) => !isThere).map(({ name }) => name), untold: [] };
}

async function readsHelpCenter(call: ZendeskClient): Promise<boolean> {
  const search = { query: 'help', per_page: 1 };
  try {
    await call({
      operation: OPERATION,
      send: ({ helpCenter }) => helpCenter.helpcenter.search.searchArticles(search),
      answer: articlesAnswer,
    });
    return true;
  } catch (error) {
    const isClosed = error instanceof ServiceError && ['forbidden', 'not_found', 'misconfigured'].includes(error.code);
    if (isClosed) return false;
    throw error;
  }
}
