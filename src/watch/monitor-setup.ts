import type { Query } from '../cli/monitor/qmp-request.js';
import type { MigrationReading } from '../observed/migration-reading.js';
import type { Place } from '../observed/observed-source.js';
import { capabilitiesSchema, setupAnswer } from '../observed/setup-answer.js';
import type { SetupEvent } from './source-event.js';

const setupQueries = [
  'query-migrate-parameters',
  'query-migrate-capabilities',
  'query-version',
  'query-cpus-fast',
  'query-kvm',
] as const satisfies readonly Query[];

/**
 * Asks for parameters and capabilities.
 *
 * @param ask what QEMU answers to a query; null if it does not know it, or is about to leave
 * @param place names the monitor in errors
 * @param before what was told before: it holds where nothing is told now
 * @throws InputError if a value in an answer cannot be
 */
export async function askSetup(
  ask: (query: Query) => Promise<unknown>,
  place: Place,
  before: SetupEvent,
): Promise<SetupEvent> {
  let { setup, told } = before;
  for (const query of setupQueries) {
    const answer = await ask(query);
    if (typeof answer !== 'object' || answer === null) continue;
    const known = setupAnswer(answer, place);
    if (known === null) continue;
    setup = { ...setup, ...known };
    if (query === 'query-migrate-parameters') told = { ...told, parameters: { ...answer } };
    if (query === 'query-migrate-capabilities') told = { ...told, capabilities: statesOf(answer) };
  }
  return { kind: 'setup', setup, told };
}

/** What was told of the setup before a migration began may have been changed for it. */
export function hasBegun(reading: MigrationReading, before: MigrationReading | null): boolean {
  return before?.status === 'none' && reading.status !== 'none';
}

/** The states of capabilities by name. */
function statesOf(answer: object): Readonly<Record<string, boolean>> {
  const states = capabilitiesSchema.parse(answer);
  return Object.fromEntries(states.map(({ capability, state }) => [capability, state]));
}
