// Runs the program's entry once for each message, as if Node had been started for it; what it is made of is loaded once.
import { fileURLToPath } from 'node:url';

const entry = new URL('../../dist/cli.js', import.meta.url);
let said;
for (const name of ['stdout', 'stderr']) {
  process[name].setMaxListeners(0);
  process[name].write = (text) => {
    said[name] += text;
    // As a terminal shows it.
    said.output += text;
    return true;
  };
}
process.setMaxListeners(0);

let count = 0;
process.on('message', async (args) => {
  said = { output: '', stdout: '', stderr: '' };
  process.argv = [process.execPath, fileURLToPath(entry), ...args];
  process.exitCode = undefined;
  // A module is run once for each address.
  count += 1;
  await import(`${entry}?${count}`);
  process.send({ status: process.exitCode, ...said });
});
