import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderDocument } from '../../src/documents/answer.js';
import { plainStyle } from '../../src/documents/text-style.js';
import { packageRoot } from '../../src/profiles/package-root.js';
import { ledgerAnswer } from '../../src/validate/ledger/ledger-answer.js';
import type { LedgerDocument } from '../../src/validate/ledger/ledger-record.js';

const head = `# The ledger

The content of results/baselines/ledger.json; [evidence.md](evidence.md) explains what it means. A test generates this page and fails
when the two differ; npx vitest run test/docs -u regenerates it.

`;

test('docs/ledger.md is the kept ledger', async () => {
  const file = join(packageRoot(), 'results', 'baselines', 'ledger.json');
  const ledger = JSON.parse(readFileSync(file, 'utf8')) as LedgerDocument;
  const text = await renderDocument(ledgerAnswer(ledger).document, 'markdown', plainStyle);
  await expect(head + text).toMatchFileSnapshot('../../docs/ledger.md');
});
