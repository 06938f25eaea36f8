import type { Pile } from '../../../services/metrics/backlog';
import type { OpsReport, SystemReport } from '../opsDesk';
import type { OpsSetup } from '../opsSetup';
import { html, type Html } from './html';
import { inWords, latency } from './layout';

/** Makes a button that does one thing: a form of its own, with the token that shows it is ours. */
export type Button = (action: string, values: Record<string, string>, label: string, what: string) => Html;

export function systemsSection({ systems, at }: OpsReport, setup: OpsSetup): Html {
  const cards = setup.systems.map((system) => {
    const report = systems.find(({ vendor }) => vendor === system.vendor);
    return html`<li class="card">
      <h3>${system.name} ${system.onSandbox && html`<span class="tag">sandbox</span>`}</h3>
      <p class="${report?.downUntil === undefined ? 'good' : 'bad'}">${stateOf(report)}</p>
      ${report && facts(speedOf(report, at))}
      <p class="hint">Serves ${system.ports.join(', ')}</p>
    </li>`;
  });
  const none = html`<p>No system is in use.</p>`;
  return section(
    'systems',
    'Systems',
    cards.length > 0
      ? html`<ul class="cards">
          ${cards}
        </ul>`
      : none,
    'As this instance sees them, since its start.',
  );
}

function stateOf(report: SystemReport | undefined): string {
  if (report?.downUntil !== undefined) return '✕ Counts as down: nobody calls it, but for one trial now and then';
  return report && report.calls > 0 ? '✓ In use' : '✓ Not called yet';
}

function speedOf(
  { medianMs, slowestTwentiethMs, calls, lastAnswerAt, failures }: SystemReport,
  at: number,
): [string, string][] {
  return [
    ...(medianMs === undefined ? [] : [['Half of the calls within', latency(medianMs)] as [string, string]]),
    ...(slowestTwentiethMs === undefined ? [] : [['95 % within', latency(slowestTwentiethMs)] as [string, string]]),
    ['Calls', String(calls)],
    ['Last answer', lastAnswerAt === undefined ? 'none yet' : `${inWords(at - lastAnswerAt)} ago`],
    ...failures
      .slice(0, 4)
      .map(({ code, count, lastAt }): [string, string] => [
        `Failed: ${code}`,
        `${count} ×, last ${inWords(at - lastAt)} ago`,
      ]),
  ];
}

export function queuesSection({ backlog }: OpsReport): Html {
  const states = backlog.operations
    .filter(({ state }) => state === 'queued' || state === 'running')
    .map(({ state, count }): Pile => ({ kind: `operations ${state}`, count, oldestMs: 0 }));
  const notices = backlog.notices.map((pile) => ({ ...pile, kind: `to be told: ${pile.kind}` }));
  const piles = [...states, ...notices, ...backlog.tasks];
  const body = table(
    ['Kind', 'Waiting', 'Due for'],
    piles.map(({ kind, count, oldestMs }) => [kind, String(count), oldestMs === 0 ? '–' : inWords(oldestMs)]),
  );
  return section('queues', 'Queues', piles.length > 0 ? body : html`<p>All quiet: nothing is waiting.</p>`);
}

export function handoffsSection({ handoffs, backlog }: OpsReport, button: Button): Html {
  const items = handoffs.map(
    ({ id, kind, reason, ageMs, ticketNumber }) =>
      html`<li class="card">
        <h3>${id}</h3>
        ${facts([
          ['Kind', kind],
          ['Why', reason],
          ['Ticket', ticketNumber ?? 'none'],
          ['Open for', inWords(ageMs)],
        ])}
        ${button('hand-overs/close', { id }, 'Mark as taken care of', id)}
      </li>`,
  );
  const body = html`<ul class="cards">
      ${items}
    </ul>
    ${more(total(backlog.handoffs), items.length)}`;
  return section('handoffs', 'Open hand-overs', items.length > 0 ? body : html`<p>Nobody is waiting for a person.</p>`);
}

export function unknownSection({ unknown, backlog }: OpsReport, button: Button): Html {
  const items = unknown.map(
    ({ id, port, method, ageMs, handoffId, logReference }) =>
      html`<li class="card">
        <h3>${port}.${method}</h3>
        ${facts([
          ['Operation', id],
          ['Unknown for', inWords(ageMs)],
          ['Hand-over', handoffId ?? 'none'],
          ['In the log', logReference ?? '–'],
        ])}
        ${button('unknown/looked-into', { id }, 'Mark as looked into', `${port}.${method} ${id}`)}
      </li>`,
  );
  const body = html`<p>Look in the system whether it was done, then mark it. The bot never sends it again.</p>
    <ul class="cards">
      ${items}
    </ul>
    ${more(backlog.unknown, items.length)}`;
  return section(
    'unknown',
    'Writes with unknown outcome',
    items.length > 0 ? body : html`<p>Every write is accounted for.</p>`,
  );
}

export function followUpsSection({ deadFollowUps, backlog }: OpsReport, button: Button): Html {
  const items = deadFollowUps.map(
    ({ handoffId, to, ageMs }) =>
      html`<li class="card">
        <h3>${handoffId}</h3>
        ${facts([
          ['Was to go to', to],
          ['Left', `${inWords(ageMs)} ago`],
        ])}
        ${button('hand-overs/close', { id: handoffId }, 'Mark as taken care of', handoffId)}
      </li>`,
  );
  const body = html`<p>A system refused these for good, or for a week. Somebody has to answer the user another way.</p>
    <ul class="cards">
      ${items}
    </ul>
    ${more(backlog.deadFollowUps, items.length)}`;
  return section(
    'follow-ups',
    'Hand-overs not passed on',
    items.length > 0 ? body : html`<p>Every hand-over has reached its people.</p>`,
  );
}

export function deadLettersSection({ deadLetters, backlog, at }: OpsReport, button: Button): Html {
  const items = deadLetters.map(
    ({ id, kind, reason, diedAt, isRetryable }) =>
      html`<li class="card">
        <h3>${kind}</h3>
        ${facts([
          ['Task', id],
          ['Given up', `${inWords(at - diedAt)} ago`],
          ['Last error', reason],
        ])}
        ${
          isRetryable
            ? button('dead-letters/retry', { kind, id }, 'Try again', `${kind} ${id}`)
            : html`<p class="hint">Not tried again: see <a href="#follow-ups">hand-overs not passed on</a>.</p>`
        }
      </li>`,
  );
  const body = html`<ul class="cards">
      ${items}
    </ul>
    ${more(total(backlog.deadLetters), items.length)}`;
  return section(
    'dead-letters',
    'Tasks that were given up',
    items.length > 0 ? body : html`<p>Nothing was given up.</p>`,
  );
}

export function setupSection(setup: OpsSetup): Html {
  const given = setup.given.length > 0 ? setup.given.join(', ') : 'none: all defaults';
  return section('setup', 'Set-up', facts([...setup.facts, ['Settings that were given (names only)', given]]));
}

function section(id: string, title: string, body: Html, hint?: string): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${hint !== undefined && html`<p class="hint">${hint}</p>`} ${body}
  </section>`;
}

function facts(lines: readonly (readonly [string, string])[]): Html {
  return html`<dl>
    ${lines.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): Html {
  return html`<div class="scroll" role="region" aria-label="Table: ${headings.join(', ')}" tabindex="0">
    <table>
      <thead>
        <tr>
          ${headings.map((heading) => html`<th scope="col">${heading}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([first = '', ...rest]) =>
            html`<tr>
              <th scope="row">${first}</th>
              ${rest.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function more(all: number, shown: number): Html | undefined {
  return all > shown ? html`<p class="hint">And ${all - shown} more.</p>` : undefined;
}

function total(piles: readonly Pile[]): number {
  return piles.reduce((sum, { count }) => sum + count, 0);
}
