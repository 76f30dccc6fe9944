/**
 * A program that stands for virsh: `qemu-monitor-command DOMAIN COMMAND` is passed on to the monitor at DOMAIN.qmp, and
 * its answer is printed as virsh prints it. It knows nothing else.
 */
export const virshStandIn = `#!/usr/bin/env node
const { createConnection } = require('node:net');
const { createInterface } = require('node:readline');

const [action, domain, command] = process.argv.slice(2);
if (action !== 'qemu-monitor-command') {
  process.stderr.write("error: unknown command: '" + action + "'\\n");
  process.exit(1);
}
const socket = createConnection(domain + '.qmp');
const gone = () => {
  process.stderr.write("error: failed to get domain '" + domain + "'\\n");
  process.exit(1);
};
socket.on('error', gone).on('close', gone);
let answers = 0;
createInterface({ input: socket }).on('error', gone).on('line', (line) => {
  const message = JSON.parse(line);
  if ('QMP' in message) socket.write('{"execute":"qmp_capabilities"}' + command);
  if (!('return' in message || 'error' in message) || ++answers < 2) return;
  process.stdout.write(JSON.stringify({ ...message, id: 'libvirt-371' }) + '\\n\\n', () => process.exit(0));
});
`;
