import { expect, test } from 'vitest';
import { queries, type QmpCommand, requestLine } from '../../../src/cli/monitor/qmp-request.js';

test('all that can be asked is a query, or the handshake', () => {
  expect(queries.every((name) => name.startsWith('query-'))).toBe(true);
  for (const name of [...queries, 'qmp_capabilities'] as const) {
    expect(JSON.parse(requestLine(name, 'x'))).toEqual({ execute: name, id: 'x' });
  }
});

test.each(['migrate_cancel', 'migrate', 'quit', 'query-migrate"', '', 'human-monitor-command'])(
  '%j is no line, whoever got it past the types',
  (name) => {
    expect(() => requestLine(name as QmpCommand, null)).toThrow(RangeError);
  },
);
