import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll } from 'vitest';
import { plainEnvironment, programFile } from '../cli/program.js';
import { documentedBlock as blockOf } from '../support/documented-block.js';

/** The points of the examples, for the sweep that nobody divides. */
export const examplePoints =
  'sweep --mem 2 --cpus 2 --stress-mem 100..600:100 --downtime 50..250:50'.split(' ');

/** The block of docs/clusters.md that begins with ```` ```info ````. */
export function documentedBlock(info: string): string {
  return blockOf('clusters.md', info);
}

/** A folder with the program on its PATH. */
export class ClusterFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'guestperf-sim-'));

  constructor() {
    mkdirSync(this.file('bin'));
    symlinkSync(programFile, this.file('bin/guestperf-sim'));
    afterAll(() => rmSync(this.path, { recursive: true, force: true }));
  }

  file(name: string): string {
    return join(this.path, name);
  }

  text(name: string): string {
    return readFileSync(this.file(name), 'utf8');
  }

  /** Runs a script as a reader would. */
  shell(script: string, environment: NodeJS.ProcessEnv = {}): SpawnSyncReturns<string> {
    const plain = plainEnvironment();
    return spawnSync('sh', ['-ec', script], {
      cwd: this.path,
      encoding: 'utf8',
      env: { ...plain, PATH: `${this.file('bin')}${delimiter}${plain.PATH}`, ...environment },
    });
  }

  /** The file of the same sweep in one go. */
  undivided(): string {
    this.shell(`guestperf-sim ${examplePoints.join(' ')} --output undivided.ndjson --overwrite`);
    return this.text('undivided.ndjson');
  }
}

/** Whether a program is there and says of itself what it should. */
export function isInstalled(program: string, version = /./): boolean {
  const { status, stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return status === 0 && version.test(stdout);
}
