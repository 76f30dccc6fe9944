import type { ParameterGroup } from './migration-chart.js';

/** A parameter that is not the same in all runs. */
export interface Difference {
  readonly name: string;
  /** Of each run; undefined where its file does not say it. */
  readonly values: readonly (string | undefined)[];
}

/** Parameters of runs, apart: what differs between them, and what does not. */
export interface ParameterDifferences {
  readonly different: readonly Difference[];
  /** In their groups; groups of which nothing is left are not there. */
  readonly same: readonly ParameterGroup[];
}

/** What a file does not say sets no runs apart. */
export function parameterDifferences(
  runs: readonly (readonly ParameterGroup[])[],
): ParameterDifferences {
  const titles = new Set(runs.flatMap((groups) => groups.map(({ title }) => title)));
  const different: Difference[] = [];
  const same = [...titles].map((title) => {
    const own = runs.map(
      (groups) => new Map(groups.find((candidate) => candidate.title === title)?.rows),
    );
    const names = new Set(own.flatMap((rows) => [...rows.keys()]));
    const rows = [...names].flatMap((name): ParameterGroup['rows'] => {
      const values = own.map((each) => each.get(name));
      const said = new Set(values.filter((value) => value !== undefined));
      if (said.size === 1) return [[name, [...said][0]]];
      different.push({ name, values });
      return [];
    });
    return { title, rows };
  });
  return { different, same: same.filter(({ rows }) => rows.length > 0) };
}

/** A name of a parameter within a sentence: abbreviations keep their capitals. */
export function inSentence(name: string): string {
  const isAbbreviation = /^[A-Z]{2}/.test(name) || name === 'cpus';
  const text = isAbbreviation ? name : name.charAt(0).toLowerCase() + name.slice(1);
  return text.replaceAll('_', ' ');
}
