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
      'What a host profile can say of a pair of hosts and of the guest that they run. This page is made from the table ' +
        'of host numbers by a test, which fails when the two differ; npx vitest run test/docs -u writes it anew.',
    ),
    list([
      'Each number has its unit at the end of its name, and stands in the group that is the heading; those of single stand alone.',
      'A number beyond its range is refused. The ranges are generous: what lies beyond is another unit than the one that was meant, or no machine.',
      'What has a default may be left out. placePageNs is receiveFirstTouchNs where it is left out, zeroTestNs is untouchedPageNs.',
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
