/**
 * `npm run teams:package [-- <file>]` writes the app package for Teams, from `teamsAppManifest/` and the settings, to
 * `data/teams-app.zip` or the file named: see docs/teams.md.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { config as readEnvFile } from 'dotenv';
import { explainFailure } from '../services/process/explainFailure';
import { appPackage } from './teams/appPackage';

/** The project's folder; this file runs from `lib/scripts/`. */
const PROJECT = join(__dirname, '..', '..');

function main(file = join(PROJECT, 'data', 'teams-app.zip')): void {
  readEnvFile({ path: join(PROJECT, '.env'), quiet: true });
  const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { version: string };
  const zip = appPackage(process.env, join(PROJECT, 'teamsAppManifest'), version);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, zip);
  console.log(`The app package: ${resolve(file)}\nUpload it in Teams: Apps, Manage your apps, Upload an app.`);
}

try {
  main(process.argv[2]);
} catch (error) {
  console.error(explainFailure(error, process.env));
  process.exitCode = 1;
}
