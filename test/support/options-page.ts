import { placeholderOf, standardText } from '../../src/cli/options/setting-option.js';
import { flagOf } from '../../src/cli/options/option.js';
import {
  column,
  line,
  list,
  paragraph,
  section,
  table,
  type Document,
} from '../../src/documents/document.js';
import { renderMarkdown } from '../../src/documents/markdown-document.js';
import type { QmpName, Setting, SettingForm } from '../../src/engines/setting.js';
import { takesUnits } from '../../src/input/quantity.js';
import { describeRange } from '../../src/engines/refusal.js';
import { settingGroups } from '../../src/settings/table.js';

/** The reference of all settings, as the table of settings tells it. */
export function optionsPage(): string {
  return `# Options of a migration\n\n${renderMarkdown(page)}`;
}

const columns = ['option', 'what it is', 'values', 'default', 'QEMU', 'record', 'QMP', 'guestperf'];

const page: Document = [
  section(null, [
    paragraph(
      'What run, batch, sweep, advise and the library can be told about a migration. A test generates this ' +
        'page from the table of settings and fails when the two differ; npx vitest run test/docs -u regenerates it.',
    ),
    list([
      'In suites, comparisons, matrix files and resolve() option names are written in camel case: --stress-mem is stressMem.',
      'Sizes, times and rates take units: 8G, 50GiB, 300ms, 2min, 10Gbit, 100MiB/s. A letter alone is binary, as in QEMU; rates are rounded to whole MiB/s.',
      'record is the key under parameters in JSON, NDJSON and CSV; guestperf the key in its reports.',
    ]),
  ]),
  ...Object.values(settingGroups).map(({ settings, title }) =>
    section(
      title.replace(/:$/, ''),
      [
        table(
          columns.map((header) => column(header, 'text')),
          rowsOf(settings),
        ),
      ],
      { isHeading: true },
    ),
  ),
  section(null, [line('Options of the commands themselves are in their --help.')]),
];

function rowsOf(settings: Readonly<Record<string, Setting<unknown>>>): string[][] {
  return Object.entries(settings)
    .filter(([, { spellingOf }]) => spellingOf === undefined)
    .map(([key, setting]) => rowOf(key, setting));
}

function rowOf(key: string, setting: Setting<unknown>): string[] {
  const { form, guestperf, help, needs, placeholder = placeholderOf(form), record } = setting;
  return [
    [flagOf(key), ...(placeholder === null ? [] : [placeholder])].join(' '),
    needs === undefined ? help : `${help}; needs ${flagOf(needs)}`,
    valuesOf(form),
    standardText(setting) ?? '',
    versionsOf(setting),
    [record ?? []]
      .flat()
      .map((field) => field.key)
      .join(', '),
    setting.qmp === undefined ? '' : qmpOf(setting.qmp),
    guestperf ?? '',
  ];
}

function valuesOf(form: SettingForm): string {
  if (form.kind === 'choice') return form.choices.join(', ');
  if (form.kind !== 'integer' && form.kind !== 'number') return '';
  return (
    describeRange(form) + (takesUnits(form.unit) && form.unit !== '%' ? ', or with a unit' : '')
  );
}

function versionsOf({ since, until }: Setting<unknown>): string {
  if (since === undefined) return until === undefined ? '' : `to ${until}`;
  return until === undefined ? `from ${since}` : `${since} to ${until}`;
}

function qmpOf(name: QmpName): string {
  return 'capability' in name ? `capability ${name.capability}` : name.parameter;
}
