import { expect, test } from 'vitest';
import { readQmpAddress } from '../../../src/cli/monitor/qmp-address.js';

test.each([
  ['/run/vm.qmp', { kind: 'unix', path: '/run/vm.qmp' }],
  ['vm.qmp', { kind: 'unix', path: 'vm.qmp' }],
  ['./host:4444', { kind: 'unix', path: './host:4444' }],
  ['host:4444', { kind: 'tcp', host: 'host', port: 4444 }],
  ['127.0.0.1:1', { kind: 'tcp', host: '127.0.0.1', port: 1 }],
  ['[::1]:65535', { kind: 'tcp', host: '::1', port: 65535 }],
])('%s', (text, address) => {
  expect(readQmpAddress(text, '--qmp')).toEqual(address);
});

test.each([
  ['host:0', "--qmp: 'host:0' has no such port; allowed: HOST:1 to HOST:65535"],
  ['host:65536', "--qmp: 'host:65536' has no such port; allowed: HOST:1 to HOST:65535"],
  ['a\0b', String.raw`--qmp: 'a\u0000b' is not a path: it has a NUL character`],
])('%j is refused', (text, message) => {
  expect(() => readQmpAddress(text, '--qmp')).toThrow(message);
});

test('the name of a socket is at most 107 bytes', () => {
  expect(() => readQmpAddress('ü'.repeat(54), '--qmp')).toThrow(
    'too long for the name of a socket',
  );
  expect(readQmpAddress('ü'.repeat(53), '--qmp').kind).toBe('unix');
});
