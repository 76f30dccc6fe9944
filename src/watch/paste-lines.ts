import { shellWord } from '../documents/shell-word.js';
import type { ChangeForecast } from './forecast.js';

/** The domain that is watched, and where its libvirt is; null for virsh's own default. */
export interface PastedDomain {
  readonly domain: string;
  readonly uri: string | null;
}

/**
 * The lines that make a change, to be pasted: of virsh where that is what is watched through, else those of QMP too.
 *
 * @param domain null if it is not known: then DOMAIN stands where it belongs
 */
export function pasteLines(change: ChangeForecast, domain: PastedDomain | null): readonly string[] {
  const { qmp, virsh } = change;
  if (domain === null) return [...qmp, ...virsh];
  const { domain: name, uri } = domain;
  const program = uri === null ? 'virsh ' : `virsh --connect ${shellWord(uri)} `;
  return virsh.map((line) =>
    // A function, for a name may have what a replacement text means something by.
    line.replace(/^virsh /, () => program).replace(/\bDOMAIN\b/, () => shellWord(name)),
  );
}
