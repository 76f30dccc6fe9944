import type { ByteDamage } from './byte-damage.js';
import type { Content } from './content.js';
import { type CaseFile, folderMark } from './fuzz-case.js';
import { damagedJson, type JsonDamage } from './json-damage.js';

/** Something that a command line says behind an option or as an operand, and the files that it means. */
export interface DrawnValue {
  /** Null for a switch. */
  readonly text: string | null;
  readonly files: Readonly<Record<string, CaseFile>>;
  /** The file that may be damaged. */
  readonly input: Input | null;
  readonly outputs: readonly string[];
}

/** A file to read, before it is damaged. */
export interface Input {
  readonly name: string;
  readonly content: Content;
}

export function plainValue(text: string | null): DrawnValue {
  return { text, files: {}, input: null, outputs: [] };
}

/** The path of a file of the case that is read. */
export function inputValue(name: string, content: Content): DrawnValue {
  const written: CaseFile = { kind: 'file', bytes: bytesOf(content, []) };
  return {
    text: folderMark + name,
    files: { [name]: written },
    input: { name, content },
    outputs: [],
  };
}

/** The target of a link that shall be a loop, whatever its name is. */
export const linkToItself = '(itself)';

/** What is wrong with a file. */
export type FileDamage =
  | { readonly kind: 'json'; readonly damages: readonly JsonDamage[] }
  | { readonly kind: 'bytes'; readonly damage: ByteDamage }
  | { readonly kind: 'instead'; readonly file: CaseFile | null };

/** A file after damage; null if it is missing. */
export function damagedFile({ content, name }: Input, damage: FileDamage): CaseFile | null {
  switch (damage.kind) {
    case 'json':
      return { kind: 'file', bytes: bytesOf(content, damage.damages) };
    case 'bytes':
      return { kind: 'file', bytes: damage.damage(bytesOf(content, [])) };
    case 'instead':
      return damage.file?.kind === 'link' && damage.file.target === linkToItself
        ? { kind: 'link', target: name }
        : damage.file;
  }
}

/** Characters of a file; one of many copies of something large is cut short. */
const longestFile = 4_000_000;

function bytesOf(content: Content, damages: readonly JsonDamage[]): string {
  const text =
    content.kind === 'text'
      ? textLines(content.text, damages)
      : `${damagedJson(content.document, damages)}\n`;
  return Buffer.from(text.slice(0, longestFile), 'utf8').toString('latin1');
}

/** Lines of JSON are damaged one by one; a table is damaged as the list of its cells. */
function textLines(text: string, damages: readonly JsonDamage[]): string {
  if (damages.length === 0) return text;
  const lines = text.split('\n').filter((line) => line !== '');
  const at = damages[0].place % Math.max(1, lines.length);
  const damaged = lines.map((line, index) => (index === at ? damagedLine(line, damages) : line));
  return damaged.map((line) => `${line}\n`).join('');
}

function damagedLine(line: string, damages: readonly JsonDamage[]): string {
  if (line.startsWith('{')) return damagedJson(JSON.parse(line), damages);
  const cells = line.split(',');
  const { how, key, place, value } = damages[0];
  const at = Math.floor(place / 7) % cells.length;
  const cell = typeof value === 'string' ? value : JSON.stringify(value);
  switch (how) {
    case 'remove':
      return cells.toSpliced(at, 1).join(',');
    case 'add':
      return cells.toSpliced(at, 0, key).join(',');
    case 'repeat':
      return Array<string>(200).fill(line).join('\n');
    default:
      return cells.with(at, cell).join(',');
  }
}
