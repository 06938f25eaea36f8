import { startSandbox, type Sandbox } from '../../sandbox/sandboxServer';

export interface LoggedRequest {
  at: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: unknown;
  status: number | null;
}

/** The sandbox in this process on a free port, with its control routes as functions. */
export interface TestSandbox extends Sandbox {
  /** Sends a control request and gives the status and the parsed answer. */
  control<T>(method: string, path: string, body?: unknown): Promise<{ status: number; body: T }>;
  /** Switches a fault on. */
  fault(fault: { vendor: string; mode: string; [setting: string]: unknown }): Promise<void>;
  /** Everything as at start, without faults. */
  reset(): Promise<void>;
  requests(vendor: string): Promise<LoggedRequest[]>;
  records<T>(vendor: string, type: string): Promise<T[]>;
}

export async function startTestSandbox(options: { owned?: boolean } = {}): Promise<TestSandbox> {
  const sandbox = await startSandbox({ port: 0, ...options });

  async function control<T>(method: string, path: string, body?: unknown) {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(`${sandbox.url}/control/${path}`, { method, body: text });
    return { status: response.status, body: (await response.json()) as T };
  }

  return {
    ...sandbox,
    control,
    fault: async (fault) => {
      const { status, body } = await control('POST', 'faults', fault);
      if (status !== 201) throw new Error(`no such fault: ${JSON.stringify(body)}`);
    },
    reset: async () => void (await control('POST', 'reset')),
    requests: async (vendor) => (await control<LoggedRequest[]>('GET', `requests?vendor=${vendor}`)).body,
    records: async <T>(vendor: string, type: string) =>
      (await control<T[]>('GET', `records?vendor=${vendor}&type=${type}`)).body,
  };
}
