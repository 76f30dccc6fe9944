import { isStrategySetting } from '../engines/qemu/features/strategy/settings.js';
import type { QemuSettings } from '../engines/qemu/settings.js';
import { type Candidate, type CandidateBase, variations } from './candidate.js';
import type { Goals } from './goals.js';
import { kubevirt } from './managers/kubevirt.js';
import type { Instructions, Manager } from './managers/manager.js';
import { nova } from './managers/nova.js';
import { virsh } from './managers/virsh.js';

/** What to tell a manager, and the migration that it then makes. */
export interface ManagerChoice extends Instructions {
  readonly name: string;
  readonly candidate: Candidate;
}

const managers: readonly Manager[] = [virsh, nova, kubevirt];

/** The managers' versions of settings: what each can say, and what comes of it. */
export function managerChoices(
  best: Candidate,
  { plain, survey }: CandidateBase,
  goals: Goals,
): readonly ManagerChoice[] {
  const { settings, strategy } = best.scenario;
  const beyond = strategy === undefined ? [] : [`the strategy ${strategy.name}`];
  const { dirtyRingSize } = plain.scenario.settings;
  const timeout = secondsPerGib(settings, goals, survey.first_pass_seconds ?? 0);
  return managers.flatMap((manager) => {
    const { name, unsaid } = manager;
    const instructions = manager.instructions(settings, timeout);
    const said = Object.fromEntries(
      Object.entries(best.settings).filter(
        ([key]) => !isOfStrategy(key) && !unsaid.some((other) => other === key),
      ),
    );
    const made = variations({ settings: said }, [{ dirtyRingSize, ...instructions.instead }]);
    const cannot = [...beyond, ...instructions.cannot];
    return made.map((candidate) => ({ name, ...instructions, cannot, candidate }));
  });
}

/** Whether a setting names a strategy, or is one of its own. */
function isOfStrategy(key: string): boolean {
  return key === 'strategy' || isStrategySetting(key);
}

/** When the goal has passed, or where postcopy is to end the migration when the first pass is over. */
function secondsPerGib(
  { postCopy, vmMem }: QemuSettings,
  { maxTotalSeconds }: Goals,
  firstPassSeconds: number,
): number {
  const seconds = postCopy ? firstPassSeconds : maxTotalSeconds;
  return Math.max(1, Math.ceil(seconds / (vmMem / 1024)));
}
