/** What of a suite refers to published tables, which a changed suite does not have. */
const tableKeys = ['reference', 'figures', 'alsoShows', 'vmMib'];

/** Writes a changed copy of a shipped host and names it; returns the document. */
export function drawHostFile({ random, shipped, settings, files }) {
  const host = mutatedHost(random, shipped);
  files['host.json'] = JSON.stringify(host, null, 2);
  settings.set('--host', 'host.json');
  return host;
}

/** A shipped host with some of its parameters a little smaller. */
export function mutatedHost(random, shipped) {
  const host = structuredClone(random.pick(Object.values(shipped.hosts)));
  host.name = `${host.name}-changed`;
  for (const name of random.sample(Object.keys(host.parameters), random.integer(1, 4))) {
    const parameter = host.parameters[name];
    const value = parameter.value * (0.6 + 0.4 * random.next());
    parameter.value = Number.isInteger(parameter.value) ? Math.ceil(value) : value;
  }
  return host;
}

/** A shipped policy, or one whose times are short enough to be seen in a short run. */
export function drawPolicy({ random, shipped, settings, files }) {
  if (random.chance(0.35)) {
    settings.set('--policy', random.pick(Object.keys(shipped.policies)));
    return;
  }
  const policy = quickPolicy(random);
  const document = { name: 'quick', description: 'Short times.', source: 'made up', policy };
  files['policy.json'] = JSON.stringify(document);
  settings.set('--policy', 'policy.json');
}

function quickPolicy(random) {
  const seconds = () => random.integer(1, 8);
  switch (random.integer(0, 3)) {
    case 0:
      return {
        kind: 'virsh',
        timeoutSeconds: seconds(),
        action: random.pick(['suspend', 'postcopy']),
      };
    case 1:
      return {
        kind: 'nova',
        live_migration_downtime_steps: random.integer(3, 6),
        live_migration_downtime_delay: random.integer(3, 5),
        live_migration_completion_timeout: seconds(),
        live_migration_timeout_action: random.pick(['abort', 'force_complete']),
        live_migration_permit_post_copy: random.chance(0.3),
        live_migration_permit_auto_converge: random.chance(0.5),
      };
    case 2:
      return {
        kind: 'kubevirt',
        completionTimeoutPerGiB: seconds(),
        progressTimeout: seconds(),
        allowAutoConverge: random.chance(0.5),
        allowPostCopy: random.chance(0.3),
        allowWorkloadDisruption: random.chance(0.5),
      };
    default:
      return { kind: 'actions', pollMs: 500, actions: quickActions(random, seconds) };
  }
}

function quickActions(random, seconds) {
  const limit = { action: 'set-downtime-limit', afterSeconds: 1, downtimeLimitMs: 700 };
  const last = { action: random.pick(['pause', 'abort', 'postcopy']), afterSeconds: seconds() };
  return random.chance(0.5) ? [limit, last] : [last];
}

/** Writes a workload that fits into every guest that is drawn, and returns the file's name. */
export function drawWorkloadFile({ random, files }) {
  const workload = random.chance(0.25) ? compoundWorkload(random) : steadyWorkload(random);
  const document = { name: 'drawn', description: 'Drawn.', source: 'made up', workload };
  files['workload.json'] = JSON.stringify(document);
  return 'workload.json';
}

function steadyWorkload(random) {
  const pace = { workingSetMib: random.integer(5, 400), mibPerSecond: random.integer(5, 300) };
  const content = random.chance(0.5)
    ? { bytesPerPage: random.integer(1, 4096), contentReturns: random.chance(0.5) }
    : {};
  const pacing = random.pick(['cpu', 'sleep']);
  switch (random.integer(0, 5)) {
    case 0:
      return {
        kind: 'stress',
        stressMib: random.integer(5, 400),
        readingVcpus: random.integer(0, 1),
      };
    case 1:
      return { kind: 'idle' };
    case 2:
      return { kind: 'sequential', ...pace, pacing, ...content };
    case 3:
      return { kind: 'random', ...pace, pacing, ...content };
    case 4:
      return { kind: 'hot-cold', ...pace, hotPagesPercent: 10, hotWritesPercent: 80, ...content };
    default:
      return {
        kind: 'dirty-rate',
        samples: [
          { periodMs: 1000, mibPerSecond: random.integer(100, 200) },
          { periodMs: 5000, mibPerSecond: random.integer(20, 50) },
        ],
      };
  }
}

function compoundWorkload(random) {
  if (random.chance(0.5)) {
    const phase = () => ({ seconds: random.integer(1, 4), workload: steadyWorkload(random) });
    return { kind: 'phases', phases: [phase(), phase()] };
  }
  const allocator = { kind: 'random', perSecond: random.integer(5, 50), pages: 16, holdMs: 200 };
  return {
    kind: 'ended',
    junkMib: random.integer(50, 400),
    restInUse: random.chance(0.3),
    ...(random.chance(0.5) && { allocator }),
    background: steadyWorkload(random),
  };
}

/**
 * A shipped suite made small. Of its modes only those are kept whose form BASE and HEAD share: the
 * ones that are flat.
 */
export function mutatedSuite(random, shipped) {
  const suite = structuredClone(random.pick(suitesOf(shipped, 'modes')));
  for (const key of tableKeys) delete suite[key];
  const flat = suite.modes.filter((mode) => Object.values(mode).every(isScalar));
  return {
    ...suite,
    name: 'changed',
    ...(random.chance(0.3) && {
      host: random.pick(Object.keys(shipped.hosts)),
      qemu: suite.qemu ?? '10.1',
    }),
    defaults: {
      ...suite.defaults,
      cpus: random.integer(1, 4),
      mem: random.integer(1, 2),
      sleep: random.integer(0, 2),
      maxTime: random.integer(4, 12),
    },
    loads: random.sample(['light', 'moderate', 'heavy'], random.integer(1, 2)).map((name) => ({
      name,
      // Not as the load of a suite, whose keys change, but as a workload, whose keys stay.
      workload: { kind: 'stress', stressMib: random.integer(10, 900) },
    })),
    modes: flat.length === 0 ? [{ name: 'plain' }] : flat.slice(0, 2),
    repeats: random.integer(1, 2),
  };
}

function isScalar(value) {
  return typeof value !== 'object';
}

/** A shipped suite of comparisons, of which a few are kept. */
export function mutatedComparisons(random, shipped) {
  const suite = structuredClone(random.pick(suitesOf(shipped, 'comparisons')));
  const comparisons = random.sample(suite.comparisons, 2);
  for (const comparison of comparisons) comparison.scenarios = comparison.scenarios.slice(0, 2);
  return { ...suite, name: 'changed', sleep: random.integer(0, 2), cpus: 1, mem: 1, comparisons };
}

function suitesOf(shipped, key) {
  return Object.values(shipped.suites).filter((suite) => key in suite);
}
