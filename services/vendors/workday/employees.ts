import type { Employee } from '../../ports/hr';
import type { Purpose, WorkdayApi } from './api';
import { toEmployee } from './mapping';

/** Nothing that could end the literal in a query; more is not needed, because the profile's address is compared. */
const ADDRESS = /^[^\s"\\,;<>^%*]+@[^\s"\\,;<>^%*]+$/;

/**
 * The worker whose profile has exactly this primary work address. Nobody where several have it: the bot must never act for
 * the wrong one.
 */
export async function findEmployee(api: WorkdayApi, email: string, purpose: Purpose): Promise<Employee | undefined> {
  const address = email.trim();
  if (!ADDRESS.test(address)) return undefined;
  const ids = await api.workersByEmail(address, purpose);
  const [id] = ids;
  if (id === undefined || ids.length > 1) return undefined;
  const worker = await api.worker(id, purpose);
  const found = worker?.primaryWorkEmail?.trim();
  return worker && found?.toLowerCase() === address.toLowerCase() ? toEmployee(worker, found) : undefined;
}
