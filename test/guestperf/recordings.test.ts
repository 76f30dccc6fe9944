import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseGuestperfReport } from '../../src/guestperf/report-reader.js';
import { packageRoot } from '../../src/profiles/package-root.js';
import { missingForLoader } from '../support/guestperf-loader.js';

const folder = join(packageRoot(), 'test/support/recordings');
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));

describe('reports of real migrations are read as they are', () => {
  test('ten of them', () => expect(files).toHaveLength(10));

  test.each(files)('%s', (file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const read: unknown = JSON.parse(text);
    const report = parseGuestperfReport(file, text, 'REPORT');
    expect(report).toEqual(read);
    expect(`${report.scenario.name}.json`).toBe(file);
    expect(report.progress_history.at(-1)?.status).toBe('completed');
    // The check of what guestperf's loader asks for holds for what guestperf wrote.
    expect(missingForLoader(read, '7.2')).toBeNull();
    expect(missingForLoader(read, '8.1')).toBe('hardware.dirty_ring_size');
  });
});
