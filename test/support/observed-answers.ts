/** What an answer to query-migrate says of RAM, half of which is left. */
export const ram = {
  total: 1_073_741_824,
  remaining: 536_870_912,
  transferred: 500_000_000,
  duplicate: 1000,
  normal: 120_000,
  'dirty-pages-rate': 2500,
  'dirty-sync-count': 2,
  mbps: 800,
  'page-size': 4096,
};
export const answer = {
  status: 'active',
  'total-time': 5000,
  'setup-time': 3,
  'expected-downtime': 450,
  'cpu-throttle-percentage': 20,
  ram,
};

/** The same, later or earlier. */
export const at = (ms: number, more: object = {}) => ({ ...answer, 'total-time': ms, ...more });
/** Documents as a file of lines. */
export const lines = (...documents: readonly object[]) =>
  documents.map((document) => JSON.stringify(document)).join('\n');
