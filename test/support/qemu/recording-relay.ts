import { once } from 'node:events';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A socket in front of a monitor that passes everything on, and keeps what was said to the monitor. */
export class RecordingRelay {
  private readonly sockets = new Set<Socket>();
  private text = '';
  private isStopped = false;

  private constructor(
    private readonly server: Server,
    /** Path of the socket to connect to. */
    readonly path: string,
  ) {}

  /** @param monitor path of the monitor's socket @param path where the relay listens */
  static async start(monitor: string, path: string): Promise<RecordingRelay> {
    const server = createServer();
    const relay = new RecordingRelay(server, path);
    server.on('connection', (client) => relay.join(client, createConnection(monitor)));
    server.listen(path);
    await once(server, 'listening');
    return relay;
  }

  /** What was said to the monitor. */
  get said(): readonly string[] {
    return this.text.split('\n').filter(Boolean);
  }

  /** Waits until this was said, however long it takes, or until it is stopped. */
  async hears(words: string): Promise<void> {
    while (!this.text.includes(words) && !this.isStopped) await delay(20);
  }

  /** Ends all connections. */
  async stop(): Promise<void> {
    this.isStopped = true;
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private join(client: Socket, monitor: Socket): void {
    client.on('data', (chunk) => (this.text += chunk));
    client.pipe(monitor);
    monitor.pipe(client);
    for (const socket of [client, monitor]) {
      this.sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => this.sockets.delete(socket));
    }
    client.on('close', () => monitor.destroy());
    monitor.on('close', () => client.destroy());
  }
}
