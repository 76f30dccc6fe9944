import type * as z from 'zod/mini';
import { InputError, type InputProblem } from './input-error.js';
import { nearestName } from './nearest-name.js';
import { schemaKeys } from './schema-keys.js';
import type { FirstIssue } from './schema-list.js';
import { shownValue } from './shown-value.js';

type Issue = z.core.$ZodIssue & FirstIssue;

/**
 * A document as a schema reads it.
 *
 * @param file names it in errors
 * @throws InputError with the JSON path of the first fault
 */
export function checkedDocument<Schema extends z.ZodMiniType>(
  schema: Schema,
  document: unknown,
  file: string,
): z.infer<Schema> {
  const parsed = schema.safeParse(document);
  if (parsed.success) return parsed.data;
  throw new InputError({
    ...schemaProblem(parsed.error.issues, document, schemaKeys(schema)),
    file,
  });
}

/**
 * Says in fields what a schema found wrong with `document`: the first fault, but an unknown key
 * before all others, since a misspelt key is a missing one too.
 *
 * @param knownKeys the keys that the schema knows, for "did you mean"
 */
export function schemaProblem(
  issues: readonly Issue[],
  document: unknown,
  knownKeys: readonly string[],
): InputProblem {
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  return { ...problemOfIssue(issue, document, knownKeys), others: issue.others };
}

function problemOfIssue(
  issue: Issue,
  document: unknown,
  knownKeys: readonly string[],
): InputProblem {
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0];
    return {
      subject: jsonPath([...issue.path, key]),
      problem: knownKeys.includes(key) ? 'is a key that belongs elsewhere' : 'unknown key',
      nearest: nearestName(key, knownKeys),
    };
  }
  const found = valueAt(document, issue.path);
  const subject = jsonPath(issue.path);
  if (found === undefined) {
    const isScalar = issue.code === 'invalid_type' && issue.expected !== 'object';
    return {
      subject,
      problem: 'missing',
      ...(isScalar && { allowed: withArticle(issue.expected) }),
      ...(issue.code === 'invalid_union' && allowance(issue)),
    };
  }
  return {
    subject,
    value: shownValue(found),
    problem: problemOf(issue, found),
    ...allowance(issue),
    ...nearestValue(issue, found),
  };
}

function problemOf(issue: Issue, found: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      // JSON has no way to write infinity; 1e999 is read as such.
      return isNumber(found) && !Number.isFinite(found) && isNumeric(issue)
        ? 'is out of range'
        : `is not ${withArticle(issue.expected)}`;
    case 'too_small':
      return issue.origin === 'string' ? 'is empty' : 'is out of range';
    case 'too_big':
      return 'is out of range';
    case 'custom':
      return issue.message;
    case 'invalid_value':
      return 'is not valid';
    default:
      return issue.message.startsWith(unsaid) ? 'is not valid' : issue.message;
  }
}

/** How messages begin of which the schema has said nothing, whatever locale zod has; ours are predicates. */
const unsaid = 'Invalid ';

/** Whether a number was expected: the message then is its range (`bounded-number.ts`). */
function isNumeric(issue: Issue): boolean {
  return issue.code === 'invalid_type' && ['number', 'int'].includes(issue.expected);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function allowance(issue: Issue): { allowed?: string } {
  switch (issue.code) {
    case 'invalid_type':
      return isNumeric(issue) ? { allowed: issue.message } : {};
    case 'too_small':
      if (issue.origin === 'string') return {};
      return { allowed: issue.origin === 'array' ? `at least ${issue.minimum}` : issue.message };
    case 'too_big':
      return { allowed: issue.message };
    case 'invalid_value':
      return { allowed: issue.values.map(String).join(', ') };
    case 'invalid_union': {
      const names = unionNames(issue);
      return names.length === 0 ? {} : { allowed: names.join(', ') };
    }
    case 'invalid_format':
      return issue.pattern === undefined ? {} : { allowed: `text like ${issue.pattern}` };
    default:
      return {};
  }
}

function nearestValue(issue: Issue, found: unknown): { nearest?: string } {
  if (typeof found !== 'string') return {};
  const names = issue.code === 'invalid_value' ? issue.values.map(String) : unionNames(issue);
  const nearest = nearestName(found, names);
  return nearest === undefined ? {} : { nearest };
}

/** The values by which a union tells its members apart, if it was those that none matched. */
function unionNames(issue: Issue): string[] {
  if (issue.code !== 'invalid_union' || issue.inclusive === false) return [];
  return (issue.options ?? []).map(String);
}

function jsonPath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return '(top level)';
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  let value = document;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return value;
}

function withArticle(type: string): string {
  const noun = type === 'int' ? 'whole number' : type;
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}
