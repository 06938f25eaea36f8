import { eachRow, openRow } from '../storage/tableRows';
import { addressesIn } from './address';
import { erasePerson, type Erased, type EraseTools } from './erasePerson';
import { listErasures, noteErasure, subjectOf, type Erasure } from './erasures';
import { personalTables } from './findPerson';

/**
 * Erases again whoever was erased, after a backup was restored: what was written before their erasure, and nothing that they
 * wrote since. Nobody has to know the addresses: they are recognised where they stand.
 *
 * @param erasures those that the backup knows nothing of
 */
export async function reapplyErasures(erasures: readonly Erasure[], tools: EraseTools): Promise<Erased[]> {
  for (const erasure of erasures) await noteErasure(erasure, tools.database);
  const known = new Map((await listErasures(tools.database)).map(({ subject, erasedAt }) => [subject, erasedAt]));
  const done: Erased[] = [];
  for (const email of await allAddresses(tools)) {
    const erasedAt = known.get(subjectOf(email, tools.cipher));
    if (erasedAt !== undefined) done.push(await erasePerson(email, tools, erasedAt));
  }
  return done;
}

async function allAddresses({ database, cipher }: EraseTools): Promise<Set<string>> {
  const addresses = new Set<string>();
  for (const table of personalTables)
    for await (const row of eachRow(database, table))
      for (const address of addressesIn(openRow(row, table, cipher)?.opened)) addresses.add(address);
  return addresses;
}
