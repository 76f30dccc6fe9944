import { InputError } from '../../input/input-error.js';
import { knownName } from '../../input/known-name.js';
import { choicePlaceholder, type Option, type OptionFacts } from './option.js';

/** An option that takes a text, such as the path of a file. */
export function textOption<Fallback extends string | null>(
  facts: OptionFacts<Fallback> & { readonly placeholder: string },
): Option<string | Fallback> {
  return { fallbackText: facts.fallback, ...facts, read: notEmpty };
}

/** @throws InputError naming the flag: what a shell makes of an unset variable is no name of anything */
function notEmpty(text: string, flag: string): string {
  if (text !== '') return text;
  throw new InputError({ subject: flag, value: text, problem: 'is empty' });
}

/** The file for results: null is stdout, which `-` stands for as well. */
export function outputFileOption<Fallback extends string | null>(
  facts: OptionFacts<Fallback> & { readonly placeholder: string },
): Option<string | Fallback | null> {
  const option = textOption<Fallback>(facts);
  return {
    ...option,
    read: (text, flag, soFar) => (text === '-' ? null : option.read(text, flag, soFar as Fallback)),
  };
}

/** An option that takes one of a few names. */
export function choiceOption<Name extends string, Fallback extends Name | null>(
  facts: OptionFacts<Fallback> & { readonly choices: readonly Name[] },
): Option<Name | Fallback> {
  const { choices, fallback } = facts;
  return {
    placeholder: choicePlaceholder(choices),
    fallbackText: fallback,
    ...facts,
    read: (text, flag) =>
      knownName(text, choices, { subject: flag, problem: 'is not one of the choices' }),
  };
}

/** An option that takes no value: false, and true where it is written. */
export function switchOption(description: string): Option<boolean> {
  return { placeholder: null, description, fallback: false, read: () => true };
}

/** A switch for something that is said on stderr, perhaps with a letter of its own. */
export function spokenSwitch(description: string, letter?: string): Option<boolean> {
  return { ...switchOption(description), speaks: true, ...(letter !== undefined && { letter }) };
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
    variadic: true,
    read: (text, flag, soFar) => [...soFar, notEmpty(text, flag)],
  };
}

/** An option that takes a list with commas, of which each item is read in turn. */
export function commaListOption<Item, Fallback extends readonly Item[] | null>(
  facts: OptionFacts<Fallback> & { readonly readItem: (text: string, flag: string) => Item },
): Option<readonly Item[] | Fallback> {
  const { readItem, ...shown } = facts;
  const read = (text: string, flag: string): readonly Item[] =>
    text.split(',').map((item) => readItem(item.trim(), flag));
  return { placeholder: 'LIST', ...shown, read };
}
