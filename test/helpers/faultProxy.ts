import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { FaultConnection, type Target } from './faultConnection';
import type { FaultCounts, FaultMode } from './faultMode';

export type { FaultCounts, FaultMode } from './faultMode';

const HOST = '127.0.0.1';

/**
 * A network that fails as told, between a program and the server behind it. `mode` is for all connections, those that exist
 * too; `forNext` for the next one only; `connections[i].mode` for one that exists.
 */
export class FaultProxy {
  readonly #target: Target;
  readonly #server: Server;
  readonly #connections = new Set<FaultConnection>();
  readonly #counts: FaultCounts = { connections: 0, open: 0, bytesUp: 0, bytesDown: 0 };
  readonly #planned: FaultMode[] = [];
  #mode: FaultMode = { kind: 'pass' };
  #port = 0;
  #listening: Promise<void> = Promise.resolve();

  private constructor(target: Target) {
    this.#target = target;
    this.#server = createServer({ allowHalfOpen: true }, (socket) => this.#accept(socket));
  }

  /** Listens on a free port of the loopback. */
  static async start(target: Target): Promise<FaultProxy> {
    const proxy = new FaultProxy(target);
    await proxy.#listen();
    proxy.#port = (proxy.#server.address() as AddressInfo).port;
    return proxy;
  }

  get host(): string {
    return HOST;
  }

  get port(): number {
    return this.#port;
  }

  /** As the address of an HTTP server. */
  get url(): string {
    return `http://${HOST}:${this.#port}`;
  }

  get counts(): Readonly<FaultCounts> {
    return { ...this.#counts, open: this.#connections.size };
  }

  /** Those that are open, oldest first. */
  get connections(): readonly FaultConnection[] {
    return [...this.#connections];
  }

  get mode(): FaultMode {
    return this.#mode;
  }

  /** For all connections. After `refuse`, await `ready` before the next one is made. */
  set mode(mode: FaultMode) {
    const refusedBefore = this.#mode.kind === 'refuse';
    this.#mode = mode;
    if (mode.kind === 'refuse' && !refusedBefore) this.#server.close();
    if (mode.kind !== 'refuse' && refusedBefore) this.#listening = this.#listening.then(() => this.#listen());
    for (const connection of this.#connections) connection.mode = mode;
  }

  /** Done when the proxy listens as its mode says. */
  get ready(): Promise<void> {
    return this.#listening;
  }

  /** The modes of the next connections, in order; after them `mode` counts again. */
  forNext(...modes: FaultMode[]): void {
    this.#planned.push(...modes);
  }

  /** Ends every connection and listens no more. */
  async close(): Promise<void> {
    await this.#listening;
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    const open = this.connections;
    for (const connection of open) connection.reset();
    await Promise.all([closed, ...open.map((connection) => connection.closed)]);
  }

  #listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#port, HOST, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
  }

  #accept(socket: Socket): void {
    this.#counts.connections++;
    const mode = this.#planned.shift() ?? this.#mode;
    const connection = new FaultConnection(socket, this.#target, mode, this.#counts);
    this.#connections.add(connection);
    void connection.closed.then(() => this.#connections.delete(connection));
  }
}
