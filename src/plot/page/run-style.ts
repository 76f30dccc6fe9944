/** A run as far as its signs tell it from others. */
export type Numbered = { readonly number: number };

/** How many colours there are; more runs than that repeat them, with other dashes. */
export const runColors = 8;

/** Dashes of neighbouring runs differ, and those of runs of one colour. */
const dashes: readonly (readonly number[])[] = [
  [],
  [8, 3],
  [2, 3],
  [9, 3, 2, 3],
  [14, 4],
  [5, 2, 1.5, 2, 1.5, 2],
  [4, 4],
];

/** The name of the colour of a run. */
export function runColorName({ number }: Numbered): string {
  return `--run-${(number % runColors) + 1}`;
}

export function runDash({ number }: Numbered): readonly number[] {
  return dashes[number % dashes.length];
}

/** A to Z, then AA, AB and so on: what stands at the ends of lines. */
export function runLetter({ number }: Numbered): string {
  const last = String.fromCharCode(65 + (number % 26));
  return number < 26 ? last : runLetter({ number: Math.floor(number / 26) - 1 }) + last;
}
