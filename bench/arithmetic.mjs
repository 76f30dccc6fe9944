/**
 * A fixed piece of arithmetic, of integers and floating point, without memory. What else is timed in the same process is
 * printed as a multiple of it: that moves less from machine to machine than milliseconds do.
 */
export function arithmetic() {
  let bits = 1;
  let sum = 0;
  for (let step = 1; step <= 1_000_000; step++) {
    bits = Math.imul(bits ^ step, 0x9e3779b1);
    sum += Math.sqrt(bits >>> 0) / step;
  }
  return sum;
}

/** Milliseconds that `work` takes. */
export function timed(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Milliseconds of the processor that `work` takes in this process: others that run beside it count for little. */
export function processorTimed(work) {
  const start = process.cpuUsage();
  work();
  const { system, user } = process.cpuUsage(start);
  return (user + system) / 1000;
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
