import type { Sql } from '../storage/database';

/** What a turn writes down beside its own state, in the transaction that saves it: all of it or nothing. */
export type TurnWork = (sql: Sql) => Promise<void>;
