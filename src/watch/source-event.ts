import {
  type MigrationReading,
  type MigrationSetup,
  unknownSetup,
} from '../observed/migration-reading.js';

/** What QEMU told of a migration's setting, in its own words, for a recording; null where it did not. */
export interface ToldSetup {
  readonly parameters: Readonly<Record<string, unknown>> | null;
  readonly capabilities: Readonly<Record<string, boolean>> | null;
}

/** How a migration is set up, as far as anybody told. */
export interface SetupEvent {
  readonly kind: 'setup';
  readonly setup: MigrationSetup;
  readonly told: ToldSetup;
}

export const nothingTold: SetupEvent = {
  kind: 'setup',
  setup: unknownSetup,
  told: { parameters: null, capabilities: null },
};

/** What a source tells of a migration, in order of time. */
export type SourceEvent =
  | SetupEvent
  | {
      readonly kind: 'answer';
      readonly reading: MigrationReading;
      /** When it came, ms since the epoch; null where nobody knows. */
      readonly atMs: number | null;
    }
  /** Whoever was asked is gone, while the migration was not over. */
  | { readonly kind: 'gone'; readonly problem: string };

/** Something that a migration is watched through. It ends with the migration, or with what it reads. */
export type Source = AsyncIterable<SourceEvent>;
