import type { GuestperfReport } from './report-schema.js';

const INDENT = '    ';

/** Keys whose numbers are floats in Python: written with a fraction, even if it is zero. */
const floatKeys: ReadonlySet<string> = new Set(['now', 'timestamp']);
/** Timings whose values are floats; a guest's are whole milliseconds. */
const floatValued: ReadonlySet<string> = new Set(['qemu_timings', 'vcpu_timings']);

/**
 * A report as guestperf writes it (report.py, to_json): indented by four, ASCII, with a newline from
 * print(). In our own `extra`, what holds only plain values, such as a column of samples, is a line.
 */
export function reportText(report: GuestperfReport): string {
  const members = Object.entries(report).map(([topKey, value]) => {
    const isFloat = (key: string) =>
      floatKeys.has(key) || (key === 'value' && floatValued.has(topKey));
    const text =
      topKey === 'extra'
        ? indented(value, INDENT, topKey, { isLine: isFlat, numberText: String })
        : indented(value, INDENT, topKey, {
            isLine: () => false,
            numberText: (number, key) => (isFloat(key) ? floatText(number) : String(number)),
          });
    return `${INDENT}${JSON.stringify(topKey)}: ${text}`;
  });
  return `${ascii(framed('{', members, '}', ''))}\n`;
}

interface Writing {
  /** Whether an object or a list is one line. */
  isLine(value: object): boolean;
  numberText(value: number, key: string): string;
}

/** json.dumps(value, indent=4) at a depth. */
function indented(value: unknown, indent: string, key: string, writing: Writing): string {
  if (typeof value === 'number') return writing.numberText(value, key);
  if (typeof value !== 'object' || value === null || writing.isLine(value)) {
    return JSON.stringify(value);
  }
  const inner = indent + INDENT;
  if (Array.isArray(value)) {
    const items = value.map((item) => inner + indented(item, inner, key, writing));
    return framed('[', items, ']', indent);
  }
  const members = Object.entries(value).map(
    ([name, member]) =>
      `${inner}${JSON.stringify(name)}: ${indented(member, inner, name, writing)}`,
  );
  return framed('{', members, '}', indent);
}

function framed(open: string, parts: readonly string[], close: string, indent: string): string {
  return parts.length === 0 ? open + close : `${open}\n${parts.join(',\n')}\n${indent}${close}`;
}

function isFlat(value: object): boolean {
  return Object.values(value).every((item) => typeof item !== 'object' || item === null);
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
