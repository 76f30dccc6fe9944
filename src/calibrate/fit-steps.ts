/** Asks for the residuals at some points, as many as can be had at once, and is told them. */
export type FitSteps<Result> = Generator<
  readonly (readonly number[])[],
  Result,
  readonly (readonly number[])[]
>;

/** What steps come to, where residuals are had one after the other. */
export function followed<Result>(
  steps: FitSteps<Result>,
  residualsAt: (point: readonly number[]) => readonly number[],
): Result {
  let next = steps.next();
  while (!next.done) next = steps.next(next.value.map(residualsAt));
  return next.value;
}

/** Several fits at once: what they ask for is asked together. */
export function* fitsTogether<Result>(
  fits: readonly FitSteps<Result>[],
): FitSteps<readonly Result[]> {
  const results: Result[] = [];
  let going = fits.map((fit, index) => ({ fit, index, asked: fit.next() }));
  for (;;) {
    going = going.filter(({ asked, index }) => {
      if (asked.done) results[index] = asked.value;
      return !asked.done;
    });
    if (going.length === 0) return results;
    const residuals = yield going.flatMap(({ asked }) => (asked.done ? [] : asked.value));
    let told = 0;
    going = going.map(({ asked, fit, index }) => {
      const count = asked.done ? 0 : asked.value.length;
      told += count;
      return { fit, index, asked: fit.next(residuals.slice(told - count, told)) };
    });
  }
}
