import { z } from 'zod';
import { basicAuthorization, requestToken, tokenAuthorization } from '../../http/authorization';
import { createRestClient, path, type RestRequest } from '../../http/restClient';
import type { Transport } from '../../http/transport';
import { ServiceError } from '../../serviceError';
import type { API_VERSIONS } from './about';
import { explain } from './errors';

export interface WorkdaySettings {
  /** The host of the REST API, such as `https://wd2-impl-services1.workday.com`. */
  WORKDAY_URL: string;
  WORKDAY_TENANT: string;
  WORKDAY_CLIENT_ID: string;
  WORKDAY_CLIENT_SECRET: string;
  WORKDAY_REFRESH_TOKEN: string;
}

/** One of the services that are used, in the version that is used. */
export type WorkdayService = (typeof API_VERSIONS)[number];

/** One request: `path` is below the service. */
export type WorkdayRequest<T> = RestRequest<T> & { service: WorkdayService };

/** A whole collection, page by page: `answer` is the shape of one of its members. */
export type WorkdayCollection<T> = Omit<WorkdayRequest<T>, 'method'>;

export interface WorkdayClient {
  /** @throws ServiceError, or the signal's own reason when the call was aborted. */
  one<T>(request: WorkdayRequest<T>): Promise<T | undefined>;
  /** @throws like `one`, and ServiceError `unexpected` for a collection that is larger than anybody can wait for. */
  all<T>(collection: WorkdayCollection<T>): Promise<T[]>;
}

/** The most that one page may hold. */
const PAGE_SIZE = 100;
const MOST_PAGES = 50;

/** REST on our transport, logged in with a refresh token that does not expire. */
export function createClient(settings: WorkdaySettings, { transport }: { transport: Transport }): WorkdayClient {
  const { WORKDAY_URL, WORKDAY_TENANT } = settings;
  const send = createRestClient({
    vendor: 'workday',
    displayName: 'Workday',
    baseUrl: WORKDAY_URL,
    transport,
    authorization: tokenAuthorization(() => logIn(settings, transport)),
    explain,
  });
  const one = <T>({ service, ...request }: WorkdayRequest<T>) =>
    send({ ...request, path: `/ccx/api/${service}${path`/${WORKDAY_TENANT}`}${request.path}` });
  return { one, all: (collection) => allPages(one, collection) };
}

async function allPages<T>(one: WorkdayClient['one'], { answer, query, ...rest }: WorkdayCollection<T>): Promise<T[]> {
  const page = z.object({ total: z.coerce.number().optional(), data: z.array(answer).default([]) });
  const members: T[] = [];
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const paging = { limit: PAGE_SIZE, offset: members.length };
    const got = await one({ ...rest, method: 'GET', query: { ...query, ...paging }, answer: page });
    members.push(...(got?.data ?? []));
    // Without a total, a page that is not full is the last one.
    const total = got?.total ?? (got?.data.length === PAGE_SIZE ? Infinity : 0);
    if (!got?.data.length || members.length >= total) return members;
  }
  const origin = { vendor: 'workday', operation: rest.operation };
  throw new ServiceError('unexpected', `Workday: more than ${members.length} records`, { origin });
}

/** https://www.rfc-editor.org/rfc/rfc6749#section-6, at the address that "View API Clients" shows. */
async function logIn(settings: WorkdaySettings, transport: Transport) {
  const { WORKDAY_URL, WORKDAY_TENANT, WORKDAY_CLIENT_ID, WORKDAY_CLIENT_SECRET, WORKDAY_REFRESH_TOKEN } = settings;
  return requestToken({
    vendor: 'workday',
    displayName: 'Workday',
    transport,
    url: `${WORKDAY_URL.replace(/\/$/, '')}${path`/ccx/oauth2/${WORKDAY_TENANT}/token`}`,
    form: { grant_type: 'refresh_token', refresh_token: WORKDAY_REFRESH_TOKEN },
    headers: { authorization: await basicAuthorization(WORKDAY_CLIENT_ID, WORKDAY_CLIENT_SECRET).header() },
  });
}
