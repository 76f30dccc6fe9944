import { broken } from './broken.mjs';
import { drawCompareLine, drawMergeLine, drawPlotLine } from './result-lines.mjs';
import { Random } from './random.mjs';
import { drawRunLine } from './run-lines.mjs';
import {
  drawAdviseLine,
  drawBatchLine,
  drawCalibrateLine,
  drawCompletionLine,
  drawHelpLine,
  drawValidateLine,
} from './study-lines.mjs';
import { drawSweepLine } from './sweep-lines.mjs';

/** How lines of a command are drawn, and how many of a hundred. The dear ones are rare. */
const commands = {
  run: { weight: 46, draw: drawRunLine },
  sweep: { weight: 15, draw: drawSweepLine },
  merge: { weight: 6, draw: drawMergeLine },
  compare: { weight: 9, draw: drawCompareLine },
  plot: { weight: 6, draw: drawPlotLine },
  batch: { weight: 6, draw: drawBatchLine },
  validate: { weight: 4, draw: drawValidateLine },
  advise: { weight: 4, draw: drawAdviseLine },
  help: { weight: 2, draw: drawHelpLine },
  completion: { weight: 1, draw: drawCompletionLine },
  calibrate: { weight: 1, draw: drawCalibrateLine },
};

export const commandNames = Object.keys(commands);

const weights = Object.fromEntries(commandNames.map((name) => [name, commands[name].weight]));

/** Options that every command has. Without a terminal, few lines show what they do. */
function drawCommonOptions(random, { steps }) {
  const color = random.chance(0.06) ? random.pick(['auto', 'always', 'never']) : null;
  const hasTraces = random.chance(0.04);
  for (const { settings } of steps) {
    if (color !== null) settings.set('--color', color);
    if (hasTraces) settings.set('--debug', true);
  }
}

/** About one line in four is bad. */
const badShare = 0.25;

/** The line of a number. It depends on nothing but the seed, the number and the shipped profiles. */
export function drawLine(seed, index, shipped) {
  const random = new Random(`${seed}/${index}`);
  const command = random.pickWeighted(weights);
  const line = commands[command].draw(random, shipped);
  if (command !== 'help') drawCommonOptions(random, line);
  const mayBeBad = command !== 'help';
  const mustBeBad = command === 'calibrate';
  if (mustBeBad || (mayBeBad && random.chance(badShare))) return broken(random, shipped, line);
  return line;
}
