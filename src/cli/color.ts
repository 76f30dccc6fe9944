import { plainStyle, type TextStyle } from '../documents/text-style.js';
import { terminalWidth } from './terminal-facts.js';
import type { Terminal, TextSink } from './terminal.js';

export const colorModes = ['auto', 'always', 'never'] as const;
export type ColorMode = (typeof colorModes)[number];

/** The style for a stream: as wide as a terminal is. chalk is loaded only if there are colours. */
export async function textStyle(
  mode: ColorMode,
  sink: TextSink,
  environment: Terminal['environment'],
): Promise<TextStyle> {
  const columns = sink.isTTY ? terminalWidth({ environment, out: sink }) : null;
  if (!isColored(mode, sink, environment)) return { ...plainStyle, columns };
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level: 1 });
  return { columns, title: chalk.bold, warning: chalk.yellow, error: chalk.red };
}

/** `--color`, then NO_COLOR, then FORCE_COLOR, then whether the stream is a terminal. */
export function isColored(
  mode: ColorMode,
  sink: TextSink,
  environment: Terminal['environment'],
): boolean {
  if (mode !== 'auto') return mode === 'always';
  const { NO_COLOR, FORCE_COLOR, TERM } = environment;
  if (NO_COLOR) return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return sink.isTTY && TERM !== 'dumb';
}
