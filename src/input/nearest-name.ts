/**
 * The candidate that `name` is most likely a misspelling of, or undefined when none is near:
 * the only one that begins with it, or else one of which at most a third of the letters differ,
 * where a swap of neighbours counts as one, or else the longest with which it begins: --memory is --mem.
 * None is near to what is one of them.
 */
export function nearestName(name: string, candidates: readonly string[]): string | undefined {
  // What is spelt right is wrong in another way.
  if (candidates.includes(name)) return undefined;
  const written = name.toLowerCase();
  const completions = candidates.filter((candidate) => candidate.toLowerCase().startsWith(written));
  if (written.length > 2 && completions.length === 1) return completions[0];
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const candidate of candidates) {
    const allowed = Math.max(1, Math.floor(Math.max(name.length, candidate.length) / 3));
    if (Math.abs(name.length - candidate.length) > allowed) continue;
    const distance = editDistance(written, candidate.toLowerCase());
    if (distance <= allowed && distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best ?? longestBeginning(written, candidates);
}

/** A beginning is no shorter than this, dashes and all. */
const shortestBeginning = 5;

function longestBeginning(written: string, candidates: readonly string[]): string | undefined {
  const beginnings = candidates.filter(
    (candidate) =>
      candidate.length >= shortestBeginning && written.startsWith(candidate.toLowerCase()),
  );
  return beginnings.toSorted((a, b) => b.length - a.length)[0];
}

/** Optimal string alignment distance: insertions, deletions, substitutions, neighbour swaps. */
function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substitution = previous[column - 1] + (a[row - 1] === b[column - 1] ? 0 : 1);
      let distance = Math.min(previous[column] + 1, current[column - 1] + 1, substitution);
      const swapped =
        row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) distance = Math.min(distance, beforePrevious[column - 2] + 1);
      current.push(distance);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length];
}
