/** A small picture for each curve, side by side: points in order, time upwards in powers of ten. */
export function chart(curves) {
  const width = 280;
  const height = 190;
  const [left, top, right, bottom] = [64, 30, 10, 40];
  const exponents = curves.flatMap(({ points }) => points.map(({ ms }) => Math.log10(ms)));
  const low = Math.floor(Math.min(...exponents));
  const high = Math.ceil(Math.max(...exponents));
  const y = (exponent) =>
    height - bottom - ((exponent - low) / (high - low)) * (height - top - bottom);
  const columns = 3;
  const panels = curves.map(({ name, points }, index) => {
    const x = (at) => left + (at / Math.max(1, points.length - 1)) * (width - left - right);
    const path = points.map(({ ms }, at) => `${x(at).toFixed(1)},${y(Math.log10(ms)).toFixed(1)}`);
    const grid = Array.from({ length: high - low + 1 }, (_, step) => {
      const at = y(low + step).toFixed(1);
      return `<path d="M${left} ${at}H${width - right}" stroke="#ddd"/><text x="${left - 4}" y="${at}" text-anchor="end">${10 ** (low + step)} ms</text>`;
    });
    const dots = points.map(
      ({ ms }, at) =>
        `<circle cx="${x(at).toFixed(1)}" cy="${y(Math.log10(ms)).toFixed(1)}" r="3" fill="#0a5"/>`,
    );
    const labels = [0, points.length - 1].map(
      (at) =>
        `<text x="${x(at).toFixed(1)}" y="${height - 18}" text-anchor="${at === 0 ? 'start' : 'end'}">${points[at].label}</text>`,
    );
    const shift = `translate(${(index % columns) * width} ${Math.floor(index / columns) * height})`;
    return `<g transform="${shift}"><text x="${left}" y="18" font-weight="bold">${name}</text>${grid.join('')}<polyline points="${path.join(' ')}" fill="none" stroke="#0a5" stroke-width="2"/>${dots.join('')}${labels.join('')}</g>`;
  });
  const rows = Math.ceil(curves.length / columns);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${columns * width}" height="${rows * height}" font-family="sans-serif" font-size="11"><rect width="100%" height="100%" fill="#fff"/>${panels.join('')}</svg>\n`;
}
