/**
 * A shell pattern as Python's fnmatch reads it: `*` is any text, slashes included, `?` any character,
 * `[abc]`, `[a-c]` and `[!abc]` a character of a set. A bracket that is not closed is itself.
 */
export function fnmatch(name: string, pattern: string): boolean {
  return new RegExp(`^${translated(pattern)}$`, 's').test(name);
}

function translated(pattern: string): string {
  let source = '';
  let at = 0;
  while (at < pattern.length) {
    const character = pattern[at];
    const close = character === '[' ? closingBracket(pattern, at) : -1;
    if (close !== -1) {
      source += characterSet(pattern.slice(at + 1, close));
      at = close + 1;
      continue;
    }
    if (character === '*') source += '.*';
    else if (character === '?') source += '.';
    else source += escaped(character);
    at++;
  }
  return source;
}

/** A bracket right behind the opening one, or behind its `!`, is part of the set. */
function closingBracket(pattern: string, open: number): number {
  const first = pattern[open + 1] === '!' ? open + 2 : open + 1;
  return pattern.indexOf(']', first + 1);
}

function characterSet(content: string): string {
  const isNegated = content.startsWith('!');
  const members = isNegated ? content.slice(1) : content;
  const ranges: string[] = [];
  for (let at = 0; at < members.length; at++) {
    const from = members[at];
    const to = members[at + 1] === '-' ? members[at + 2] : undefined;
    if (to === undefined) {
      ranges.push(escaped(from));
      continue;
    }
    // A range that runs backwards holds nothing.
    if (from <= to) ranges.push(`${escaped(from)}-${escaped(to)}`);
    at += 2;
  }
  if (ranges.length === 0) return isNegated ? '.' : '(?!)';
  return `[${isNegated ? '^' : ''}${ranges.join('')}]`;
}

function escaped(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/-]/, String.raw`\$&`);
}
