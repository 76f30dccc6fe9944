import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../src/main.js';

/** What the program writes, which others of its commands read. */
export interface Corpus {
  /** Documents of `--format json`. */
  readonly results: readonly unknown[];
  /** Reports of guestperf. */
  readonly reports: readonly unknown[];
  /** The same runs as lines and as CSV, and the two parts of a sweep, whole in their order. */
  readonly texts: { readonly ndjson: readonly string[]; readonly csv: readonly string[] };
  readonly parts: { readonly ndjson: readonly string[]; readonly csv: readonly string[] };
}

const guest = ['--sleep', '0', '--stress-mem', '20'];
const runs: readonly (readonly string[])[] = [
  ['--max-time', '2', '--repeat', '3'],
  ['--max-time', '2', '--seed', '4'],
  ['--post-copy', '--bandwidth', '100', '--max-time', '9', '--seed', '2'],
  ['--vmm', 'cloud-hypervisor', '--seed', '3'],
];
const sweep = ['sweep', ...guest, '--max-time', '1,2', '--repeat', '2', '--workers', '1'];

/** Runs small migrations and keeps what was written of them. */
export async function makeCorpus(): Promise<Corpus> {
  const folder = mkdtempSync(join(tmpdir(), 'gpf-'));
  try {
    await writeCorpus((name) => join(folder, name));
    const texts = (suffix: string): string[] =>
      readdirSync(folder)
        .filter((name) => name.endsWith(suffix))
        .sort()
        .map((name) => readFileSync(join(folder, name), 'utf8'));
    return {
      results: texts('-run.json').map((text) => JSON.parse(text) as unknown),
      reports: texts('-report.json').map((text) => JSON.parse(text) as unknown),
      texts: { ndjson: texts('-run.ndjson'), csv: texts('-run.csv') },
      parts: { ndjson: texts('-part.ndjson'), csv: texts('-part.csv') },
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function writeCorpus(path: (name: string) => string): Promise<void> {
  for (const [index, options] of runs.entries()) {
    for (const form of ['json', 'ndjson', 'csv']) {
      const output = path(`${index}-run.${form}`);
      await execute(['run', ...guest, ...options, '--format', form, '--output', output]);
    }
    if (options.includes('--vmm') || options.includes('--repeat')) continue;
    const output = path(`${index}-report.json`);
    await execute(['run', ...guest, ...options, '--format', 'guestperf', '--output', output]);
  }
  for (const shard of ['1/2', '2/2']) {
    for (const form of ['ndjson', 'csv']) {
      await execute([...sweep, '--shard', shard, '--output', path(`${shard[0]}-part.${form}`)]);
    }
  }
}

async function execute(args: readonly string[]): Promise<void> {
  let said = '';
  const code = await main(args, {
    out: { isTTY: false, write: () => {} },
    err: { isTTY: false, write: (text) => void (said += text) },
    environment: {},
    interruption: new AbortController().signal,
  });
  if (code !== 0) throw new Error(`${args.join(' ')}: ${said}`);
}
