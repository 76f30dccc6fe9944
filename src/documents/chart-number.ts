/** A number with as many decimals as its size deserves: three digits, or all before the point. */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0';
  const decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  return withSeparators(Number(value.toFixed(decimals)));
}

/** Digits in groups of three. */
export function withSeparators(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 3 });
}

/** Milliseconds as seconds. */
export function secondsText(ms: number): string {
  const decimals = ms >= 10_000 ? 1 : 2;
  return `${withSeparators(Number((ms / 1000).toFixed(decimals)))} s`;
}

/** Bytes in binary units. */
export function bytesText(bytes: number): string {
  const gib = bytes / 2 ** 30;
  return gib >= 1 ? `${shortNumber(gib)} GiB` : `${shortNumber(bytes / 2 ** 20)} MiB`;
}
