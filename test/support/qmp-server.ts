import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';

export const greeting =
  '{"QMP": {"version": {"qemu": {"micro": 2, "minor": 0, "major": 10}, "package": ""}, "capabilities": ["oob"]}}\r\n';

/** What a server does with the n-th question of a kind, from 0: bytes to send, or null to hang up. */
export type Answerer = (command: string, at: number, id: unknown) => readonly string[] | null;

export interface ServerHabits {
  /** Null sends none. */
  readonly greeting?: string | null;
  readonly answer: Answerer;
}

/** A monitor that plays what it is told, and keeps each line that it is sent. */
export class QmpServer {
  readonly lines: string[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly asked = new Map<string, number>();
  private isServing = false;

  private constructor(
    readonly path: string,
    private readonly server: Server,
    private readonly habits: ServerHabits,
  ) {
    server.on('connection', (socket) => this.serve(socket));
  }

  static async listen(path: string, habits: ServerHabits): Promise<QmpServer> {
    const server = createServer();
    const listening = once(server, 'listening');
    server.listen(path);
    await listening;
    return new QmpServer(path, server, habits);
  }

  /** Names of the commands that it was sent. */
  get commands(): readonly string[] {
    return this.lines.map((line) => String(JSON.parse(line).execute));
  }

  /** Says something that it was not asked, to the first client. */
  async say(text: string): Promise<void> {
    if (this.sockets.size === 0) await once(this.server, 'connection');
    const [socket] = this.sockets;
    await new Promise<void>((resolve) => socket.write(text, () => resolve()));
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  /** As QEMU: one client at a time, the next one waits. */
  private serve(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => {});
    if (this.isServing) return;
    this.isServing = true;
    socket.on('close', () => (this.isServing = false));
    const { greeting: hello = greeting } = this.habits;
    if (hello !== null) socket.write(hello);
    let rest = '';
    socket.on('data', (bytes) => {
      const lines = (rest + bytes.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.take(line, socket);
    });
  }

  private take(line: string, socket: Socket): void {
    this.lines.push(line);
    const { execute, id } = JSON.parse(line) as { readonly execute: string; readonly id: unknown };
    const at = this.asked.get(execute) ?? 0;
    this.asked.set(execute, at + 1);
    const pieces = this.habits.answer(execute, at, id);
    if (pieces === null) socket.destroy();
    else for (const piece of pieces) socket.write(piece);
  }
}

export function returned(value: unknown, id: unknown): string {
  return `${JSON.stringify({ return: value, id })}\r\n`;
}

/** QEMU's answers to what is asked beside query-migrate. */
export const setupAnswers: Readonly<Record<string, unknown>> = {
  qmp_capabilities: {},
  'query-migrate-parameters': {
    'downtime-limit': 300,
    'max-bandwidth': 134_217_728,
    'cpu-throttle-initial': 20,
    'cpu-throttle-increment': 10,
    'max-cpu-throttle': 99,
    'multifd-channels': 4,
  },
  'query-migrate-capabilities': [
    { capability: 'auto-converge', state: true },
    { capability: 'postcopy-ram', state: false },
    { capability: 'multifd', state: false },
    { capability: 'xbzrle', state: false },
  ],
  'query-version': { qemu: { micro: 2, minor: 0, major: 10 }, package: '' },
  'query-cpus-fast': [{ 'cpu-index': 0 }, { 'cpu-index': 1 }],
  'query-kvm': { enabled: true, present: true },
};

/** Plays answers to query-migrate, the last one for ever. */
export function playing(answers: readonly unknown[]): Answerer {
  return (command, at, id) => {
    const value =
      command === 'query-migrate'
        ? answers[Math.min(at, answers.length - 1)]
        : setupAnswers[command];
    return [returned(value, id)];
  };
}
