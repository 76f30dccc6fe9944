import type { TextStyle } from '../text-style.js';
import type { Advice } from './advice.js';
export async function adviceText(advice: Advice, style: TextStyle): Promise<string> {
  return style.title(JSON.stringify(advice, null, 1)) + '\n';
}
