/** A step of a GitHub workflow that runs commands. */
export interface WorkflowStep {
  readonly name: string;
  readonly commands: string;
  /** Runs also after a step has failed. */
  readonly isAlways: boolean;
}

/**
 * The steps with `run` of a workflow whose items are written in this order: `name`, `if`, `run`. A
 * workflow that is written otherwise has none.
 */
export function workflowSteps(text: string): WorkflowStep[] {
  const step = /^ {6}- name: (.*)\n((?: {8}if: .*\n)?) {8}run: (.*)\n((?: {10}.*\n)*)/gm;
  return Array.from(text.matchAll(step), ([, name, condition, line, block]) => ({
    name,
    commands: line === '|' ? block.replaceAll(/^ {10}/gm, '') : line,
    isAlways: condition.includes('always()'),
  }));
}

/** The variables of the workflow's own `env`. */
export function workflowEnvironment(text: string): Record<string, string> {
  const block = /^env:\n((?: {2}.*\n)*)/m.exec(text)?.[1] ?? '';
  return Object.fromEntries(
    Array.from(block.matchAll(/^ {2}(\w+): (.*)$/gm), ([, name, value]) => [name, value]),
  );
}
