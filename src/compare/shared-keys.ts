/** What is asked of a map whose keys many others have too. */
export type Fields<Key, Value> = Pick<
  ReadonlyMap<Key, Value>,
  'get' | 'has' | 'keys' | typeof Symbol.iterator
>;

/** Makes maps of which those with the same keys in the same order keep them once. */
export class SharedKeys<Key extends string> {
  private readonly places = new Map<string, ReadonlyMap<Key, number>>();

  fieldsOf<Value>(entries: readonly (readonly [Key, Value])[]): Fields<Key, Value> {
    const name = JSON.stringify(entries.map(([key]) => key));
    let places = this.places.get(name);
    if (places === undefined) {
      places = new Map(entries.map(([key], place) => [key, place]));
      this.places.set(name, places);
    }
    return new PlacedValues(
      places,
      entries.map(([, value]) => value),
    );
  }
}

class PlacedValues<Key, Value> implements Fields<Key, Value> {
  constructor(
    private readonly places: ReadonlyMap<Key, number>,
    private readonly values: readonly Value[],
  ) {}

  get(key: Key): Value | undefined {
    const place = this.places.get(key);
    return place === undefined ? undefined : this.values[place];
  }

  has(key: Key): boolean {
    return this.places.has(key);
  }

  keys(): MapIterator<Key> {
    return this.places.keys();
  }

  *[Symbol.iterator](): MapIterator<[Key, Value]> {
    for (const [key, place] of this.places) yield [key, this.values[place]];
  }
}
