import { flagOf } from '../cli/options/option.js';
import { csvRows } from '../documents/csv.js';
import { InputError } from '../input/input-error.js';
import { parseJson } from '../input/json-text.js';
import { nearestName } from '../input/nearest-name.js';
import { readTextFile } from '../profiles/json-file.js';
import { isSettingKey, type SettingKey, settingOf } from '../settings/table.js';
import { readPointValue } from './axis-option.js';
import { pointKeys } from './options.js';
import type { Axis, PointTexts } from './sweep-plan.js';

/** Texts by the names of columns. */
type Row = Readonly<Record<string, string | null>>;

/** The settings by the names that a matrix has for them: `stress-mem`. */
const keysByName: ReadonlyMap<string, SettingKey> = new Map(
  pointKeys.map((key) => [flagOf(key).slice(2), key]),
);

/**
 * Reads settings that go together: CSV with option names in its first line, or a JSON list of
 * objects. Empty cells, nulls and absent keys leave the default.
 *
 * @throws InputError naming the file and the row
 */
export function readMatrix(file: string): Axis {
  const text = readTextFile(file, { option: '--matrix' });
  const rows = text.trimStart().startsWith('[') ? rowsOfJson(file, text) : rowsOfCsv(file, text);
  const columns = new Set(rows.flatMap((row) => Object.keys(row)));
  if (columns.size === 0) {
    throw new InputError({ subject: '--matrix', value: file, problem: 'has no rows' });
  }
  for (const name of columns) checkName(file, name);
  const names = [...keysByName].filter(([name]) => columns.has(name));
  const points = rows.map((row, index): PointTexts => {
    const texts = names.map(([name, key]) => {
      const written = row[name]?.trim() ?? '';
      if (written === '') return [key, null];
      readPointValue(key, written, `${file}: row ${index + 1}: ${name}`);
      return [key, written];
    });
    return Object.fromEntries(texts);
  });
  checkDoubles(file, points);
  return {
    keys: names.map(([, key]) => key),
    count: points.length,
    at: (index) => points[index],
    writtenOut: () => writtenOut(points),
    canonicalText: () => JSON.stringify(points),
  };
}

/** Rows of which each is resolved for the mark of its sweep; of more, those that name a file first. */
const fewRows = 10_000;

function writtenOut(points: readonly PointTexts[]): number[] {
  const indices = points.map((_, index) => index);
  if (points.length <= fewRows) return indices;
  const files = new Set<string>();
  return indices.filter((index) => {
    const count = files.size;
    for (const [key, text] of Object.entries(points[index])) {
      const isFile = isSettingKey(key) && settingOf(key).form.kind === 'profile';
      if (isFile && text !== null) files.add(`${key} ${text}`);
    }
    return files.size > count;
  });
}

function checkName(file: string, name: string): void {
  if (keysByName.has(name)) return;
  if (name === '') throw new InputError({ file, subject: '(column)', problem: 'has no name' });
  const problem = 'is not an option of run that a matrix can set';
  throw new InputError({
    file,
    subject: name,
    problem,
    nearest: nearestName(name, [...keysByName.keys()]),
  });
}

function checkDoubles(file: string, points: readonly PointTexts[]): void {
  const seen = new Map<string, number>();
  for (const [index, point] of points.entries()) {
    const content = JSON.stringify(point);
    const before = seen.get(content);
    if (before !== undefined) throw wrong(file, index, `is the same as row ${before}`);
    seen.set(content, index + 1);
  }
}

function rowsOfCsv(file: string, text: string): Row[] {
  const [header = [], ...rows] = csvRows(text);
  const names = header.map((name) => name.trim());
  const double = names.find((name, index) => names.indexOf(name) < index);
  if (double !== undefined) {
    throw new InputError({ file, subject: double, problem: 'occurs twice' });
  }
  return rows.map((fields, index) => {
    if (fields.length === names.length) {
      return Object.fromEntries(names.map((name, column) => [name, fields[column]]));
    }
    const problem = `has ${fields.length} fields where the first line has ${names.length}`;
    throw wrong(file, index, problem);
  });
}

function rowsOfJson(file: string, text: string): Row[] {
  const rows = parseJson(text, file, '--matrix') as unknown[];
  return rows.map((row, index) => {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) {
      throw wrong(file, index, 'is not an object');
    }
    const texts = Object.entries(row).map(([name, value]) => {
      if (value === null) return [name, null];
      if (['string', 'number', 'boolean'].includes(typeof value)) return [name, String(value)];
      const problem = 'is neither a text, a number, true, false nor null';
      throw wrong(file, index, problem, `: ${name}`);
    });
    return Object.fromEntries(texts);
  });
}

/** The error of a row, counted from 0, or of what `place` says of it. */
function wrong(file: string, index: number, problem: string, place = ''): InputError {
  return new InputError({ file, subject: `row ${index + 1}${place}`, problem });
}
