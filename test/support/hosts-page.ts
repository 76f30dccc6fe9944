import {
  column,
  list,
  paragraph,
  section,
  table,
  type Document,
} from '../../src/documents/document.js';
import { renderMarkdown } from '../../src/documents/markdown-document.js';
import { boundsText } from '../../src/input/bounded-number.js';
import type { HostNumber } from '../../src/profiles/host-number.js';
import { hostNumbers } from '../../src/profiles/host-numbers.js';

/** The reference of the numbers of a host profile, as their table tells it. */
export function hostsPage(): string {
  return `# Numbers of a host profile\n\n${renderMarkdown(page)}`;
}

const page: Document = [
  section(null, [
    paragraph(
      'What a host profile can say about a pair of hosts and the guest that they run. A test generates this page from the table ' +
        'of host numbers and fails when the two differ; npx vitest run test/docs -u regenerates it.',
    ),
    list([
      'The name of each number ends in its unit, and the number belongs to the group in the heading; those under single belong to no group.',
      'A number outside its range is refused. The ranges are generous: a value outside is in the wrong unit, or no machine has it.',
      'Numbers with a default may be omitted. If omitted, placePageNs equals receiveFirstTouchNs, and zeroTestNs equals untouchedPageNs.',
    ]),
  ]),
  ...Object.entries(hostNumbers).map(([group, numbers]) =>
    section(
      group,
      [
        table(
          ['number', 'what it is', 'range', 'default'].map((header) => column(header, 'text')),
          Object.entries(numbers).map(rowOf),
        ),
      ],
      { isHeading: true },
    ),
  ),
];

function rowOf([name, { bounds, standard, what }]: [string, HostNumber]): string[] {
  return [name, what, boundsText(bounds), standard === null ? '' : String(standard)];
}
