import type { OpsReport } from '../opsDesk';
import type { OpsSetup } from '../opsSetup';
import { alertsOf } from './alerts';
import { html, type Html } from './html';
import { inWords, layout } from './layout';
import {
  deadLettersSection,
  followUpsSection,
  handoffsSection,
  queuesSection,
  setupSection,
  systemsSection,
  unknownSection,
  type Button,
} from './sections';

/** What is said after a button was pressed. */
export const NOTES = {
  retried: 'It is being tried again.',
  marked: 'Noted: somebody has looked into it.',
  closed: 'Noted: the hand-over is closed.',
  gone: 'Somebody else was faster: it is not waiting any more.',
} as const;
export type Note = keyof typeof NOTES;

export interface OpsPageOptions {
  setup: OpsSetup;
  /** `undefined` while the database does not answer. */
  report: OpsReport | undefined;
  upMs: number;
  formToken: string;
  note: Note | undefined;
  canSignOut: boolean;
}

/** The operations page: what needs somebody first, then everything else. */
export function opsPage({ setup, report, upMs, formToken, note, canSignOut }: OpsPageOptions): string {
  const button = buttonWith(formToken);
  const body = html`<header>
      <h1>Operations</h1>
      <p class="hint">
        ${setup.company} · version ${setup.version} · up for ${inWords(upMs)} ${report && html`· ${instances(report)}`}
      </p>
      <nav aria-label="Page">
        <a class="button" href="/ops">Reload</a>${canSignOut && button('sign-out', {}, 'Sign out', '')}
      </nav>
    </header>
    <main>
      ${note !== undefined && html`<p class="notice" role="status">${NOTES[note]}</p>`}
      ${report ? sections(report, setup, button) : noDatabase(setup)}
    </main>`;
  return layout(`Operations – ${setup.company}`, body);
}

function sections(report: OpsReport, setup: OpsSetup, button: Button): Html {
  const alerts = alertsOf(report, setup);
  const lines = alerts.map(({ text, section }) => html`<li><a href="#${section}">${text}</a></li>`);
  return html`${
    alerts.length > 0
      ? html`<section class="notice bad" aria-labelledby="alerts-title">
          <h2 id="alerts-title">Needs somebody</h2>
          <ul>
            ${lines}
          </ul>
        </section>`
      : html`<p class="notice fine">✓ All is well: nothing needs you.</p>`
  }
  ${systemsSection(report, setup)} ${unknownSection(report, button)} ${followUpsSection(report, button)}
  ${deadLettersSection(report, button)} ${queuesSection(report)} ${handoffsSection(report, button)}
  ${setupSection(setup)}`;
}

function noDatabase(setup: OpsSetup): Html {
  return html`<p class="notice bad" role="alert">
      The database does not answer. The bot cannot work without it; see the log for why.
    </p>
    ${setupSection(setup)}`;
}

function instances({ backlog: { instances: count } }: OpsReport): string {
  return count === 1 ? '1 instance' : `${count} instances`;
}

function buttonWith(formToken: string): Button {
  return (action, values, label, what) => {
    const fields = Object.entries({ ...values, formToken }).map(
      ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
    );
    return html`<form method="post" action="/ops/${action}">
      ${fields}<button type="submit">${label}${what !== '' && html`<span class="unseen">: ${what}</span>`}</button>
    </form>`;
  };
}
