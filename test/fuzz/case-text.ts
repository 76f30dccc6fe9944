import { type CaseFile, folderMark, type FuzzCase } from './fuzz-case.js';

/** A case as lines for a POSIX shell, which do the same in a new folder. */
export function caseText(fuzzCase: FuzzCase): string {
  const { args, environment, files, isInterrupted, isTerminal } = fuzzCase;
  const lines = Object.entries(files).map(([name, file]) => fileLine(name, file));
  const settings = Object.entries(environment).map(([name, value]) => `${name}=${quoted(value)}`);
  const words = [...settings, 'guestperf-sim', ...args.map(quoted)];
  const comment = isInterrupted ? ['# interrupted before it begins'] : [];
  if (isTerminal) comment.push('# on a terminal');
  return ['cd "$(mktemp -d)"', ...lines, ...comment, words.join(' ')].join('\n');
}

function fileLine(name: string, file: CaseFile): string {
  const target = quoted(name);
  switch (file.kind) {
    case 'file':
      return `${bytesLine(file.bytes.replaceAll(folderMark, './'))} > ${target}`;
    case 'folder':
      return `mkdir ${target}`;
    case 'link':
      return `ln -s ${quoted(file.target)} ${target}`;
  }
}

/** A character that comes so often that nobody wants to read it. */
const longRun = /([^])\1{299,}/;

/** A command that prints bytes. */
function bytesLine(bytes: string): string {
  const run = longRun.exec(bytes);
  if (run === null) return `printf ${plainlyQuoted(escaped(bytes))}`;
  const before = bytes.slice(0, run.index);
  const after = bytes.slice(run.index + run[0].length);
  const repeated = `head -c ${run[0].length} /dev/zero | tr '\\0' ${plainlyQuoted(escaped(run[1]))}`;
  return `{ ${bytesLine(before)}; ${repeated}; ${bytesLine(after)}; }`;
}

/** As the format of printf: bytes that a terminal would not show are octal. */
function escaped(bytes: string): string {
  return bytes
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')
    .replaceAll(/[^ -~]/g, (byte) => `\\${byte.charCodeAt(0).toString(8).padStart(3, '0')}`);
}

/** A text as a word of the shell. */
function quoted(text: string): string {
  const local = text.replaceAll(folderMark, './');
  const isLong = longRun.test(local);
  const isShown = /^[ -~]*$/.test(local);
  if (isShown && !isLong) return plainlyQuoted(local);
  return `"$(${bytesLine(Buffer.from(local, 'utf8').toString('latin1'))})"`;
}

function plainlyQuoted(text: string): string {
  return /^[\w./:=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
