import { join } from 'node:path';
import { config as readEnvFile } from 'dotenv';
import { readConfig, ConfigError, type AppConfig } from '../services/config';
import { createLogger } from '../services/logger';
import { SecretSources } from '../services/secrets/secretSources';
import type { Cipher } from '../services/storage/cipher';
import type { Database } from '../services/storage/database';
import { developmentKeys } from '../services/storage/developmentKey';
import { openCipher } from '../services/storage/keyCheck';
import { openDatabase } from '../services/storage/openDatabase';

/** The project's folder: this file runs from `lib/scripts`. */
const PROJECT = join(__dirname, '..', '..');

/** What the scripts that look after the data work with. */
export interface Data {
  config: AppConfig;
  database: Database;
  cipher: Cipher;
  /** Writes a line for the person who runs the script. */
  print: (line: string) => void;
}

/**
 * Opens the data that the bot works on, also while it runs.
 *
 * @throws ConfigError when one of its settings is faulty; those of the systems may be missing here.
 * @throws StorageError when the database cannot be opened with these keys.
 */
export async function openData(print: Data['print']): Promise<Data> {
  readEnvFile({ path: join(PROJECT, '.env'), quiet: true });
  const secrets = await new SecretSources(process.env).read();
  const { config, faults } = readConfig(secrets.environment);
  const ours = [...secrets.faults, ...faults].filter((fault) =>
    /^(DATABASE_URL|DATA_ENCRYPTION_KEY|RETENTION_DAYS)/.test(fault),
  );
  if (ours.length > 0) throw new ConfigError(ours);
  const database = await openDatabase(config.DATABASE_URL, PROJECT, createLogger('warn'));
  try {
    const keys = config.DATA_ENCRYPTION_KEY ?? developmentKeys(join(PROJECT, 'data', 'encryption.key'));
    return { config, database, cipher: await openCipher(database, keys), print };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Runs a script on the bot's data and ends the process with its exit code. */
export async function runOnData(script: (data: Data, words: string[]) => Promise<number>): Promise<void> {
  try {
    const data = await openData((line) => console.log(line));
    try {
      process.exitCode = await script(data, process.argv.slice(2));
    } finally {
      await data.database.close();
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
