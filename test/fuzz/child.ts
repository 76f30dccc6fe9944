import type { FuzzCase } from './fuzz-case.js';
import { judged } from './verdict.js';

/** Judges the cases that the process is sent, and answers each. */
process.on('message', (fuzzCase: FuzzCase) => {
  void judged(fuzzCase).then((verdict) => process.send?.(verdict));
});
