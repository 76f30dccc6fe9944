import { main } from '../../src/main.js';
import { CaseFolder, type FolderState } from './case-folder.js';
import type { FuzzCase } from './fuzz-case.js';

/** What a case did. */
export interface Observation {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly before: FolderState;
  readonly after: FolderState;
}

/** Runs a case in this process, in a folder of its own. */
export async function execute(fuzzCase: FuzzCase): Promise<Observation> {
  const folder = new CaseFolder();
  try {
    folder.write(fuzzCase.files);
    const before = folder.state();
    const interruption = new AbortController();
    if (fuzzCase.isInterrupted) interruption.abort();
    const { isTerminal: isTTY } = fuzzCase;
    let out = '';
    let err = '';
    const environment = Object.entries(fuzzCase.environment).map(
      ([name, value]) => [name, folder.placed(value)] as const,
    );
    const code = await main(
      fuzzCase.args.map((text) => folder.placed(text)),
      {
        out: { isTTY, write: (text) => void (out += text) },
        err: { isTTY, write: (text) => void (err += text) },
        environment: Object.fromEntries(environment),
        interruption: interruption.signal,
      },
    );
    return {
      code,
      out: folder.unplaced(out),
      err: folder.unplaced(err),
      before,
      after: folder.state(),
    };
  } finally {
    folder.remove();
  }
}
