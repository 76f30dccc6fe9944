/** A word with one mistake of a typist: letters left out, doubled or in the wrong order. */
export function misspelt(random, word) {
  // The first letters are left alone: dashes of options are there.
  const place = random.integer(Math.min(2, word.length - 1), Math.max(word.length - 2, 1));
  const [before, letter, after] = [word.slice(0, place), word[place] ?? '', word.slice(place + 1)];
  switch (random.integer(0, 3)) {
    case 0:
      return before + after;
    case 1:
      return before + letter + letter + after;
    case 2:
      return before + (after[0] ?? 'x') + letter + after.slice(1);
    default:
      return `${word}s`;
  }
}

/**
 * The text of a JSON document with one mistake: in its syntax, its shape or one of its values.
 *
 * @param document what would be accepted
 * @param left keys below which nothing is touched
 */
export function spoiledJson(random, document, left = []) {
  if (random.chance(0.25)) return brokenText(random, JSON.stringify(document, null, 2));
  const copy = structuredClone(document);
  const places = placesOf(copy, left);
  const { holder, key } = random.pick(places);
  spoilValue(random, holder, key);
  return JSON.stringify(copy, null, 2);
}

function brokenText(random, text) {
  const cut = text.slice(0, random.integer(1, text.length - 2));
  return random.pick([cut, '', 'null', '[]', '"text"', '{}', `${text},`, text.replace(':', '=')]);
}

/** Every key of a document at any depth, with the object that has it. */
function placesOf(holder, left) {
  return Object.keys(holder)
    .filter((key) => !left.includes(key) && key !== '$schema')
    .flatMap((key) => {
      const value = holder[key];
      const below = typeof value === 'object' && value !== null ? placesOf(value, left) : [];
      return [{ holder, key }, ...below];
    });
}

function spoilValue(random, holder, key) {
  const value = holder[key];
  const kind = random.pick(['remove', 'rename', 'extra', 'value', 'value', 'value']);
  if (kind === 'value' || Array.isArray(holder)) {
    holder[key] = otherValue(random, value);
  } else if (kind === 'extra') {
    holder.extra = value;
  } else {
    if (kind === 'rename') holder[misspelt(random, key)] = value;
    delete holder[key];
  }
}

function otherValue(random, value) {
  if (typeof value === 'number') {
    return random.pick([-value - 1, value + 0.5, String(value), null, 1e300, 0]);
  }
  if (typeof value === 'string')
    return random.pick(['', 7, misspelt(random, value), null, [value]]);
  return random.pick([null, 1, 'text', [], {}, !value]);
}
