import * as z from 'zod/mini';
import { engineVersions, type Scenario, vmms } from '../engines/scenario.js';
import { rowsOf } from '../engines/metric.js';
import { count, described } from '../input/schema-fields.js';
import { workingSetMib } from '../profiles/workload.js';

const { field } = rowsOf<Scenario>();

/** Which run of what a record is about. */
export const runIdentity = {
  scenario: field(z.string(), ({ name }) => name),
  vmm: field(z.enum(vmms), ({ vmm }) => vmm),
  version: field(
    described(z.enum(engineVersions), 'Version of QEMU, or variant of Cloud Hypervisor'),
    ({ version }) => version,
  ),
  mode: field(
    described(z.string(), 'Convergence mode, as the published tables print it'),
    ({ mode }) => mode,
  ),
  host: field(described(z.string(), 'Name of the host profile'), ({ host }) => host.name),
  host_hash: field(
    described(z.string(), 'Hash of all numbers of that profile'),
    ({ host }) => host.hash,
  ),
  cpus: field(count('vCPUs'), ({ settings }) => settings.cpus),
  mem_gb: field(
    count('guestperf --mem in GiB; the guest has 512 MiB more'),
    ({ settings }) => settings.mem,
  ),
  workload: field(
    described(z.string(), 'Kind of the workload; stress is that of guestperf'),
    ({ workload }) => workload.kind,
  ),
  stress_mem_mb: field(count('Working set of all vCPUs together, MiB'), ({ workload }) =>
    Math.round(workingSetMib(workload)),
  ),
  seed: field(z.string(), ({ seed }) => seed),
  repeat: field(count('Number of the repeat, from 1'), ({ repeat }) => repeat),
};
