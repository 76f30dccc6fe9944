import type { MigrationReading, MigrationSetup } from '../observed/migration-reading.js';

/** What QEMU told of a migration's setting, in its own words, for a recording; null where it did not. */
export interface ToldSetup {
  readonly parameters: Readonly<Record<string, unknown>> | null;
  readonly capabilities: Readonly<Record<string, boolean>> | null;
}

/** What a source tells of a migration, in order of time. */
export type SourceEvent =
  | { readonly kind: 'setup'; readonly setup: MigrationSetup; readonly told: ToldSetup }
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
