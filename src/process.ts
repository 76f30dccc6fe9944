import { exitCode } from './cli/exit-code.js';
import { main } from './main.js';
import type { TextSink } from './cli/terminal.js';

function sink(stream: NodeJS.WriteStream): TextSink {
  stream.on('error', ({ code }: NodeJS.ErrnoException) => {
    // A pipe whose reader has left wants no more (`... | head`): not an error.
    if (code === 'EPIPE') return;
    process.stderr.write(`error: output cannot be written (${code})\n`);
    process.exitCode = exitCode.failure;
  });
  return {
    isTTY: stream.isTTY,
    write: (text) => {
      stream.write(text);
    },
  };
}

const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort());

const code = await main(process.argv.slice(2), {
  out: sink(process.stdout),
  err: sink(process.stderr),
  environment: process.env,
  interruption: interruption.signal,
});
process.exitCode ??= code;
