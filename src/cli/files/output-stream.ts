import { closeSync, constants, openSync } from 'node:fs';
import { endingSignals } from './ending-signals.js';
import type { Output } from './output.js';
import type { StreamTarget } from './output-target.js';
import { seldomNeeded } from './seldom-needed.js';
import { systemError } from './unwritable.js';
import { writeWhole } from './whole-write.js';

/**
 * Opens what takes text as it comes. A reader who leaves wants no more: that is no error.
 *
 * @throws Error of the system if it cannot be opened
 */
export function openStream(target: StreamTarget): Output {
  switch (target.kind) {
    case 'descriptor':
      return new DescriptorStream(target.descriptor, () => {});
    case 'device': {
      const descriptor = openAwaited(target.path);
      return new DescriptorStream(descriptor, () => closeSync(descriptor));
    }
    case 'socket':
      return new SocketStream(target.path);
  }
}

/**
 * Opens what may wait for a reader, for ever. Meanwhile no listener could run, so a signal ends this
 * process as if nobody listened.
 */
function openAwaited(path: string): number {
  const listeners = endingSignals.flatMap((signal) =>
    process.rawListeners(signal).map((listener) => ({ signal, listener })),
  );
  for (const signal of endingSignals) process.removeAllListeners(signal);
  try {
    return openSync(path, constants.O_WRONLY);
  } finally {
    for (const { signal, listener } of listeners) {
      process.on(signal, listener as NodeJS.SignalsListener);
    }
  }
}

class DescriptorStream implements Output {
  private hasReader = true;
  private isOpen = true;

  constructor(
    private readonly descriptor: number,
    private readonly close: () => void,
  ) {}

  write(text: string): void {
    if (!this.hasReader) return;
    try {
      writeWhole(this.descriptor, text);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
      this.hasReader = false;
    }
  }

  commit(): void {
    if (this.isOpen) this.close();
    this.isOpen = false;
  }

  discard(): void {
    this.commit();
  }
}

/** Connects to a socket and sends its input there; says on stdout what went wrong. */
const sender = `
  const socket = require('node:net').connect(process.argv[1]);
  socket.on('error', ({ code }) => process.stdout.write(code, () => process.exit(1)));
  socket.on('connect', () => process.stdin.pipe(socket));
`;

/** A socket with a name. To send at once, and not when this process has time, takes another one. */
class SocketStream implements Output {
  private readonly parts: string[] = [];

  constructor(private readonly path: string) {}

  write(text: string): void {
    this.parts.push(text);
  }

  commit(): void {
    const input = this.parts.splice(0).join('');
    const args = ['--eval', sender, '--', this.path];
    const { spawnSync } = seldomNeeded.childProcess;
    const { status, stdout } = spawnSync(process.execPath, args, { input, encoding: 'utf8' });
    if (status === 0 || stdout === 'EPIPE') return;
    throw systemError(stdout === 'ECONNREFUSED' || stdout === 'EACCES' ? stdout : 'EIO');
  }

  discard(): void {
    this.parts.length = 0;
  }
}
