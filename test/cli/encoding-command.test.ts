import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { resultsDocumentSchema } from '../../src/results/results-document.js';
import { temporaryFolder } from './folder.js';
import { run } from './program.js';

const small = 'run --mem 1 --stress-mem 64 --downtime 100 --qemu 8.2 --format json';

async function record(options: string) {
  const { code, out, err } = await run(`${small} ${options}`.split(' '));
  expect(code).toBe(0);
  return { record: resultsDocumentSchema.parse(JSON.parse(out)).results[0], err };
}

describe('run', () => {
  test('--compression-xbzrle: a cache of 10 % of --mem, in powers of two, and a note', async () => {
    const { record: result, err } = await record('--compression-xbzrle');
    expect(result.parameters.xbzrle_cache_size).toBe(64 * 2 ** 20);
    expect(result.xbzrle).toMatchObject({ cache_size: 64 * 2 ** 20 });
    expect(result.xbzrle?.cache_miss).toBeGreaterThan(0);
    expect(err).toContain('note: XBZRLE cache of 64 MiB: guestperf.py itself fails here');
    const larger = await record('--compression-xbzrle --compression-xbzrle-cache 50');
    expect(larger.record.parameters.xbzrle_cache_size).toBe(512 * 2 ** 20);
  });

  test('--compression-mt: threads, level and waiting', async () => {
    const { record: result } = await record(
      '--compression-mt --compression-mt-threads 4 --compress-level 9 --compress-wait-thread off',
    );
    expect(result.parameters).toMatchObject({
      compress_threads: 4,
      compress_level: 9,
      compress_wait_thread: false,
    });
    expect(result.compression?.pages).toBeGreaterThan(0);
    expect(result.compression?.busy).toBeGreaterThan(0);
  });

  test('--multifd-compression: a method and its level', async () => {
    const { record: result } = await record(
      '--multifd --multifd-compression zstd --multifd-zstd-level 12',
    );
    expect(result.parameters).toMatchObject({
      multifd_compression: 'zstd',
      multifd_compression_level: 12,
    });
    expect(result).toMatchObject({ xbzrle: null, compression: null });
  });

  test('without them the record says nothing of them', async () => {
    const { record: result } = await record('--multifd --multifd-compression none');
    expect(Object.keys(result.parameters).filter((key) => /compress|xbzrle/.test(key))).toEqual([]);
  });

  test('what the hardware would do is said', async () => {
    const { err } = await run(
      'run --mem 1 --stress-mem 64 --multifd --multifd-compression uadk'.split(' '),
    );
    expect(err).toContain('note: uadk without its hardware: pages are sent as they are\n');
  });

  test('--verbose and CSV have the counts', async () => {
    const args = 'run --mem 1 --stress-mem 64 --compression-xbzrle'.split(' ');
    const { err } = await run([...args, '--verbose']);
    expect(err).toMatch(/^XBZRLE: cache of 64 MiB, \d+ pages with a copy \(\d+ overflows\), \d+/m);
    const { out } = await run([...args, '--format', 'csv']);
    const [header, row] = out.split('\n').map((line) => line.split(','));
    expect(row[header.indexOf('xbzrle_cache_size')]).toBe(String(64 * 2 ** 20));
    expect(row[header.indexOf('compression_pages')]).toBe('');
  });
});

describe('batch', () => {
  const suite = (mode: object) => ({
    name: 'encodings',
    description: 'made up',
    host: 'generic-10g',
    qemu: '8.2',
    defaults: { mem: 1 },
    loads: [{ name: 'small', stressMem: 64 }],
    modes: [{ name: 'one', ...mode }],
    repeats: 1,
  });
  const file = join(temporaryFolder(), 'encodings.json');
  const batch = (mode: object) => {
    writeFileSync(file, JSON.stringify(suite(mode)));
    return run(['batch', '--suite', file, '--format', 'json']);
  };

  test('a mode may have any of them', async () => {
    const compressed = await batch({ compressionMt: true, compressionMtThreads: 2 });
    const [{ parameters }] = resultsDocumentSchema.parse(JSON.parse(compressed.out)).results;
    expect(parameters).toMatchObject({
      compress_threads: 2,
      compress_level: 1,
      compress_wait_thread: true,
    });
    const cached = await batch({ compressionXbzrle: true });
    const [cachedRun] = resultsDocumentSchema.parse(JSON.parse(cached.out)).results;
    expect(cachedRun.parameters).toMatchObject({ xbzrle_cache_size: 64 * 2 ** 20 });
    const { code, err } = await batch({ compressionXbzrle: true, compressionMt: true });
    expect({ code, err }).toEqual({
      code: 2,
      err:
        'error: suite encodings: modes[0].compressionMt: contradicts modes[0].compressionXbzrle in QEMU 8.2: ' +
        'a page is either compressed or sent as what has changed in it\n',
    });
  });

  test.each([
    [
      { multifd: true, multifdCompression: 'qpl' },
      'modes[0].multifdCompression: qpl is not in QEMU 8.2, it came with 9.1; allowed: zlib, zstd',
    ],
    [{ multifdCompression: 'zlib' }, 'modes[0].multifdCompression: zlib needs modes[0].multifd'],
    [
      { multifd: true, multifdCompression: 'zlib', multifdZlibLevel: 12 },
      'modes[0].multifdZlibLevel: 12 is out of range; allowed: 0 to 9',
    ],
  ])('%j is refused', async (mode, sentence) => {
    const { code, err } = await batch(mode);
    expect({ code, err }).toEqual({ code: 2, err: `error: suite encodings: ${sentence}\n` });
  });
});
