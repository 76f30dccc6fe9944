/** A text without fields of JSON objects, wherever they are. Only names and plain values go. */
export function withoutJsonFields(text, names) {
  const field = String.raw`"(?:${names.join('|')})":\s*(?:"[^"\\]*"|null|[\d.]+)`;
  return text
    .replaceAll(new RegExp(String.raw`\s*${field}\s*,`, 'g'), '')
    .replaceAll(new RegExp(String.raw`,\s*${field}`, 'g'), '');
}

/** A text without columns, if it is CSV whose first line names one of them. */
export function withoutCsvColumns(text, names) {
  const header = text.slice(0, Math.max(0, text.indexOf('\n'))).split(',');
  if (!header.some((name) => names.includes(name))) return text;
  return csvRecords(text)
    .map((fields) => fields.filter((_, column) => !names.includes(header[column])).join(','))
    .join('\n');
}

/** The records of CSV, whose fields are left as they are written, quotes and all. */
function csvRecords(text) {
  const records = [[]];
  for (const [, field, end] of text.matchAll(/((?:"(?:[^"]|"")*"|[^",\n]*))(,|\n|$)/g)) {
    records.at(-1).push(field);
    if (end === '\n') records.push([]);
    if (end === '') break;
  }
  return records;
}
