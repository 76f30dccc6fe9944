import { InputError } from './input-error.js';

/**
 * Reads each item of a list, or of what hands out one after the other.
 *
 * @throws InputError the first that `read` throws, with the number of the others
 */
export function readEach<Item, Value>(
  items: Iterable<Item>,
  read: (item: Item, index: number) => Value,
): Value[] {
  const values: Value[] = [];
  const faults: { first: InputError | null; count: number } = { first: null, count: 0 };
  let index = 0;
  for (const item of items) {
    try {
      values.push(read(item, index++));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.first ??= error;
      faults.count++;
    }
  }
  const { count, first } = faults;
  if (first === null) return values;
  throw new InputError({ ...first.detail, others: (first.detail.others ?? 0) + count - 1 });
}
