import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { packageRoot } from '../../src/profiles/package-root.js';
import type { FuzzCase } from './fuzz-case.js';
import type { Verdict } from './verdict.js';

/** What a case may take: of the processor and of memory. */
export interface Limits {
  readonly seconds: number;
  readonly mib: number;
}

/** A process lives for so many cases: what one of them leaves must not count against the others. */
const casesOfChild = 1000;

/** Bundles the program with what judges it; the path of the module. */
export async function buildChild(): Promise<string> {
  const folder = join(packageRoot(), 'build', 'fuzz');
  await build({
    absWorkingDir: packageRoot(),
    entryPoints: { child: 'test/fuzz/child.ts' },
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    // CommonJS dependencies ask for Node's own modules with require().
    banner: {
      js: "import{createRequire as nodeRequire}from'node:module';const require=nodeRequire(import.meta.url);",
    },
  });
  return join(folder, 'child.js');
}

/** Judges cases in another process, which may hang, run out of memory and die. */
export class ChildRunner {
  /** Where the process works: a case has a folder of its own, and nothing to write here. */
  private readonly folder = mkdtempSync(join(tmpdir(), 'gpf-cwd-'));
  private child: ChildProcess | null = null;
  private cases = 0;

  constructor(
    private readonly module: string,
    private readonly limits: Limits,
  ) {}

  async judge(fuzzCase: FuzzCase): Promise<Verdict> {
    const verdict = this.withStrays(await this.attempt(fuzzCase));
    const isAlone = this.cases <= 1;
    if (verdict.peakMib <= this.limits.mib) return verdict;
    this.end();
    // Others before it may have had the memory.
    if (!isAlone) return this.judge(fuzzCase);
    return { ...verdict, faults: [...verdict.faults, `more than ${this.limits.mib} MiB`] };
  }

  /** Ends the process, and removes the folder where it worked. */
  close(): void {
    this.end();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** With a fault for each file that a case left where the process works. */
  private withStrays(verdict: Verdict): Verdict {
    const strays = readdirSync(this.folder);
    for (const name of strays) rmSync(join(this.folder, name), { recursive: true, force: true });
    const faults = strays.map((name) => `writes ${JSON.stringify(name)} outside its folder`);
    return { ...verdict, faults: [...verdict.faults, ...faults] };
  }

  private end(): void {
    this.child?.kill('SIGKILL');
    this.child = null;
    this.cases = 0;
  }

  private attempt(fuzzCase: FuzzCase): Promise<Verdict> {
    if (this.cases >= casesOfChild) this.end();
    this.cases++;
    this.child ??= this.start();
    const { child } = this;
    const { seconds } = this.limits;
    return new Promise((resolve) => {
      let said = '';
      const settle = (verdict: Verdict): void => {
        clearInterval(timer);
        child.removeAllListeners();
        child.stderr?.removeAllListeners();
        resolve(verdict);
      };
      const fail = (fault: string): void => {
        this.end();
        settle({ code: null, err: said, faults: [fault], ms: worked * 1000, peakMib: 0 });
      };
      // A process may also wait for something that never comes: that is not work, and takes longer.
      const [start, patience] = [performance.now(), 20_000 * seconds];
      const before = workOf(child);
      // As far as was seen while there was a process.
      let worked = 0;
      const timer = setInterval(() => {
        worked = Math.max(worked, workOf(child) - before);
        const isTooMuch = worked > seconds || performance.now() - start > patience;
        if (isTooMuch) fail(`works longer than ${seconds} s`);
      }, 500);
      child.stderr?.on('data', (chunk) => (said += chunk));
      child.once('message', (verdict: Verdict) => settle(verdict));
      child.once('exit', (code, signal) => fail(`ends with ${signal ?? code}`));
      child.send(fuzzCase);
    });
  }

  private start(): ChildProcess {
    return fork(this.module, {
      cwd: this.folder,
      // Where there is room, garbage lies about, and what a process has says little of what it needs.
      execArgv: [`--max-old-space-size=${this.limits.mib / 2}`],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
  }
}

/** Seconds that the processor has spent on a process, where Linux tells; none elsewhere. */
function workOf({ pid }: ChildProcess): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ');
    return (Number(fields[13]) + Number(fields[14])) / 100;
  } catch {
    return 0;
  }
}
