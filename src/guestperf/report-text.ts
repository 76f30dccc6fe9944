import type { GuestperfReport } from './report-schema.js';

const INDENT = '    ';

/** Keys whose numbers are floats in Python: written with a fraction, even if it is zero. */
const floatKeys: ReadonlySet<string> = new Set(['now', 'timestamp']);
/** Timings whose values are floats; a guest's are whole milliseconds. */
const floatValued: ReadonlySet<string> = new Set(['qemu_timings', 'vcpu_timings']);

/**
 * A report as guestperf writes it (report.py, to_json): indented by four, ASCII, with a newline from
 * print(). Our own `extra` is as compact as its parts allow.
 */
export function reportText(report: GuestperfReport): string {
  const members = Object.entries(report).map(([key, value]) => {
    const text = key === 'extra' ? extraText(value, INDENT) : python(value, INDENT, key, key);
    return `${INDENT}${JSON.stringify(key)}: ${text}`;
  });
  return `${ascii(`{\n${members.join(',\n')}\n}`)}\n`;
}

/** json.dumps(value, indent=4) at a depth. */
function python(value: unknown, indent: string, key: string, topKey: string): string {
  if (typeof value === 'number') {
    const isFloat = floatKeys.has(key) || (key === 'value' && floatValued.has(topKey));
    return isFloat ? floatText(value) : String(value);
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = indent + INDENT;
  if (Array.isArray(value)) {
    const items = value.map((item) => `${inner}${python(item, inner, key, topKey)}`);
    return framed('[', items, ']', indent);
  }
  const members = Object.entries(value).map(
    ([name, member]) => `${inner}${JSON.stringify(name)}: ${python(member, inner, name, topKey)}`,
  );
  return framed('{', members, '}', indent);
}

/** As above, but what holds only plain values, such as a column of samples, is one line. */
function extraText(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null || Object.values(value).every(isPlain)) {
    return JSON.stringify(value);
  }
  const inner = indent + INDENT;
  if (Array.isArray(value)) {
    const items = value.map((item) => `${inner}${extraText(item, inner)}`);
    return framed('[', items, ']', indent);
  }
  const members = Object.entries(value).map(
    ([name, member]) => `${inner}${JSON.stringify(name)}: ${extraText(member, inner)}`,
  );
  return framed('{', members, '}', indent);
}

function framed(open: string, parts: readonly string[], close: string, indent: string): string {
  return parts.length === 0 ? open + close : `${open}\n${parts.join(',\n')}\n${indent}${close}`;
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

function floatText(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

function ascii(text: string): string {
  return text.replaceAll(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
