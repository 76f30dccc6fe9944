import { build } from 'esbuild';

/** The project's own interval of a share: `src/` is TypeScript, and this is not. */
async function importWilson() {
  const { outputFiles } = await build({
    entryPoints: ['src/statistics/wilson.ts'],
    bundle: true,
    write: false,
    format: 'esm',
  });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
}

const { wilsonInterval } = await importWilson();

/** How many of the mutants were noticed. */
export function scoreOf(outcomes) {
  const noticed = outcomes.filter(({ noticed: by }) => by !== null).length;
  const { low, high } = wilsonInterval(noticed, outcomes.length);
  return { noticed, of: outcomes.length, share: noticed / outcomes.length, low, high };
}

/** The score in all, by folder, and each mutant that nothing noticed. */
export function scoreText(outcomes) {
  const folders = [...new Set(outcomes.map(folderOf))].sort();
  const ofFolder = (name) => outcomes.filter((each) => folderOf(each) === name);
  const rows = [['all', outcomes], ...folders.map((name) => [name, ofFolder(name)])];
  const survivors = outcomes.filter(({ noticed }) => noticed === null);
  return [
    ...rows.map(([name, group]) => scoreLine(name, scoreOf(group))),
    ...(survivors.length === 0 ? [] : ['', `${survivors.length} were not noticed:`]),
    ...survivors
      .map(({ mutant }) => `  ${mutant.id}  (${mutant.operator})`)
      .sort((a, b) => a.localeCompare(b, 'en', { numeric: true })),
  ].join('\n');
}

function scoreLine(name, { noticed, of, share, low, high }) {
  const between = `${percent(low)} to ${percent(high)}`;
  return `${name.padEnd(12)}${String(noticed).padStart(5)} of ${String(of).padStart(5)}  ${percent(share)}  (95 %: ${between})`;
}

function percent(share) {
  return `${(share * 100).toFixed(1)} %`;
}

function folderOf({ mutant }) {
  return mutant.path.split('/')[1];
}
