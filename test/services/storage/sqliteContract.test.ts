import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '../../../services/storage/sqlite';
import { databaseContract } from './databaseContract';

const folder = mkdtempSync(join(tmpdir(), 'sqlite-contract-'));
afterAll(() => rmSync(folder, { recursive: true }));

databaseContract(() => openSqlite(join(folder, 'bot.db')));
