import type { RunOptions } from './options.js';

/** Options that were given, are recorded, and would matter on a real host: said, not hidden. */
export function modelNotes(options: RunOptions): string[] {
  const notes: string[] = [];
  if (options.dirtyRingSize > 0) {
    notes.push('--dirty-ring-size is recorded only: the dirty bitmap is what is modelled');
  }
  if (options.transport === 'rdma') {
    notes.push('--transport rdma is recorded only: a TCP stream is what is modelled');
  }
  return notes;
}
