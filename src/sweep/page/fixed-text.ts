import type { HeatMapPageData } from '../heat-map-data.js';

/** What was held fixed and is not at its default, as a sentence; empty if there is nothing. */
export function fixedText({ fixed }: HeatMapPageData): string {
  const told = fixed.map(([name, value]) => (value === 'on' ? name : `${name} ${value}`));
  return told.length === 0 ? '' : `Held fixed: ${told.join(', ')}`;
}
