/**
 * A seeded source of choices. The same text gives the same choices on every machine, so that a
 * failing line can be drawn again from its number alone.
 */
export class Random {
  #state;

  /** @param {string} text the seed */
  constructor(text) {
    this.#state = hashOf(text);
    // The first values of neighbouring seeds resemble each other: leave them out.
    for (let warmUp = 0; warmUp < 8; warmUp++) this.next();
  }

  /** From 0 up to, not including, 1 (mulberry32). */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `min` to `max`, both included. */
  integer(min, max) {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  /** True with a probability. */
  chance(probability) {
    return this.next() < probability;
  }

  /** One of a list. */
  pick(list) {
    return list[this.integer(0, list.length - 1)];
  }

  /** One key of an object whose values are weights. */
  pickWeighted(weights) {
    const entries = Object.entries(weights);
    let rest = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    const chosen = entries.find(([, weight]) => (rest -= weight) < 0) ?? entries.at(-1);
    return chosen[0];
  }

  /** Some different ones of a list, in a random order. */
  sample(list, count) {
    const rest = [...list];
    const length = Math.min(count, rest.length);
    return Array.from({ length }, () => rest.splice(this.integer(0, rest.length - 1), 1)[0]);
  }
}

/** FNV-1a over the characters. */
function hashOf(text) {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ character.codePointAt(0), 0x01000193);
  return hash | 0;
}
