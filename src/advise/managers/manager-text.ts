/** What somebody who migrates writes to get some settings, and what of them cannot be said there. */
export interface ManagerText {
  readonly name: string;
  readonly lines: readonly string[];
  readonly cannot: readonly string[];
}

/** Only those that apply. */
export function applying(entries: readonly (readonly [boolean, string])[]): string[] {
  return entries.flatMap(([applies, text]) => (applies ? [text] : []));
}
