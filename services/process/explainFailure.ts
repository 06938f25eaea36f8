import { ConfigError } from '../config';
import { StorageError } from '../storage/storageError';

/** Why the bot could not start: a fault of the settings or the machine in words, of everything else the stack. */
export function explainFailure(error: unknown, environment: Record<string, string | undefined>): string {
  if (error instanceof ConfigError || error instanceof StorageError) return error.message;
  if (error instanceof Error && error.name === 'StartError') return error.message;
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
    return `Port ${environment['PORT'] ?? 3978} is in use by another program. Stop that, or choose another port with PORT.`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
