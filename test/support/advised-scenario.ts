import { type Candidate, candidateOf } from '../../src/advise/candidate.js';

interface Command {
  readonly execute: string;
  readonly arguments?: {
    readonly capabilities?: readonly { readonly capability: string; readonly state: boolean }[];
    readonly [parameter: string]: unknown;
  };
}

/** The migration that QMP commands ask for, read independently of what wrote them. */
export function candidateOfQmp({ settings }: Candidate, lines: readonly string[]): Candidate {
  const commands = lines.map((line) => JSON.parse(line) as Command);
  const [capabilities, parameters] = ['migrate-set-capabilities', 'migrate-set-parameters'].map(
    (name) => commands.find(({ execute }) => execute === name)?.arguments ?? {},
  );
  const isOn = (name: string): boolean =>
    capabilities.capabilities?.some(({ capability, state }) => capability === name && state) ??
    false;
  const value = (name: string): number => Number(parameters[name]);
  const cachePercent = (100 * value('xbzrle-cache-size')) / (Number(settings.mem) * 2 ** 30);
  return candidateOf({
    ...settings,
    downtime: value('downtime-limit'),
    ...(isOn('auto-converge') && {
      autoConverge: true,
      throttleInitial: value('cpu-throttle-initial'),
      autoConvergeStep: value('cpu-throttle-increment'),
      maxThrottle: value('max-cpu-throttle'),
    }),
    ...(isOn('multifd') && { multifd: true, multifdChannels: value('multifd-channels') }),
    ...(isOn('xbzrle') && {
      compressionXbzrle: true,
      compressionXbzrleCache: Math.ceil(cachePercent),
    }),
    ...(isOn('dirty-limit') && {
      dirtyRingSize: 4096,
      dirtyLimit: true,
      vcpuDirtyLimit: value('vcpu-dirty-limit'),
      xVcpuDirtyLimitPeriod: value('x-vcpu-dirty-limit-period'),
    }),
    ...(isOn('postcopy-ram') && {
      postCopy: true,
      postCopyIters: 2,
      postcopyPreempt: isOn('postcopy-preempt'),
    }),
  });
}
