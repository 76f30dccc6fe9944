import { defaultCommand } from '../commands.js';
import type {
  CompletedCommand,
  CompletedOption,
  CompletedTopic,
  Values,
} from './completion-model.js';

/** Completion for fish 3 and later. */
export function fishScript(
  commands: readonly CompletedCommand[],
  topics: readonly CompletedTopic[],
): string {
  const names = [...commands, ...topics].map(({ name }) => name).join(' ');
  return `# Completion of guestperf-sim for fish. Written by: guestperf-sim completion fish
function __guestperf_sim_command
    set -l words (commandline -opc)
    if test (count $words) -lt 2
        echo ''
    else if string match -q -- '-*' $words[2]
        echo ${defaultCommand}
    else
        echo $words[2]
    end
end
function __guestperf_sim_uses
    test (__guestperf_sim_command) = $argv[1]
end
function __guestperf_sim_starts
    test -z (__guestperf_sim_command)
end
complete -c guestperf-sim -f
complete -c guestperf-sim -n __guestperf_sim_starts -l version -d 'show the version'
${commands.map(commandLines).join('\n')}
complete -c guestperf-sim -n __guestperf_sim_starts -a help -d 'show the help of a command or a topic'
complete -c guestperf-sim -n '__guestperf_sim_uses help' -a ${quoted(names)}
`;
}

function commandLines({ name, summary, options, operands }: CompletedCommand): string {
  const start = 'complete -c guestperf-sim -n __guestperf_sim_starts';
  const uses = quoted(`__guestperf_sim_uses ${name}`);
  const conditions = name === defaultCommand ? ['__guestperf_sim_starts', uses] : [uses];
  return [
    `${start} -a ${name} -d ${quoted(summary)}`,
    ...conditions.flatMap((condition) => options.map((option) => optionLine(condition, option))),
    ...(operands === null
      ? []
      : [`complete -c guestperf-sim -n ${uses}${valueFlags(operands, '')}`]),
  ].join('\n');
}

function optionLine(condition: string, option: CompletedOption): string {
  const { flag, description, placeholder, values } = option;
  const value = placeholder === null ? '' : valueFlags(values, ' -r');
  const name = flag.slice(2);
  return `complete -c guestperf-sim -n ${condition} -l ${name}${value} -d ${quoted(description)}`;
}

function valueFlags({ words, files }: Values, required: string): string {
  const list = words.length === 0 ? '' : ` -a ${quoted(words.join(' '))}`;
  return `${required}${files ? ' -F' : ' -f'}${list}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`;
}
