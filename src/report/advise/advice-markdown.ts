import type { Advice } from './advice.js';
export function adviceMarkdown(advice: Advice): string {
  return JSON.stringify(advice);
}
