import { readFileSync } from 'node:fs';

/** What a document says of a value. */
export interface ValueFact {
  readonly type: string;
  readonly min?: number;
  readonly max?: number;
  readonly choices?: readonly string[];
  readonly isPowerOfTwo?: boolean;
  /** A flag that has to be there too. */
  readonly needs?: string;
  /** A parameter that it may not be below. */
  readonly minOf?: string;
  /** The release that brought it. */
  readonly since?: string;
}

type Facts = Readonly<Record<string, ValueFact>>;

interface VirshCommand {
  readonly arguments: readonly string[];
  readonly flags: Readonly<Record<string, ValueFact | null>>;
  readonly numbers?: Facts;
}

/** Facts copied from the managers' own documents and sources, which each part names with path and commit. */
export interface ManagerSchemas {
  readonly qmp: {
    readonly capabilities: Readonly<Record<string, string>>;
    readonly parameters: Facts;
    /** Null: its arguments are the parameters. */
    readonly commands: Readonly<Record<string, readonly string[] | null>>;
  };
  readonly virsh: { readonly commands: Readonly<Record<string, VirshCommand>> };
  readonly nova: {
    readonly section: string;
    readonly options: Facts;
    readonly parallelWithPostcopySince: string;
  };
  readonly kubevirt: {
    readonly apiVersion: string;
    readonly kind: string;
    readonly required: readonly string[];
    readonly spec: Facts;
    readonly selectors: readonly string[];
  };
}

export const managerSchemas = JSON.parse(
  readFileSync(new URL('../advise/managers/schemas.json', import.meta.url), 'utf8'),
) as ManagerSchemas;

/** What is wrong with values by their facts; nothing if all is well. */
export function valueFaults(
  values: ReadonlyMap<string, string>,
  facts: Readonly<Record<string, ValueFact | null>>,
): string[] {
  return Array.from(values, ([name, text]) => {
    const fact = facts[name];
    if (fact === undefined) return `${name} is unknown`;
    if (fact?.needs !== undefined && !values.has(fact.needs))
      return `${name} without ${fact.needs}`;
    return valueFault(name, text, fact ?? { type: 'none' }, values);
  }).filter((fault) => fault !== null);
}

function valueFault(
  name: string,
  text: string,
  fact: ValueFact,
  values: ReadonlyMap<string, string>,
): string | null {
  const wrong = `${name} = ${text} is no ${fact.type}`;
  switch (fact.type) {
    case 'none':
    case 'map':
      return text === '' ? null : `${name} takes no value`;
    case 'bool':
      return text === 'true' || text === 'false' ? null : wrong;
    case 'choice':
      return fact.choices?.includes(text) === true ? null : wrong;
    default:
      break;
  }
  const number = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number)) return wrong;
  const { isPowerOfTwo = false, max = Infinity, min = 0, minOf } = fact;
  const least = Math.max(min, Number(values.get(minOf ?? '') ?? 0));
  if (number < least || number > max) return `${name} = ${text} is not within ${least} to ${max}`;
  if (fact.type === 'uint8' && number > 255) return wrong;
  return isPowerOfTwo && !Number.isInteger(Math.log2(number)) ? `${name} is no power of two` : null;
}
