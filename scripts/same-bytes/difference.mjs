const mostLines = 3;
const before = 40;
const width = 160;

/**
 * What differs between two observations once intended differences are taken out.
 *
 * @returns {string[]} excerpts in the manner of a unified diff, one for each text that differs
 */
export function differences(base, head) {
  const names = [...new Set([...base.keys(), ...head.keys()])];
  return names
    .filter((name) => base.get(name) !== head.get(name))
    .map((name) => excerpt(name, base.get(name), head.get(name)));
}

function excerpt(name, base, head) {
  if (base === undefined) return `${name}: only HEAD has it`;
  if (head === undefined) return `${name}: only BASE has it`;
  const [left, right] = [base.split('\n'), head.split('\n')];
  const length = Math.max(left.length, right.length);
  const places = Array.from({ length }, (_, index) => index).filter(
    (index) => left[index] !== right[index],
  );
  const shown = places.slice(0, mostLines).flatMap((index) => linePair(left, right, index));
  const rest = places.length - mostLines;
  return [
    `${name}: ${places.length} of ${length} lines differ`,
    ...shown,
    ...(rest > 0 ? [`  ... ${rest} more`] : []),
  ].join('\n');
}

function linePair(left, right, index) {
  const from = Math.max(0, firstDifference(left[index] ?? '', right[index] ?? '') - before);
  const part = (text) => {
    if (text === undefined) return '(no such line)';
    const start = from > 0 ? '...' : '';
    return start + text.slice(from, from + width) + (text.length > from + width ? '...' : '');
  };
  return [`  @@ line ${index + 1} @@`, `  -${part(left[index])}`, `  +${part(right[index])}`];
}

/** The column at which two texts part. */
function firstDifference(left, right) {
  let column = 0;
  while (column < left.length && left[column] === right[column]) column++;
  return column;
}
