import { startSandbox } from './sandboxServer';

const DEFAULT_PORT = 3979;

/** Whether a sandbox answers at this address already. */
async function isSandbox(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/control/status`, { signal: AbortSignal.timeout(2_000) });
    const status = (await response.json()) as { sandbox?: unknown };
    return status.sandbox === true;
  } catch {
    return false;
  }
}

async function main(): Promise<void> {
  const port = Number(process.env['SANDBOX_PORT'] || DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`SANDBOX_PORT: "${process.env['SANDBOX_PORT']}" is not a port`);
  }
  const owned = process.env['SANDBOX_OWNED'] === '1';
  try {
    const sandbox = await startSandbox({ port, owned });
    console.log(`Sandbox systems: ${sandbox.url}`);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void sandbox.close());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    const url = `http://127.0.0.1:${port}`;
    if (!(await isSandbox(url))) {
      throw new Error(`port ${port} is in use by another program; choose one with SANDBOX_PORT`, { cause: error });
    }
    console.log(`Sandbox systems: already running at ${url}`);
  }
}

main().catch((error: unknown) => {
  console.error(`The sandbox could not start: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
