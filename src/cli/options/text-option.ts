import { knownName } from '../../input/known-name.js';
import type { Option } from './option.js';

interface TextSettings<Fallback> {
  readonly placeholder: string;
  readonly description: string;
  readonly fallback: Fallback;
  readonly fallbackText?: string;
}

interface ChoiceSettings<Name extends string, Fallback> {
  readonly choices: readonly Name[];
  readonly description: string;
  readonly fallback: Fallback;
  readonly fallbackText?: string;
}

/** An option that takes any text. */
export function textOption<Fallback extends string | null>(
  settings: TextSettings<Fallback>,
): Option<string | Fallback> {
  return {
    placeholder: settings.placeholder,
    description: settings.description,
    fallback: settings.fallback,
    fallbackText: settings.fallbackText ?? settings.fallback,
    choices: [],
    hidden: false,
    read: (text) => text,
  };
}

/** An option that takes one of a few names. */
export function choiceOption<Name extends string, Fallback extends Name | null>(
  settings: ChoiceSettings<Name, Fallback>,
): Option<Name | Fallback> {
  const { choices } = settings;
  return {
    placeholder: choices.length > 5 ? 'NAME' : choices.join('|'),
    description: settings.description,
    fallback: settings.fallback,
    fallbackText: settings.fallbackText ?? settings.fallback,
    choices,
    hidden: false,
    read: (text, flag) =>
      knownName(text, choices, { subject: flag, problem: 'is not one of the choices' }),
  };
}

/** An option that takes no value: false, and true where it is written. */
export function switchOption(description: string): Option<boolean> {
  return {
    placeholder: null,
    description,
    fallback: false,
    fallbackText: null,
    choices: [],
    hidden: false,
    read: () => true,
  };
}

/** A switch under another name, which the help leaves out. */
export function hiddenSwitch(description: string): Option<boolean> {
  return { ...switchOption(description), hidden: true };
}

/** An option that takes one or more texts; none is given by default. */
export function textListOption(
  placeholder: string,
  description: string,
): Option<readonly string[]> {
  return {
    placeholder,
    description,
    fallback: [],
    fallbackText: null,
    choices: [],
    hidden: false,
    variadic: true,
    read: (text, _flag, soFar) => [...soFar, text],
  };
}
