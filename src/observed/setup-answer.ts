import * as z from 'zod/mini';
import { bounded, boundedInt } from '../input/bounded-number.js';
import { duration, wholePercent } from '../input/schema-fields.js';
import { list } from '../input/schema-list.js';
import type { MigrationSetup } from './migration-reading.js';
import { checkedAnswer, type Place } from './observed-source.js';

type Told = Partial<MigrationSetup>;

/** QEMU's MigrationParameters, as far as they are read; old versions lack some. */
export const parametersSchema = z.looseObject({
  'downtime-limit': z.optional(duration),
  'max-bandwidth': z.optional(
    bounded({ min: 0, max: 2 ** 64, why: 'bytes a second; QEMU says it in 64 bits' }),
  ),
  'cpu-throttle-initial': z.optional(wholePercent),
  'cpu-throttle-increment': z.optional(wholePercent),
  'max-cpu-throttle': z.optional(wholePercent),
});

export const capabilitiesSchema = list(
  z.looseObject({ capability: z.string(), state: z.boolean() }),
);

const part = boundedInt({ min: 0, max: 1000, why: 'a part of a version' });
export const versionSchema = z.looseObject({
  qemu: z.looseObject({ major: part, minor: part }),
});

const kvmSchema = z.looseObject({ enabled: z.boolean() });

/** What QEMU's other queries say of a migration, each told by what its answers have. */
const kinds: readonly {
  readonly isOf: (document: object) => boolean;
  readonly read: (document: unknown, place: Place) => Told;
}[] = [
  {
    isOf: (document) => 'max-bandwidth' in document || 'cpu-throttle-initial' in document,
    read: (document, place) => {
      const told = checkedAnswer(parametersSchema, document, place);
      return defined({
        downtimeLimitMs: told['downtime-limit'],
        maxBandwidth: told['max-bandwidth'],
        throttleInitial: told['cpu-throttle-initial'],
        throttleIncrement: told['cpu-throttle-increment'],
        maxThrottle: told['max-cpu-throttle'],
      });
    },
  },
  {
    isOf: (document) => isListWith(document, 'capability'),
    read: (document, place) => {
      const states = new Map(
        checkedAnswer(capabilitiesSchema, document, place).map(({ capability, state }) => [
          capability,
          state,
        ]),
      );
      return defined({
        autoConverge: states.get('auto-converge'),
        postcopy: states.get('postcopy-ram') ?? states.get('x-postcopy-ram'),
        multifd: states.get('multifd') ?? states.get('x-multifd'),
        xbzrle: states.get('xbzrle'),
      });
    },
  },
  {
    isOf: (document) => 'qemu' in document,
    read: (document, place) => {
      const { qemu } = checkedAnswer(versionSchema, document, place);
      return { qemuVersion: `${qemu.major}.${qemu.minor}` };
    },
  },
  // query-kvm: where KVM is not, Linux has no other accelerator for a guest of its own architecture.
  {
    isOf: (document) => 'enabled' in document && 'present' in document,
    read: (document, place) => {
      const { enabled } = checkedAnswer(kvmSchema, document, place);
      return { accelerator: enabled ? 'kvm' : 'tcg' };
    },
  },
  // query-cpus-fast, and query-cpus before QEMU 2.12.
  {
    isOf: (document) => isListWith(document, 'cpu-index') || isListWith(document, 'CPU'),
    read: (document) => ({ vcpus: (document as readonly unknown[]).length }),
  },
  // query-status: what it says of the guest, query-migrate says of the migration.
  { isOf: (document) => 'running' in document, read: () => ({}) },
];

/**
 * What an answer to `query-migrate-parameters`, `query-migrate-capabilities`, `query-version` or `query-cpus-fast` says;
 * null if it is to none of them.
 *
 * @throws InputError if a value in it cannot be
 */
export function setupAnswer(document: object, place: Place): Told | null {
  return kinds.find(({ isOf }) => isOf(document))?.read(document, place) ?? null;
}

function isListWith(document: object, key: string): boolean {
  if (!Array.isArray(document) || document.length === 0) return false;
  const first: unknown = document[0];
  return typeof first === 'object' && first !== null && key in first;
}

/** What is there. */
function defined(told: {
  readonly [Key in keyof MigrationSetup]?: MigrationSetup[Key] | undefined;
}): Told {
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
}
