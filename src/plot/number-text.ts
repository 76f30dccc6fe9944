/**
 * Digits for six bits each. None of them means anything to HTML or JSON, so a text of them stands
 * in a page as it is.
 */
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const digitValues = new Map([...digits].map((digit, value) => [digit, value]));

/**
 * Numbers as a short text: each is rounded to a multiple of `unit`, and written as the difference
 * from the number before, five bits a digit, the lowest first. Neighbours that lie close to each
 * other take one or two characters.
 */
export function numbersToText(numbers: readonly number[], unit: number): string {
  let text = '';
  let before = 0;
  for (const number of numbers) {
    const rounded = Math.round(number / unit);
    // A number without end would have a text without end.
    const multiple = Number.isSafeInteger(rounded) ? rounded : before;
    const difference = multiple - before;
    before = multiple;
    // The sign becomes the lowest bit, so that small negative numbers are short too.
    let rest = difference < 0 ? -2 * difference - 1 : 2 * difference;
    while (rest >= 32) {
      text += digits[32 + (rest % 32)];
      rest = Math.floor(rest / 32);
    }
    text += digits[rest];
  }
  return text;
}

/** The numbers of a text of `numbersToText`, as multiples of `unit`. */
export function textToNumbers(text: string, unit: number): number[] {
  const numbers: number[] = [];
  let multiple = 0;
  let rest = 0;
  let weight = 1;
  for (const digit of text) {
    const value = digitValues.get(digit) ?? 0;
    rest += (value % 32) * weight;
    weight *= 32;
    if (value >= 32) continue;
    multiple += rest % 2 === 1 ? -(rest + 1) / 2 : rest / 2;
    numbers.push(multiple * unit);
    rest = 0;
    weight = 1;
  }
  return numbers;
}

/** The unit in which numbers up to `largest` keep at least `significant` digits of it. */
export function roundingUnit(largest: number, significant: number): number {
  if (largest <= 0) return 1;
  return 10 ** (Math.floor(Math.log10(largest)) + 1 - significant);
}
