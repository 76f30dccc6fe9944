/**
 * A line is what both programs are asked to do in a fresh folder.
 *
 * @typedef {object} Step one start of the program
 * @property {string} command '' for a line without a command, which means `run`
 * @property {Map<string, true | string | string[]>} settings options by flag; true for a switch
 * @property {string[]} operands
 * @property {string} [cut] a file of records to tear in the middle before this step
 *
 * @typedef {object} Line
 * @property {string} command what the line is counted under
 * @property {boolean} isGood whether it is meant to be accepted
 * @property {string} [flaw] what is wrong with a line that is not good
 * @property {Step[]} steps
 * @property {Record<string, string>} files texts to write beforehand, by name
 * @property {string[]} inputs names of prepared results to copy beforehand
 * @property {Record<string, string>} environment
 */

/** A good line of one step. */
export function lineOf(command, settings = new Map(), operands = []) {
  const step = { command, settings, operands };
  return { command, isGood: true, steps: [step], files: {}, inputs: [], environment: {} };
}

/** The arguments of a step. Operands come first, where no list of values can swallow them. */
export function argumentsOf({ command, settings, operands }) {
  const options = [...settings].flatMap(([flag, value]) => {
    if (value === true) return [flag];
    return Array.isArray(value) ? [flag, ...value] : [flag, value];
  });
  return [...(command === '' ? [] : [command]), ...operands, ...options];
}

/** A line as one would type it. */
export function lineText({ steps, environment }) {
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${quoted(value)}`);
  const commands = steps.map((step) => {
    const words = ['guestperf-sim', ...argumentsOf(step)].map(quoted).join(' ');
    return step.cut === undefined ? words : `(tear ${step.cut}) && ${words}`;
  });
  return [...variables, commands.join(' && ')].join(' ');
}

function quoted(word) {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
