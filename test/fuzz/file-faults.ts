import { exitCode } from '../../src/cli/exit-code.js';
import type { Observation } from './execute.js';
import type { CaseFile, FuzzCase } from './fuzz-case.js';

/** A folder or a file of a case may have been asked for: `batch --output` names a folder. */
function isAskedFor(name: string, { outputs }: FuzzCase): boolean {
  return outputs.some((output) => name === output || name.startsWith(`${output}/`));
}

/** What is wrong with the files that a case left: half written, changed although nobody asked, or forgotten. */
export function fileFaults(fuzzCase: FuzzCase, seen: Observation): string[] {
  const { after, before, code, err } = seen;
  // guestperf's comparisons are refused one by one: the others are written.
  const isRefusal = code === exitCode.badInput && !/^refused /m.test(err);
  const faults: string[] = [];
  for (const [name, file] of before) {
    if (isAskedFor(name, fuzzCase)) continue;
    if (!isSame(after.get(name), file)) faults.push(`${name} is not as it was`);
  }
  for (const [name, file] of after) {
    const earlier = before.get(name);
    if (isSame(earlier, file)) continue;
    if (!isAskedFor(name, fuzzCase)) {
      if (earlier === undefined) faults.push(`${shapeOf(name)} was left behind`);
      continue;
    }
    if (isRefusal) faults.push(`${shapeOf(name)} was written by a refusal`);
    else if (file.kind === 'file' && !isWhole(file.bytes))
      faults.push(`${shapeOf(name)} is cut short`);
    if (earlier?.kind === 'link') faults.push(`the link ${shapeOf(name)} was replaced`);
  }
  return faults;
}

function isSame(one: CaseFile | undefined, other: CaseFile): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** A name by which faults of a kind are alike. */
function shapeOf(name: string): string {
  return name
    .replace(/\d+\.tmp$/, 'PID.tmp')
    .replace(/^(output|trace|html|out|record|migrationProgress).*?(\.PID\.tmp)?$/s, '($1)$2');
}

/** Whether a text is a whole document: of JSON, lines of JSON, a page, or lines. */
function isWhole(bytes: string): boolean {
  if (bytes === '') return true;
  if (/^<!doctype html>/i.test(bytes)) return bytes.trimEnd().endsWith('</html>');
  if (!bytes.endsWith('\n')) return false;
  if (!/^[{[]/.test(bytes)) return true;
  return isJson(bytes) || bytes.trimEnd().split('\n').every(isJson);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
