import { InputError } from '../../src/input/input-error.js';

/** The fault of the user with which some work ends. */
export function inputErrorOf(work: () => unknown): InputError {
  try {
    work();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
