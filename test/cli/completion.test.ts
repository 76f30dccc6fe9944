import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { helpTopics } from '../../src/cli/help/topics.js';
import { commands } from '../../src/commands.js';
import { shipped } from '../../src/profiles/profile-files.js';
import { shippedSuites } from '../../src/settings/suite-file.js';
import { temporaryFolder } from './folder.js';
import { run } from './program.js';

const folder = temporaryFolder();
const scriptOf = (shell: string): string => join(folder, `completion.${shell}`);

beforeAll(async () => {
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { code, out, err } = await run(['completion', shell]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    writeFileSync(scriptOf(shell), out);
  }
  mkdirSync(join(folder, 'results'));
  writeFileSync(join(folder, 'results', 'head.json'), '');
});

/** What a shell offers for a line, sorted. */
type Complete = (line: string) => string[];

function spawned(program: string, args: readonly string[]): string[] {
  const { stdout, stderr, status, error } = spawnSync(program, args, {
    encoding: 'utf8',
    cwd: folder,
    env: { ...process.env, HOME: folder, TERM: 'dumb' },
  });
  expect({ error, status, stderr }).toEqual({ error: undefined, status: 0, stderr: '' });
  return stdout.split('\n').filter(Boolean);
}

/** Takes a line apart as bash does: blanks and equal signs separate words. */
const bash: Complete = (line) => {
  const words = line
    .split(/ +|(=)/)
    .filter((word, index, all) => word !== undefined && (word !== '' || index === all.length - 1));
  const program = [
    `source ${scriptOf('bash')}`,
    'COMP_WORDS=("$@")',
    'COMP_CWORD=$((${#COMP_WORDS[@]} - 1))',
    '_guestperf_sim',
    'printf "%s\\n" "${COMPREPLY[@]}"',
  ].join('\n');
  return spawned('bash', ['--norc', '-c', program, 'bash', ...words]).sort();
};

/** What is completed below. */
const lines = [
  '',
  'comp',
  'help comp',
  'help ho',
  'help ',
  '--tran',
  'run --tran',
  '--vers',
  'compare --',
  'run --cpu-resp',
  'compare --format ',
  'compare --format j',
  'compare --format=ju',
  'completion ',
  '--host ',
  'batch --suite ',
  'compare results/h',
  'compare x results/h',
  'run --output results/h',
  'validate --recorded x results/h',
  'run --cpus ',
].map((line) => `guestperf-sim ${line}`);

/**
 * Presses the tabulator in a real zsh on a pseudo-terminal, behind one line after the other; files are shown without
 * their folder. Getting zsh ready to complete takes longer than all lines.
 */
const zshDriver = `
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z 'PS1= PS2=; stty -echo; setopt extendedglob noautomenu nolistambiguous nobeep; LISTMAX=100000'
zpty -w z 'autoload -Uz compinit; compinit -u -D'
zpty -w z "source $1"
zpty -w z 'compadd() {
  if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return; fi
  local -a hits; builtin compadd -A hits "$@"
  (( $#hits )) && print -r -- "hit:\${(pj:,:)hits}:"
  return 0
}'
zpty -w z 'finish() { print -r -- "the"end; }'
for line in "\${@[2,-1]}"; do
  zpty -w z 'comppostfuncs=(finish); print ready""now'
  zpty -r -m z out '*readynow*'
  zpty -w -n z "$line"$'\\t'
  zpty -r -m z out '*theend*'
  print -r -- "line:$line"
  print -r -- $out | tr -d '\\r' | grep -o 'hit:[^:]*' | sed 's/hit://' | tr ',' '\\n'
  zpty -w -n z $'\\x15'
done
zpty -d z
exit 0
`;
function zshOffers(): ReadonlyMap<string, string[]> {
  const said = spawned('zsh', ['-f', '-c', zshDriver, 'zsh', scriptOf('zsh'), ...lines]);
  const offers = new Map<string, string[]>();
  let own: string[] = [];
  for (const text of said) {
    if (text.startsWith('line:')) offers.set(text.slice('line:'.length), (own = []));
    else own.push(text);
  }
  return offers;
}
let offersOfZsh: ReadonlyMap<string, string[]> | null = null;
const zsh: Complete = (line) => {
  const offers = (offersOfZsh ??= zshOffers()).get(line);
  if (offers === undefined) throw new Error(`not one of the lines: ${line}`);
  return offers.sort();
};

const fish: Complete = (line) =>
  spawned('fish', ['--no-config', '-c', `source ${scriptOf('fish')}; complete -C '${line}'`])
    .sort()
    .map((offer) => offer.split('\t')[0]);

const shells: readonly (readonly [string, readonly string[], Complete])[] = [
  ['bash', ['-c', 'exit 0'], bash],
  ['zsh', ['-f', '-c', 'zmodload zsh/zpty'], zsh],
  ['fish', ['--version'], fish],
];

for (const [shell, check, complete] of shells) {
  const isInstalled = spawnSync(shell, [...check]).status === 0;
  const title = isInstalled ? shell : `${shell} (not installed, so not tested)`;
  describe.skipIf(!isInstalled)(title, () => {
    test('the script has no syntax error', () => {
      expect(spawnSync(shell, ['-n', scriptOf(shell)], { encoding: 'utf8' })).toMatchObject({
        status: 0,
        stderr: '',
      });
    });

    test('commands come first', () => {
      const names = [...commands.map(({ name }) => name), 'help'];
      expect(complete('guestperf-sim ')).toEqual(names.sort());
      expect(complete('guestperf-sim comp')).toEqual(['compare', 'completion']);
      expect(complete('guestperf-sim help comp')).toEqual(expect.arrayContaining(['compare']));
      expect(complete('guestperf-sim help ho')).toEqual(['hosts']);
      const helped = [...commands, ...helpTopics].map(({ name }) => name);
      expect(complete('guestperf-sim help ')).toEqual(helped.sort());
    });

    test('options, also without a command', () => {
      expect(complete('guestperf-sim --tran')).toEqual(['--transport']);
      expect(complete('guestperf-sim run --tran')).toEqual(['--transport']);
      expect(complete('guestperf-sim --vers')).toEqual(['--version']);
      const flags = complete('guestperf-sim compare --');
      expect(flags).toContain('--github-summary');
      expect(flags).not.toContain('--transport');
    });

    test('what the help leaves out is not offered', () => {
      expect(complete('guestperf-sim run --cpu-resp')).toEqual([]);
    });

    test('choices of an option', () => {
      const formats = ['benchmark', 'json', 'junit', 'markdown', 'table'];
      expect(complete('guestperf-sim compare --format ')).toEqual(formats);
      expect(complete('guestperf-sim compare --format j')).toEqual(['json', 'junit']);
      const joined = complete('guestperf-sim compare --format=ju');
      expect(joined.map((offer) => offer.replace('--format=', ''))).toEqual(['junit']);
      expect(complete('guestperf-sim completion ')).toEqual(['bash', 'fish', 'zsh']);
    });

    test('names of shipped profiles, and files', () => {
      expect(complete('guestperf-sim --host ')).toEqual(expect.arrayContaining(shipped.host()));
      const suites = complete('guestperf-sim batch --suite ');
      expect(suites).toEqual(expect.arrayContaining(shippedSuites()));
      expect(suites.some((name) => /^results\/?$/.test(name))).toBe(true);
    });

    test('files of operands and of file options', () => {
      for (const line of ['compare ', 'compare x ', 'run --output ', 'validate --recorded x ']) {
        const offers = complete(`guestperf-sim ${line}results/h`);
        expect(offers.map((offer) => offer.replace('results/', ''))).toEqual(['head.json']);
      }
    });

    test('a number is left to the user', () => {
      expect(complete('guestperf-sim run --cpus ')).toEqual([]);
    });
  });
}

test('a shell that is not known is one sentence', async () => {
  expect(await run(['completion', 'tcsh'])).toEqual({
    code: 2,
    out: '',
    err: 'error: completion: tcsh is not one of the choices; allowed: bash, zsh, fish\n',
  });
});
