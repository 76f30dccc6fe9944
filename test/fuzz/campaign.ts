import fc from 'fast-check';
import { caseText } from './case-text.js';
import type { FuzzCase } from './fuzz-case.js';
import type { Verdict } from './verdict.js';

/** Cases that are drawn of one seed. */
const blockSize = 200;
/** Smaller cases that are tried for a failure, and milliseconds of the processor that these may take. */
const shrinks = 150;
const shrinkMs = 60_000;
/** Finds of one kind of fault, which differ in the command or the message: one must not hide the others. */
const findsOfKind = 5;

/** What came of many cases. */
export interface Campaign {
  readonly cases: number;
  /** How often each exit code was seen, by command. */
  readonly codes: ReadonlyMap<string, number>;
  /** Milliseconds of the processor. */
  readonly slowest: Extreme;
  /** MiB of the process. */
  readonly largest: Extreme;
  /** A few of each kind, as small as they became. */
  readonly failures: readonly string[];
}

interface Extreme {
  readonly value: number;
  readonly text: string;
}

interface Plan {
  readonly cases: number;
  /** The first case that is judged, to the block: those before it are left out. */
  readonly from?: number;
  readonly seed: number;
  readonly judge: (fuzzCase: FuzzCase) => Promise<Verdict>;
  readonly onBlock?: (campaign: Campaign) => void;
}

/** Judges many cases, and makes those small that fail: a few of each kind. */
export async function campaign(arbitrary: fc.Arbitrary<FuzzCase>, plan: Plan): Promise<Campaign> {
  const judged = new Judged();
  const first = Math.floor((plan.from ?? 0) / blockSize) * blockSize;
  for (let start = first; start < plan.cases; start += blockSize) {
    const numRuns = Math.min(blockSize, plan.cases - start);
    const block = { seed: plan.seed + start, numRuns };
    let done = 0;
    // What comes behind a failure is looked at as well.
    while (done < numRuns) done += await untilFailure(arbitrary, plan, block, done, judged);
    plan.onBlock?.(judged.campaign());
  }
  return judged.campaign();
}

/** Judges the cases of a block from `first` on, up to the first that fails in a new way; how many that are. */
async function untilFailure(
  arbitrary: fc.Arbitrary<FuzzCase>,
  { judge }: Plan,
  block: { readonly seed: number; readonly numRuns: number },
  first: number,
  judged: Judged,
): Promise<number> {
  let index = 0;
  let attempts = 0;
  let spentMs = 0;
  let failing: string | null = null;
  const property = fc.asyncProperty(arbitrary, async (fuzzCase) => {
    if (failing === null && index++ < first) return;
    // A case that takes long is not made smaller again and again, whether it ends or not.
    if (failing !== null && (attempts++ >= shrinks || spentMs >= shrinkMs)) return;
    const verdict = await judge(fuzzCase);
    spentMs += verdict.faults.length > 0 || failing !== null ? verdict.ms : 0;
    if (failing === null) judged.note(fuzzCase, verdict);
    failing ??= judged.newFind(fuzzCase, verdict);
    if (failing === null || !findsOf(fuzzCase, verdict).includes(failing)) return;
    judged.fail(failing, fuzzCase, verdict);
    throw new Error(failing);
  });
  await fc.check(property, block);
  return index - first;
}

/** What has come of the cases so far. */
class Judged {
  private cases = 0;
  private readonly codes = new Map<string, number>();
  private readonly failures = new Map<string, string>();
  private slowest: Extreme = { value: 0, text: '' };
  private largest: Extreme = { value: 0, text: '' };

  note(fuzzCase: FuzzCase, { code, ms, peakMib }: Verdict): void {
    this.cases++;
    const key = `${commandOf(fuzzCase)} ${code}`;
    this.codes.set(key, (this.codes.get(key) ?? 0) + 1);
    const text = caseText(fuzzCase);
    if (ms > this.slowest.value) this.slowest = { value: ms, text };
    if (peakMib > this.largest.value) this.largest = { value: peakMib, text };
  }

  /** A find that was not made before, of a kind of which there are few; null if there is none. */
  newFind(fuzzCase: FuzzCase, verdict: Verdict): string | null {
    return findsOf(fuzzCase, verdict).find((find) => this.isNew(find)) ?? null;
  }

  fail(find: string, fuzzCase: FuzzCase, verdict: Verdict): void {
    this.failures.set(find, failureText(fuzzCase, verdict));
  }

  private isNew(find: string): boolean {
    const [kind] = find.split('\n');
    const ofKind = [...this.failures.keys()].filter((known) => known.startsWith(`${kind}\n`));
    return ofKind.length < findsOfKind && !ofKind.includes(find);
  }

  campaign(): Campaign {
    const { cases, codes, failures, largest, slowest } = this;
    return { cases, codes, slowest, largest, failures: [...failures.values()] };
  }
}

function commandOf({ args }: FuzzCase): string {
  const [first = ''] = args;
  return /^[a-z]{1,12}$/.test(first) ? first : first.startsWith('-') ? 'run' : '(none)';
}

/** What is found by a case: each kind of fault, with the command and the message. */
function findsOf(fuzzCase: FuzzCase, { err, faults }: Verdict): readonly string[] {
  const [message] = err.split('\n');
  return faults.map((fault) => [fault, commandOf(fuzzCase), message].map(kindOf).join('\n'));
}

/** A text without what differs from case to case. */
function kindOf(text: string): string {
  return text
    .replaceAll(/'[^']*'/g, '…')
    .replaceAll(/\d+(\.\d+)?/g, 'N')
    .slice(0, 80);
}

function failureText(fuzzCase: FuzzCase, { code, err, faults }: Verdict): string {
  return `${faults.join('; ')}\n${caseText(fuzzCase)}\n# exit ${code}\n${err.replaceAll(/^/gm, '# ')}`;
}
