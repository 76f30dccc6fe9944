import { shortened } from '../../../../input/printable.js';

/** An answer in an error. */
export function shown(answer: unknown): string {
  if (typeof answer === 'function') return 'a function';
  if (Array.isArray(answer)) return `an array of ${answer.length}`;
  if (typeof answer === 'object' && answer !== null) return 'an object';
  return shortened(typeof answer === 'string' ? `'${answer}'` : String(answer), 40);
}
