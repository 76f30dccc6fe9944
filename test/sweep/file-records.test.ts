import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileRecords } from '../../src/sweep/file-records.js';
import { csvLine } from '../../src/documents/csv.js';
import { temporaryFolder } from '../cli/folder.js';

const file = join(temporaryFolder(), 'records');

function read(isCsv: boolean): { records: string[]; end: number; torn: number } {
  const records: string[] = [];
  let end = 0;
  const lines = fileRecords(file, isCsv);
  for (;;) {
    const next = lines.next();
    if (next.done) return { records, end, torn: next.value };
    records.push(next.value.text);
    end = next.value.end;
  }
}

test('wherever CSV is cut off, whole records are told from the torn one', () => {
  const field = fc.string({ unit: fc.constantFrom('a', 'é', ',', '"', '\n') });
  const rows = fc.array(fc.array(field, { minLength: 2, maxLength: 3 }), { maxLength: 5 });
  fc.assert(
    fc.property(rows, fc.double({ min: 0, max: 1, noNaN: true }), (records, part) => {
      const lines = records.map((record) => Buffer.from(csvLine(record)));
      const bytes = Buffer.concat(lines);
      const cut = Math.floor(part * bytes.length);
      writeFileSync(file, bytes);
      truncateSync(file, cut);
      const whole: string[] = [];
      let end = 0;
      for (const line of lines) {
        if (end + line.length > cut) break;
        end += line.length;
        whole.push(line.toString().slice(0, -1));
      }
      expect(read(true)).toEqual({ records: whole, end, torn: cut - end });
    }),
  );
});

test('records that cross the parts in which a file is read are whole', () => {
  const lines = Array.from({ length: 3000 }, (_, index) => `${index}:${'ü'.repeat(index % 400)}`);
  writeFileSync(file, `${lines.join('\n')}\ntorn`);
  const { records, torn } = read(false);
  expect(records).toEqual(lines);
  expect(torn).toBe(4);
});
