import { spawn } from 'node:child_process';
import { join } from 'node:path';

const START_WITHIN_MS = 10_000;
const POLL_MS = 50;

/** A sandbox that answers, and how to end it. */
export interface SandboxProcess {
  url: string;
  /** Has it send its webhooks to the bot at this address; without harm if it does not answer. */
  sendWebhooksTo(botUrl: string): Promise<void>;
  /** Ends it if a bot started it and no other one uses it; one that somebody started by hand goes on. */
  stop(botUrl: string): Promise<void>;
  /** Ends it only if this call started it: for a bot that could not start after all. */
  undo(): Promise<void>;
}

/**
 * Makes sure that a sandbox answers at `url`: uses the one that is there, so that a killed bot finds its records as they
 * were, or starts one as a process of its own.
 *
 * @throws Error when none answers in time.
 */
export async function ensureSandbox(url: string): Promise<SandboxProcess> {
  const isThere = await answers(url);
  if (!isThere) {
    const child = spawn(process.execPath, [join(__dirname, 'index.js')], {
      env: { ...process.env, SANDBOX_PORT: new URL(url).port, SANDBOX_OWNED: '1' },
      // No pipes: it must outlive a bot that is killed.
      stdio: 'ignore',
    });
    child.unref();
    try {
      await waitFor(url);
    } catch (error) {
      // It may be elsewhere than at this address, or late.
      child.kill();
      throw error;
    }
  }
  return {
    url,
    sendWebhooksTo: (botUrl) => post(`${url}/control/webhooks/target`, { url: botUrl }),
    stop: (botUrl) => stopOwned(url, botUrl),
    undo: () => (isThere ? Promise.resolve() : stopOwned(url)),
  };
}

async function waitFor(url: string): Promise<void> {
  const deadline = performance.now() + START_WITHIN_MS;
  while (!(await answers(url))) {
    if (performance.now() > deadline) {
      throw Object.assign(
        new Error(
          `The sandbox systems did not start at ${url}. Is the port in use? Choose another with SANDBOX_PORT, and see whether SANDBOX_URL is right.`,
        ),
        { name: 'StartError' },
      );
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function answers(url: string): Promise<boolean> {
  return (await status(url)) !== undefined;
}

async function stopOwned(url: string, botUrl?: string): Promise<void> {
  const found = await status(url);
  if (!found?.owned) return;
  await post(`${url}/control/stop`, { url: botUrl });
}

async function post(url: string, body: object): Promise<void> {
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(2_000),
  };
  await fetch(url, request).catch(() => undefined);
}

async function status(url: string): Promise<{ owned?: boolean } | undefined> {
  try {
    const response = await fetch(`${url}/control/status`, { signal: AbortSignal.timeout(1_000) });
    const body = (await response.json()) as { sandbox?: boolean; owned?: boolean };
    return body.sandbox === true ? body : undefined;
  } catch {
    return undefined;
  }
}
