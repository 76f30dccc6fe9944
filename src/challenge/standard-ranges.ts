import { readGenes } from '../search/range-option.js';
import type { Gene } from '../search/gene.js';

/**
 * What a challenge varies unless somebody says otherwise: guests, links and throttles whose migrations are simulated
 * in a tenth of a second each. Those that matter most to a reader come last: the first to be shrunk are the others.
 */
export const standardRanges: readonly string[] = [
  'bandwidth=50..2000',
  'downtime=30..2000',
  'workload=hot-cold,random,paced-sequential,sparse,two-phases,readers-and-writers',
  'stress-mem=50..8192',
  'link-gbit=0.5..25',
  'cpus=1..16',
  'mem=1..8',
];

/** What it varies besides where both strategies throttle as auto-converge does: its parameters. */
export const throttleRanges: readonly string[] = [
  'throttle-trigger-threshold=20..90',
  'throttle-tailslow=on',
  'max-throttle=60..99',
  'throttle-initial=5..60',
  'auto-converge-step=5..40',
];

/**
 * The settings that a search varies: the standard ones, and in place of them or besides what somebody has said.
 *
 * @param haveAutoConverge whether both strategies throttle as auto-converge does
 */
export function genesOf(given: readonly Gene[], haveAutoConverge: boolean): readonly Gene[] {
  const ranges = [...(haveAutoConverge ? throttleRanges : []), ...standardRanges];
  const standard = readGenes(ranges).map((gene) => ({ ...gene, mayBeDefault: true }));
  const isGiven = ({ key }: Gene): boolean => given.some((other) => other.key === key);
  return [...standard.filter((gene) => !isGiven(gene)), ...given].filter(
    (gene) => isGiven(gene) || !isLoadGivenFor(gene, given),
  );
}

/** Of the two settings that say what the guest writes, one that is given leaves no place for the other. */
function isLoadGivenFor({ key }: Gene, given: readonly Gene[]): boolean {
  const others = { workload: 'stressMem', stressMem: 'workload' } as const;
  if (key !== 'workload' && key !== 'stressMem') return false;
  return given.some((gene) => gene.key === others[key] && !gene.mayBeDefault);
}
