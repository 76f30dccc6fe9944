/** The least of 1, 2, 5, 10, 20, 50 and so on that is at least `least`, or as much smaller than one. */
export function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((factor) => factor * power >= least * (1 - 1e-9)) ?? 10) * power;
}
