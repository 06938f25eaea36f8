import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { Request, Response, Server } from 'restify';
import { clientAddress, networkOf } from '../../services/http/clientAddress';
import type { Logger } from '../../services/logger';
import type { PrometheusMetrics } from '../../services/metrics/prometheusMetrics';
import { RefusalLimit } from '../refusalLimit';
import { readForm, type Form } from './form';
import {
  hasOpsCredentials,
  isSameOrigin,
  OpsAccess,
  type OpsAccessDependencies,
  type Refusal,
  type Visitor,
} from './opsAccess';
import type { OpsDesk } from './opsDesk';
import type { OpsSetup } from './opsSetup';
import { NOTES, opsPage, type Note } from './page/opsPage';
import { signInPage } from './page/signInPage';

export interface OpsDependencies extends OpsAccessDependencies {
  log: Logger;
  metrics: PrometheusMetrics;
  desk: OpsDesk;
  setup: OpsSetup;
}

const STYLE = readFileSync(join(__dirname, 'public', 'ops.css'));
const PAGE_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};
const STATUS: Readonly<Record<Refusal, number>> = { missing: 401, wrong: 401, unavailable: 503 };

/** Mounts `GET /metrics` and the operations page, each for whoever may see it; nothing where nobody may. */
export function addOps(server: Server, dependencies: OpsDependencies): void {
  const access = new OpsAccess(dependencies);
  if (!access.isClosed) new OpsRoutes(access, dependencies).mount(server);
}

/** So many wrong tries of one address are answered and logged. Whoever has the right token is never kept out by others there. */
const TRIES_PER_MINUTE = 10;

class OpsRoutes {
  readonly #access: OpsAccess;
  readonly #dependencies: OpsDependencies;
  readonly #refusals: RefusalLimit;

  constructor(access: OpsAccess, dependencies: OpsDependencies) {
    this.#access = access;
    this.#dependencies = dependencies;
    const { clock, config } = dependencies;
    const senderOf = (request: IncomingMessage) => networkOf(clientAddress(request, config.TRUSTED_PROXIES));
    this.#refusals = new RefusalLimit(clock, senderOf, TRIES_PER_MINUTE);
  }

  mount(server: Server): void {
    const { desk } = this.#dependencies;
    server.get('/metrics', async (request: Request, response: Response) =>
      this.#guard(request, response, () => this.#sendMetrics(response)),
    );
    server.get('/ops', async (request: Request, response: Response) =>
      this.#guard(request, response, (visitor) => this.#sendPage(request, response, visitor)),
    );
    server.get('/ops/style.css', async (_request: Request, response: Response) => {
      response.writeHead(200, { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'no-cache' });
      response.end(STYLE);
      return Promise.resolve();
    });
    if (this.#access.canSignIn)
      server.post('/ops/sign-in', async (request: Request, response: Response) => this.#signIn(request, response));
    this.#onForm(server, 'sign-out', async (_form, response) => {
      response.setHeader('Set-Cookie', this.#access.signOut());
      return Promise.resolve(undefined);
    });
    this.#onForm(server, 'dead-letters/retry', async ({ kind = '', id = '' }) =>
      (await desk.retry({ kind, id })) ? 'retried' : 'gone',
    );
    this.#onForm(server, 'unknown/looked-into', async ({ id = '' }) =>
      (await desk.markLookedInto(id)) ? 'marked' : 'gone',
    );
    this.#onForm(server, 'hand-overs/close', async ({ id = '' }) =>
      (await desk.closeHandoff(id)) ? 'closed' : 'gone',
    );
  }

  async #sendMetrics(response: Response): Promise<void> {
    const { desk, metrics } = this.#dependencies;
    const text = await metrics.text(await desk.readBacklog());
    response.writeHead(200, { 'Content-Type': metrics.contentType, 'Cache-Control': 'no-store' });
    response.end(text);
  }

  async #sendPage(request: Request, response: Response, visitor: Visitor): Promise<void> {
    const { desk, setup, log } = this.#dependencies;
    const report = await desk.report().catch((error: unknown) => {
      log.error('ops.unreadable', error);
      return undefined;
    });
    response.writeHead(report ? 200 : 503, PAGE_HEADERS);
    response.end(
      opsPage({
        ...{ setup, report },
        upMs: process.uptime() * 1000,
        formToken: this.#access.formToken(visitor),
        note: noteOf(request),
        canSignOut: visitor.kind === 'session',
      }),
    );
  }

  async #signIn(request: Request, response: Response): Promise<void> {
    if (!isSameOrigin(request)) return this.#refuse(request, response, 403, 'foreign_form');
    const form = await formOf(request, response);
    const cookie = form && this.#access.signIn(form['token'] ?? '');
    if (!form) return;
    if (cookie === undefined)
      return this.#refuse(request, response, 401, 'wrong', 'That is not the token. Mind its end when you copy it.');
    response.setHeader('Set-Cookie', cookie);
    redirect(response, '/ops');
  }

  /** A button of the page: does its work, and shows the page again with a note. */
  #onForm(server: Server, action: string, work: (form: Form, response: Response) => Promise<Note | undefined>): void {
    server.post(`/ops/${action}`, async (request: Request, response: Response) =>
      this.#guard(request, response, async (visitor) => {
        const form = await formOf(request, response);
        if (!form) return;
        if (!this.#access.isOwnForm(request, visitor, form['formToken'] ?? ''))
          return this.#refuse(request, response, 403, 'foreign_form');
        const note = await work(form, response);
        redirect(response, note === undefined ? '/ops' : `/ops?note=${note}`);
      }),
    );
  }

  async #guard(request: Request, response: Response, serve: (visitor: Visitor) => Promise<void>): Promise<void> {
    const judged = await this.#access.judge(request);
    if (typeof judged === 'object') return serve(judged);
    // As if it were not there, for whom there is no way in.
    if (judged === 'missing' && !hasOpsCredentials(this.#dependencies.config))
      return send(response, 404, 'ResourceNotFound', `${request.path()} does not exist`);
    // A browser that has not signed in yet is asked to.
    const isFirst = judged === 'missing' && this.#access.canSignIn;
    this.#refuse(request, response, STATUS[judged], judged, isFirst ? '' : undefined);
  }

  /** @param words what a browser is shown over the form to sign in; without it no form is shown */
  #refuse(request: Request, response: Response, status: number, reason: string, words?: string): void {
    const { log, metrics } = this.#dependencies;
    metrics.count('bot_ops_refusals_total', { reason });
    const waitSeconds = this.#refusals.waitSeconds(request);
    this.#refusals.count(request);
    if (waitSeconds > 0) {
      response.header('Retry-After', String(waitSeconds));
      return send(response, 429, 'TooManyRequests', 'Too many tries: please wait a minute.');
    }
    // So begins every sign-in.
    if (reason === 'missing') log.info('ops.refused', { status, reason });
    else log.warn('ops.refused', { status, reason });
    if (status === 401) response.header('WWW-Authenticate', 'Bearer realm="operations"');
    if (words === undefined || !request.headers.accept?.includes('text/html'))
      return send(response, status, CODES[status] ?? 'Refused', MESSAGES[reason] ?? '');
    response.writeHead(status, PAGE_HEADERS);
    response.end(signInPage(words === '' ? undefined : words));
  }
}

const CODES: Readonly<Record<number, string>> = { 401: 'Unauthorized', 403: 'Forbidden', 503: 'ServiceUnavailable' };
const MESSAGES: Readonly<Record<string, string>> = {
  missing: 'Send the token as a bearer token.',
  wrong: 'The token is not valid here.',
  unavailable: 'The token cannot be checked now; try again.',
  foreign_form: 'Open /ops again and use its buttons.',
};

function send(response: Response, status: number, code: string, message: string): void {
  response.header('Cache-Control', 'no-store');
  response.send(status, { code, message });
}

function redirect(response: Response, to: string): void {
  response.writeHead(303, { Location: to, 'Cache-Control': 'no-store' });
  response.end();
}

/** What a form holds; `undefined` when it was refused. */
async function formOf(request: Request, response: Response): Promise<Form | undefined> {
  const form = await readForm(request);
  if (typeof form === 'object') return form;
  send(response, form, 'BadRequest', form === 415 ? 'Send a form.' : 'The form is too large.');
  return undefined;
}

function noteOf(request: Request): Note | undefined {
  const note = new URLSearchParams(request.getQuery()).get('note') ?? '';
  return Object.hasOwn(NOTES, note) ? (note as Note) : undefined;
}
