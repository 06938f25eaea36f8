/**
 * `npm run doctor` tells how everything is that the settings name: for each system whether it is reached, takes the
 * credentials, grants what is needed, serves the version in use and has the same time, and the same for the bot's own parts.
 * It only reads. It ends with 0 where all is well, with 1 where something does not work, with 2 where there are only warnings.
 */
import '../services/process/nodeVersion';
import { join } from 'node:path';
import { config as readEnvFile } from 'dotenv';
import { ensureSandbox } from '../sandbox/sandboxProcess';
import { examine } from '../services/doctor/doctor';
import { exitCodeOf, type Finding, type Level } from '../services/doctor/finding';
import { explainFailure } from '../services/process/explainFailure';
import { SecretSources } from '../services/secrets/secretSources';
import { loadSettings } from '../services/vendorsInUse';

const PROJECT = __dirname.includes('lib') ? join(__dirname, '..', '..') : join(__dirname, '..');
const WORDS: Readonly<Record<Level, string>> = { ok: 'ok', warning: 'WARNING', fault: 'FAULT', skipped: '-' };

/** The lines for people. */
export function describeFindings(findings: readonly Finding[]): string {
  const subjects = [...new Set(findings.map(({ subject }) => subject))];
  const blocks = subjects.map((subject) => {
    const lines = findings.filter((finding) => finding.subject === subject).map(describeFinding);
    return [subject, ...lines].join('\n');
  });
  const count = (level: Level) => findings.filter((finding) => finding.level === level).length;
  const [warnings, faults] = [count('warning'), count('fault')];
  const sum = `${count('ok')} ok, ${warnings} warning${warnings === 1 ? '' : 's'}, ${faults} fault${faults === 1 ? '' : 's'}`;
  return [...blocks, sum].join('\n\n');
}

function describeFinding({ level, check, text, hint }: Finding): string {
  const line = `  ${WORDS[level].padEnd(8)} ${check.padEnd(15)} ${text}`;
  return hint ? `${line}\n${' '.repeat(27)}→ ${hint}` : line;
}

async function main(): Promise<number> {
  readEnvFile({ path: join(PROJECT, '.env'), quiet: true });
  const { environment, faults } = await new SecretSources(process.env).read();
  const { config, vendorsInUse } = loadSettings(environment, faults);
  const sandboxUrl = config.SANDBOX_URL ?? `http://127.0.0.1:${config.SANDBOX_PORT}`;
  const sandbox = vendorsInUse.some(({ onSandbox }) => onSandbox) ? await ensureSandbox(sandboxUrl) : undefined;
  try {
    const findings = await examine({ config, environment, vendorsInUse, sandboxUrl, project: PROJECT });
    console.log(describeFindings(findings));
    return exitCodeOf(findings);
  } finally {
    await sandbox?.undo();
  }
}

if (require.main === module) {
  main().then(
    (code) => process.exit(code),
    (error: unknown) => {
      console.error(explainFailure(error, process.env));
      process.exit(1);
    },
  );
}
