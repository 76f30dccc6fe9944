import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Becomes a program, beside a shell that kills it when the input of both ends. No program outlives the tests: even if
 * they are killed, the pipe between them is closed.
 */
const leash = `
exec 3<&0
{ read -r _ <&3; kill "$1" $$; } > /dev/null 2>&1 &
shift
exec "$@" < /dev/null 3<&-
`;

/** A program that ends when the tests end, whatever ends them. */
export class LeashedProcess {
  private readonly child: ChildProcess;
  private said = '';

  /** @param signal what ends the program when the tests have ended or `stop` is called */
  constructor(
    program: string,
    args: readonly string[],
    {
      env = process.env,
      signal = 'TERM',
    }: { env?: NodeJS.ProcessEnv; signal?: 'TERM' | 'KILL' } = {},
  ) {
    this.child = spawn('sh', ['-c', leash, 'sh', `-${signal}`, program, ...args], {
      stdio: ['pipe', 'ignore', 'pipe'],
      env,
    });
    this.child.stderr?.on('data', (text) => (this.said += text));
  }

  get isOver(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** What it wrote to stderr. */
  get errors(): string {
    return this.said;
  }

  /** Lets go of the leash, and waits until the program has ended. */
  async stop(): Promise<void> {
    if (this.isOver) return;
    const closed = once(this.child, 'close');
    this.child.stdin?.end();
    await closed;
  }

  /** Kills it without a word, and waits until it is gone. */
  async kill(): Promise<void> {
    if (this.isOver) return;
    const closed = once(this.child, 'close');
    this.child.kill('SIGKILL');
    await closed;
  }
}
