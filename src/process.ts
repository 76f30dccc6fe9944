import { fstatSync } from 'node:fs';
import { systemReason } from './cli/files/unwritable.js';
import { writeWhole } from './cli/files/whole-write.js';
import { type ExitCode, exitCode } from './cli/exit-code.js';
import type { Terminal, TextSink } from './cli/terminal.js';
import { asksVersion, versionText } from './program-version.js';

const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort());

/** What there would be to say of it, nobody could read. */
function ignoreFailure(): void {}

let isStdoutLost = false;

/** Ends the work, of which nobody gets the results. */
function failOfStdout(error: unknown): void {
  // A pipe whose reader has left wants no more (`... | head`): not an error.
  if ((error as NodeJS.ErrnoException).code === 'EPIPE') return;
  if (isStdoutLost) return;
  isStdoutLost = true;
  process.exitCode = exitCode.badInput;
  process.stderr.write(`error: stdout cannot be written: ${systemReason(error)}\n`);
  interruption.abort();
}

function sink(
  stream: NodeJS.WriteStream & { fd: number },
  fail: (error: unknown) => void,
): TextSink {
  let isLost = false;
  stream.on('error', (error) => {
    isLost = true;
    fail(error);
  });
  // Node leaves out what a full disk did not take of a file.
  const isFile = fstatSync(stream.fd).isFile();
  return {
    isTTY: stream.isTTY,
    ...(stream.isTTY && { size: () => ({ columns: stream.columns, rows: stream.rows }) }),
    isLost: () => isLost,
    write: (text) => {
      if (!isFile) return void stream.write(text);
      try {
        writeWhole(stream.fd, text);
      } catch (error) {
        fail(error);
      }
    },
  };
}

const args = process.argv.slice(2);
const terminal: Terminal = {
  out: sink(process.stdout, failOfStdout),
  err: sink(process.stderr, ignoreFailure),
  input: () => process.stdin,
  environment: process.env,
  interruption: interruption.signal,
};

/** For its version the program need not be loaded. */
async function execute(): Promise<ExitCode> {
  if (asksVersion(args)) {
    terminal.out.write(versionText);
    return exitCode.done;
  }
  const { compileBriefly } = await import('./cli/compilation.js');
  compileBriefly();
  return (await import('./main.js')).main(args, terminal);
}

const code = await execute();
process.exitCode ??= code;
