import type { Axis } from './sweep-plan.js';
import { csvRows } from '../documents/csv-fields.js';
import { InputError } from '../input/input-error.js';
import { parseJson } from '../input/json-text.js';
import { readTextFile } from '../profiles/json-file.js';
import { nearestName } from '../input/nearest-name.js';
import { flagOf } from '../cli/options/option.js';
import { isSettingKey } from '../settings/table.js';
import { readPointValue } from './axis-option.js';
import { pointKeys } from './options.js';

type Row = Readonly<Record<string, string | null>>;

/**
 * Reads settings that go together: CSV with option names in its first line, or a JSON list of
 * objects. Empty cells, nulls and absent keys leave the default.
 *
 * @throws InputError naming the file and the row
 */
export function readMatrix(file: string): Axis {
  const text = readTextFile(file, { option: '--matrix', allowed: null });
  const rows = text.trimStart().startsWith('[') ? rowsOfJson(file, text) : rowsOfCsv(file, text);
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (rows.length === 0 || columns.length === 0) {
    throw new InputError({ subject: '--matrix', value: file, problem: 'has no rows' });
  }
  const keys = pointKeys.filter((key) => columns.includes(optionName(key)));
  for (const name of columns) checkName(file, name);
  const points = rows.map((row) => Object.fromEntries(keys.map((key) => [key, cell(row, key)])));
  checkRows(file, points);
  return {
    keys,
    count: points.length,
    at: (index) => points[index],
    writtenOut: () => points.map((_, index) => index),
    canonicalText: () => JSON.stringify(points),
  };
}

function cell(row: Row, key: string): string | null {
  const text = row[optionName(key)]?.trim() ?? '';
  return text === '' ? null : text;
}

function checkName(file: string, name: string): void {
  const names = pointKeys.map(optionName);
  if (names.includes(name)) return;
  throw new InputError({
    file,
    subject: name === '' ? '(column)' : name,
    problem: name === '' ? 'has no name' : 'is not an option of run that a matrix can set',
    nearest: nearestName(name, names),
  });
}

function checkRows(file: string, points: readonly Row[]): void {
  const seen = new Map<string, number>();
  for (const [index, point] of points.entries()) {
    const row = `row ${index + 1}`;
    for (const [key, text] of Object.entries(point)) {
      if (text === null || !isSettingKey(key)) continue;
      readPointValue(key, text, `${file}: ${row}: ${optionName(key)}`);
    }
    const content = JSON.stringify(point);
    const before = seen.get(content);
    if (before !== undefined) {
      throw new InputError({ file, subject: row, problem: `is the same as row ${before}` });
    }
    seen.set(content, index + 1);
  }
}

function rowsOfCsv(file: string, text: string): Row[] {
  const [header = [], ...rows] = csvRows(text.replace(/^\uFEFF/, ''));
  const names = header.map((name) => name.trim());
  const double = names.find((name, index) => names.indexOf(name) < index);
  if (double !== undefined) {
    throw new InputError({ file, subject: double, problem: 'is there twice' });
  }
  return rows.map((fields, index) => {
    if (fields.length === names.length) {
      return Object.fromEntries(names.map((name, column) => [name, fields[column]]));
    }
    const problem = `has ${fields.length} fields where the first line has ${names.length}`;
    throw new InputError({ file, subject: `row ${index + 1}`, problem });
  });
}

function rowsOfJson(file: string, text: string): Row[] {
  const rows = parseJson(text, file, '--matrix') as unknown[];
  return rows.map((row, index) => {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) {
      throw new InputError({ file, subject: `row ${index + 1}`, problem: 'is not an object' });
    }
    return Object.fromEntries(
      Object.entries(row).map(([name, value]) => {
        const isScalar = value === null || ['string', 'number', 'boolean'].includes(typeof value);
        if (isScalar) return [name, value === null ? null : String(value)];
        const problem = 'is neither a text, a number, true, false nor null';
        throw new InputError({ file, subject: `row ${index + 1}: ${name}`, problem });
      }),
    );
  });
}

/** `stressMem` is `stress-mem` in a matrix. */
function optionName(key: string): string {
  return flagOf(key).slice(2);
}
