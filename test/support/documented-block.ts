import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/profiles/package-root.js';

/** The block of a page in docs/ that begins with ```` ```info ````. */
export function documentedBlock(page: string, info: string): string {
  const document = readFileSync(join(packageRoot(), 'docs', page), 'utf8');
  const start = document.indexOf(`\n\`\`\`${info}\n`);
  if (start < 0) throw new Error(`docs/${page} has no block ${info}`);
  const from = start + info.length + 5;
  return document.slice(from, document.indexOf('\n```', from) + 1);
}
