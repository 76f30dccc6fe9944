/** A number with its sign and one decimal: "+0.4", "-12.0"; no sign if it rounds to zero. */
export function signed(value: number, unit = ''): string {
  const text = Math.abs(value).toFixed(1);
  const sign = Number(text) === 0 ? '' : value < 0 ? '-' : '+';
  return `${sign}${text}${unit}`;
}
