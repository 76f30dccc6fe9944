import { printable } from './printable.js';

/** Characters that GitHub's Markdown takes for markup, where it does. */
const markup = [
  // An escape, or what would become one.
  String.raw`\\(?=[!-/:-@\[-\x60{-~]|$)`,
  // Code, emphasis, links, images, footnotes, struck text, mathematics, what ends a cell.
  String.raw`[\x60*\[\]~$|]`,
  // Tags, links in pointed brackets, and entities.
  '<(?=[A-Za-z/!?])',
  String.raw`&(?=#?\w+;)`,
  // Within a word an underline is no emphasis.
  String.raw`(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])`,
  // Addresses that become links without brackets.
  String.raw`(?<=[Hh][Tt]{2}[Pp][Ss]?|[Ff][Tt][Pp]):(?=//)`,
  String.raw`(?<=[Ww]{3})\.|@(?=[\w-]+\.)`,
  // What ends a heading.
  String.raw`(?<=\s)#(?=#*$)`,
];

/** What begins a block where it stands first: a heading, a quotation, a list, a line, a command to a runner. */
const blockStart = String.raw`^#|^>|^[-+*](?=\s|$)|(?<=^\d{1,9})[.)](?=\s|$)|^[-_*](?=[-_*\s]*$)|^:(?=:)`;

const inline = new RegExp(markup.join('|'), 'gu');
const block = new RegExp([blockStart, ...markup].join('|'), 'gu');

/** A text as Markdown shows it within a line: nothing in it is markup, and it has no newline. */
export function escapeMarkdown(text: string): string {
  return printable(text)
    .trim()
    .replaceAll(inline, String.raw`\$&`);
}

/** The same of a text that a line begins with. */
export function escapeMarkdownLine(text: string): string {
  return printable(text)
    .trim()
    .replaceAll(block, String.raw`\$&`);
}
