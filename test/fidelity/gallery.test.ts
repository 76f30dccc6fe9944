import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseGuestperfReport } from '../../src/guestperf/report-reader.js';
import { packageRoot } from '../../src/profiles/package-root.js';
import { run } from '../cli/program.js';

const folder = join(packageRoot(), 'results', 'gallery');
const runs: readonly { readonly report: string; readonly options: string }[] = JSON.parse(
  readFileSync(join(folder, 'runs.json'), 'utf8'),
);

test.each(runs)(
  'results/gallery/$report is what run says (npm run gallery rewrites it)',
  async ({ report, options }) => {
    const { code, out } = await run([...options.split(' '), '--format', 'guestperf']);
    expect(code).toBe(0);
    const kept = readFileSync(join(folder, report), 'utf8');
    // Nobody wants to read half a megabyte of difference.
    expect(kept === `${out.replaceAll(/\n */g, '')}\n`).toBe(true);
    expect(parseGuestperfReport(report, kept, 'TEST').progress_history.at(-1)?.status).toBe(
      'completed',
    );
    expect(kept.length).toBeLessThan(800_000);
  },
);
