import { integerOption } from '../cli/options/number-option.js';
import type { OptionGroup, OptionValues } from '../cli/options/option.js';
import { commonOptions } from '../cli/options/shared-options.js';
import { choiceOption, outputFileOption, textOption } from '../cli/options/text-option.js';

export const watchFormats = ['screen', 'lines', 'ndjson'] as const;

const sources = {
  qmp: textOption({
    placeholder: 'PATH|HOST:PORT',
    description: "QEMU's monitor (QMP), which serves one client at a time",
    fallback: null,
  }),
  virsh: textOption({
    placeholder: 'DOMAIN',
    description: "libvirt's domain, through virsh",
    fallback: null,
  }),
  input: textOption({
    placeholder: 'FILE',
    description: 'recorded answers to query-migrate, or output of virsh domjobinfo; - is stdin',
    fallback: null,
  }),
  connect: textOption({
    placeholder: 'URI',
    description: "with --virsh: libvirt's address, as virsh --connect takes it",
    fallback: null,
    fallbackText: "virsh's own",
  }),
  interval: integerOption({
    min: 10,
    max: 3_600_000,
    unit: 'ms',
    description: 'ms between two queries',
    fallback: 500,
  }),
};

const forecast = {
  host: textOption({
    placeholder: 'NAME|FILE',
    description:
      'host profile, for what the answers do not tell: the link behind a limit, the costs of pages and of the end',
    fallback: null,
    fallbackText: 'generic-10g, behind any link',
  }),
  seed: textOption({
    placeholder: 'TEXT',
    description: 'seed of the random draws of a forecast',
    fallback: '1',
  }),
};

const output = {
  format: choiceOption({
    choices: watchFormats,
    description:
      'screen, redrawn in place; lines, one when something changes; ndjson, one for each answer',
    fallback: null,
    fallbackText: 'screen on a terminal, lines elsewhere',
  }),
  output: outputFileOption({
    placeholder: 'FILE',
    description: 'write the results to a file, whole or not at all',
    fallback: null,
    fallbackText: 'stdout',
  }),
  record: textOption({
    placeholder: 'FILE',
    description: 'write what was observed as a report of guestperf',
    fallback: null,
  }),
  ...commonOptions,
};

export const watchOptionGroups: readonly OptionGroup[] = [
  { title: 'What to watch, one of these (only queries are sent):', options: sources },
  { title: 'Forecast:', options: forecast },
  { title: 'Output:', options: output },
];

export type WatchOptions = OptionValues<typeof sources & typeof forecast & typeof output>;
