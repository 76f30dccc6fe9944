import type { QemuVersion } from '../../src/profiles/qemu-version.js';
import { managerSchemas, valueFaults } from './manager-schemas.js';

const { kubevirt, nova, qmp, virsh } = managerSchemas;

const isSince = (version: QemuVersion, since: string): boolean => {
  const [[major, minor], [a, b]] = [version, since].map((each) => each.split('.').map(Number));
  return major > a || (major === a && minor >= b);
};

/** What QEMU's schema says against commands to a monitor of that version. */
export function qmpFaults(lines: readonly string[], version: QemuVersion): string[] {
  return lines.flatMap((line) => {
    const { arguments: args = {}, execute } = JSON.parse(line) as {
      readonly execute: string;
      readonly arguments?: Readonly<Record<string, unknown>>;
    };
    const known = qmp.commands[execute];
    if (known === undefined) return [`${execute} is unknown`];
    if (execute === 'migrate-set-capabilities') return capabilityFaults(args, version);
    if (known !== null) {
      const isSame = Object.keys(args).join() === known.join();
      return isSame ? [] : [`${execute} takes ${known.join()}`];
    }
    const values = new Map(Object.entries(args).map(([name, value]) => [name, String(value)]));
    const early = [...values.keys()].filter(
      (name) => !isSince(version, qmp.parameters[name]?.since ?? '0.0'),
    );
    return [
      ...valueFaults(values, qmp.parameters),
      ...early.map((name) => `${name} is not in ${version}`),
    ];
  });
}

function capabilityFaults(args: Readonly<Record<string, unknown>>, version: QemuVersion): string[] {
  const { capabilities } = args as {
    readonly capabilities: readonly { readonly capability: string; readonly state: unknown }[];
  };
  return capabilities.flatMap(({ capability, state }) => {
    const since = qmp.capabilities[capability];
    if (since === undefined) return [`${capability} is unknown`];
    if (!isSince(version, since)) return [`${capability} is not in ${version}`];
    return typeof state === 'boolean' ? [] : [`${capability} is neither on nor off`];
  });
}

/** What virsh's manual says against a command line. */
export function virshFaults(line: string): string[] {
  const words = line.replace(/\s+#.*$/, '').split(' ');
  const [program, name, ...rest] = words;
  const command = virsh.commands[name];
  if (program !== 'virsh' || command === undefined) return [`${name} is unknown`];
  const values = new Map<string, string>();
  const operands: string[] = [];
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at];
    if (!word.startsWith('--')) operands.push(word);
    else {
      const { type = 'none' } = command.flags[word] ?? {};
      values.set(word, type === 'none' ? '' : rest[++at]);
    }
  }
  const numbers = new Map(command.arguments.map((argument, at) => [argument, operands[at] ?? '']));
  const named = new Map([...numbers].filter(([argument]) => argument in (command.numbers ?? {})));
  return [
    ...valueFaults(values, command.flags),
    ...valueFaults(named, command.numbers ?? {}),
    ...(operands.length === command.arguments.length
      ? []
      : [`${name} takes ${command.arguments.join()}`]),
  ];
}

/** What Nova's options say against a part of nova.conf. */
export function novaFaults(lines: readonly string[], version: QemuVersion): string[] {
  const [section, ...rest] = lines;
  const values = new Map(
    // A line may be a comment; what stands behind a value belongs to it (oslo.config, iniparser.py).
    rest
      .filter((line) => !line.startsWith('#'))
      .map((line): [string, string] => {
        const [name, value = ''] = line.split(' = ');
        return [name, value];
      }),
  );
  const isParallel = Number(values.get('live_migration_parallel_connections') ?? 1) > 1;
  const isPostcopy = values.get('live_migration_permit_post_copy') === 'true';
  const isRefused = isParallel && isPostcopy && !isSince(version, nova.parallelWithPostcopySince);
  return [
    ...(section === `[${nova.section}]` ? [] : [`${section} is not [${nova.section}]`]),
    ...valueFaults(values, nova.options),
    ...(isRefused ? [`parallel connections and postcopy with QEMU ${version}`] : []),
  ];
}

/** What KubeVirt's types say against a MigrationPolicy, by lines of `key: value` whose blanks say where they belong. */
export function kubevirtFaults(lines: readonly string[]): string[] {
  const paths: string[] = [];
  const entries = lines.map((line) => {
    const [, blanks, key, value] = /^( *)([^:]+): ?(.*)$/.exec(line) ?? ['', '', line, ''];
    paths.length = blanks.length / 2;
    paths.push(key);
    return { path: paths.join('/'), parent: paths.slice(0, -1).join('/'), key, value };
  });
  const valueOf = (path: string): string | undefined =>
    entries.find((entry) => entry.path === path)?.value;
  const under = (parent: string): Map<string, string> =>
    new Map(
      entries.filter((entry) => entry.parent === parent).map(({ key, value }) => [key, value]),
    );
  const spec = under('spec');
  const tops = ['apiVersion', 'kind', 'metadata', 'spec'];
  return [
    ...[...under('').keys()].filter((key) => !tops.includes(key)).map((key) => `${key} is unknown`),
    ...(valueOf('apiVersion') === kubevirt.apiVersion ? [] : ['apiVersion']),
    ...(valueOf('kind') === kubevirt.kind ? [] : ['kind']),
    ...(/^[a-z0-9-]+$/.test(valueOf('metadata/name') ?? '') ? [] : ['metadata.name']),
    ...kubevirt.required.filter((key) => !spec.has(key)).map((key) => `${key} is missing`),
    ...valueFaults(spec, kubevirt.spec),
    ...[...under('spec/selectors').keys()]
      .filter((key) => !kubevirt.selectors.includes(key))
      .map((key) => `${key} is no selector`),
  ];
}
