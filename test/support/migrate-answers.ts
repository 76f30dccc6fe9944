const MIB = 2 ** 20;

/** An answer of QEMU to query-migrate while a migration runs. */
export function activeAnswer(
  ms: number,
  remainingMib: number,
  more: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    status: 'active',
    'setup-time': 2,
    'total-time': ms,
    'expected-downtime': 300,
    ...more,
    ram: {
      total: 1024 * MIB,
      remaining: remainingMib * MIB,
      transferred: Math.round(ms * 0.1 * MIB),
      duplicate: 1000,
      normal: ms * 25,
      'normal-bytes': ms * 25 * 4096,
      'dirty-pages-rate': 2000,
      'dirty-sync-count': ms < 1000 ? 1 : 2,
      mbps: 838.8,
      'page-size': 4096,
    },
  };
}

/** Its last one. */
export function completedAnswer(ms: number, downtime: number): Record<string, unknown> {
  const { ram } = activeAnswer(ms, 0) as { readonly ram: object };
  return {
    status: 'completed',
    'setup-time': 2,
    'total-time': ms,
    downtime,
    ram: { ...ram, 'dirty-sync-count': 4, 'dirty-pages-rate': 0 },
  };
}

/** A migration of 2 s that completes. */
export const shortMigration = [
  {},
  { status: 'setup' },
  activeAnswer(200, 1000),
  activeAnswer(500, 600),
  activeAnswer(900, 100),
  activeAnswer(1300, 90, { 'cpu-throttle-percentage': 20 }),
  activeAnswer(1600, 40, { 'cpu-throttle-percentage': 20 }),
  completedAnswer(2000, 42),
];

/** Its beginning and its end, between which one answer asks for a forecast. */
export const barelyWatched = [...shortMigration.slice(0, 2), ...shortMigration.slice(-2)];

export function ndjsonOf(answers: readonly unknown[]): string {
  return answers.map((answer) => `${JSON.stringify(answer)}\n`).join('');
}
