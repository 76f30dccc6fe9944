/** What a file holds: a JSON document, or text. */
export type Content =
  | { readonly kind: 'document'; readonly document: unknown }
  | { readonly kind: 'text'; readonly text: string };

export function documentOf(document: unknown): Content {
  return { kind: 'document', document };
}

export function textOf(text: string): Content {
  return { kind: 'text', text };
}
