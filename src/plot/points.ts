/** Values over time, in ascending order of time. */
export interface Points {
  /** Seconds since the migrate command; negative before it. */
  readonly seconds: readonly number[];
  readonly values: readonly number[];
}

/** A value of each item, at its time. */
export function pointsOf<Item extends { readonly seconds: number }>(
  items: readonly Item[],
  valueOf: (item: Item) => number,
): Points {
  return { seconds: items.map(({ seconds }) => seconds), values: items.map(valueOf) };
}

/** Those points whose index is kept; the line itself if it loses none. */
export function keptPoints<Line extends Points>(line: Line, isKept: (at: number) => boolean): Line {
  const { seconds, values } = line;
  if (seconds.every((_, at) => isKept(at))) return line;
  return {
    ...line,
    seconds: seconds.filter((_, at) => isKept(at)),
    values: values.filter((_, at) => isKept(at)),
  };
}
