import { defaultCommand } from '../commands.js';
import type {
  CompletedCommand,
  CompletedOption,
  CompletedTopic,
  Values,
} from './completion-model.js';

/** Completion for zsh: as a file _guestperf-sim in $fpath, or sourced after compinit. */
export function zshScript(
  commands: readonly CompletedCommand[],
  topics: readonly CompletedTopic[],
): string {
  const [described, read] = [commands, topics].map((entries) =>
    entries.map(({ name, summary }) => quoted(`${name}:${escapedColon(summary)}`)),
  );
  return `#compdef guestperf-sim
# Completion of guestperf-sim for zsh. Written by: guestperf-sim completion zsh
_guestperf-sim-names() {
  compadd -- "$@"
  _files
}
_guestperf-sim() {
  local -a commands
  commands=(
${described.map((entry) => `    ${entry}`).join('\n')}
    'help:show the help of a command or a topic'
  )
  if ((CURRENT == 2)) && [[ $words[2] != -* ]]; then
    _describe command commands
    return
  fi
  local command=${defaultCommand} first=yes
  if [[ $words[2] != -* ]]; then
    command=$words[2]
    first=
    shift words
    ((CURRENT--))
  fi
  case $command in
${commands.map(commandCase).join('\n')}
    help)
      local -a topics
      topics=(
${read.map((entry) => `        ${entry}`).join('\n')}
      )
      commands=(\${commands:#help:*})
      _describe command commands
      _describe topic topics
      ;;
  esac
}
if [[ $funcstack[1] == _guestperf-sim ]]; then
  _guestperf-sim "$@"
else
  compdef _guestperf-sim guestperf-sim
fi
`;
}

function commandCase({ name, options, operands }: CompletedCommand): string {
  const specifications = options.map(optionSpecification);
  if (name === defaultCommand) specifications.push(`\${first:+'--version[show the version]'}`);
  if (operands !== null) specifications.push(quoted(`*:value:${action(operands)}`));
  return [
    `    ${name})`,
    '      _arguments \\',
    specifications.map((specification) => `        ${specification}`).join(' \\\n'),
    '      ;;',
  ].join('\n');
}

function optionSpecification(option: CompletedOption): string {
  const { flag, placeholder, values, isVariadic } = option;
  const description = `[${escapedBrackets(option.description)}]`;
  if (placeholder === null) return quoted(`${flag}${description}`);
  const message = escapedColon(placeholder);
  if (isVariadic) return quoted(`*${flag}${description}:*-*:${message}:${action(values)}`);
  return quoted(`${flag}=${description}:${message}:${action(values)}`);
}

function action({ words, files }: Values): string {
  const names = `(${words.map(escapedColon).join(' ')})`;
  // The blank in front: zsh then calls the function with these words and no others.
  if (words.length > 0 && files) return ` _guestperf-sim-names ${words.join(' ')}`;
  if (words.length > 0) return names;
  return files ? '_files' : ' ';
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function escapedColon(text: string): string {
  return text.replaceAll(':', String.raw`\:`);
}

function escapedBrackets(text: string): string {
  return text.replaceAll(/[[\]]/g, String.raw`\$&`);
}
