const MIB = 2 ** 20;
const GIB = 2 ** 30;

/** Bytes as people say them: "4.9 GiB", "812 MiB", "0.4 MiB". */
export function sizeText(bytes: number): string {
  if (bytes >= 10 * GIB) return `${Math.round(bytes / GIB)} GiB`;
  if (bytes >= GIB) return `${(bytes / GIB).toFixed(1)} GiB`;
  return `${bytes >= 10 * MIB ? Math.round(bytes / MIB) : (bytes / MIB).toFixed(1)} MiB`;
}

/** A rate: "190 MiB/s". */
export function rateText(bytesPerSecond: number): string {
  return `${sizeText(bytesPerSecond)}/s`;
}

/** A time in seconds, minutes from ten on: "12.3 s". */
export function secondsText(ms: number): string {
  if (ms >= 600_000) return `${Math.round(ms / 60_000)} min`;
  return ms >= 100_000 ? `${Math.round(ms / 1000)} s` : `${(ms / 1000).toFixed(1)} s`;
}

/** A time in ms: "0.5 ms", "312 ms". */
export function millisecondsText(ms: number): string {
  return ms >= 10_000 ? secondsText(ms) : `${ms >= 10 ? Math.round(ms) : ms.toFixed(1)} ms`;
}
