import { defaultCommand } from '../commands.js';
import {
  type CompletedCommand,
  type CompletedTopic,
  programFlags,
  type Values,
} from './completion-model.js';

/**
 * Completion for bash 4 and later, without the package bash-completion. Nothing of the program runs
 * when a key is pressed.
 */
export function bashScript(
  commands: readonly CompletedCommand[],
  topics: readonly CompletedTopic[],
): string {
  const names = commands.map(({ name }) => name);
  const helped = [...names, ...topics.map(({ name }) => name)];
  return `# Completion of guestperf-sim for bash. Written by: guestperf-sim completion bash
_guestperf_sim() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]}
  # bash takes --option=value apart.
  if [[ $current == '=' ]]; then
    current=
  elif [[ $previous == '=' ]]; then
    previous=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  COMPREPLY=()
  if ((COMP_CWORD == 1)) && [[ $current != -* ]]; then
    COMPREPLY=($(compgen -W '${[...names, 'help'].join(' ')}' -- "$current"))
    return
  fi
  local command=${defaultCommand} options= words= operands= files= operand_files= wants=
  if [[ \${COMP_WORDS[1]} != -* ]]; then
    command=\${COMP_WORDS[1]}
  fi
  case $command in
${commands.map(commandCase).join('\n')}
    help)
      operands='${helped.join(' ')}'
      ;;
  esac
  if ((COMP_CWORD == 1)); then
    options+=' ${programFlags.join(' ')}'
  fi
  if [[ -z $wants ]]; then
    if [[ $current == -* ]]; then
      words=$options
    else
      words=$operands files=$operand_files
    fi
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  if [[ -n $files ]]; then
    local file
    while IFS= read -r file; do
      COMPREPLY+=("$file")
    done < <(compgen -f -- "$current")
    compopt -o filenames 2>/dev/null || true
  fi
}
complete -F _guestperf_sim guestperf-sim
`;
}

function commandCase({ name, options, operands }: CompletedCommand): string {
  const cases = options
    .filter(({ placeholder }) => placeholder !== null)
    .map(({ flag, values }) => `        ${flag}) wants=value ${assignments(values, '')};;`);
  return [
    `    ${name})`,
    `      options='${options.map(({ flag }) => flag).join(' ')}'`,
    ...(operands === null ? [] : [`      ${assignments(operands, 'operand').trim()}`]),
    '      case $previous in',
    ...cases,
    '      esac',
    '      ;;',
  ].join('\n');
}

function assignments({ words, files }: Values, of: '' | 'operand'): string {
  const [wordsName, filesName] = of === '' ? ['words', 'files'] : ['operands', 'operand_files'];
  const list = words.length === 0 ? '' : `${wordsName}='${words.join(' ')}' `;
  return `${list}${files ? `${filesName}=yes ` : ''}`;
}
