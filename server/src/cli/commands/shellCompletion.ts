import { Misuse } from '../arguments/misuse.ts';
import { OPTIONS, type Option } from '../arguments/options.ts';
import { MESH_OPTIONS } from '../mesh/meshOptions.ts';
import { explainedNames } from './explainName.ts';
import { COMMAND_NAMES } from './names.ts';

const SHELLS: Readonly<Record<string, () => string>> = { bash, zsh, fish };

/**
 * The completion script for a shell.
 *
 * @throws Misuse for an unsupported shell
 */
export function completion(shell: string): string {
  const script = Object.hasOwn(SHELLS, shell) ? SHELLS[shell] : undefined;
  if (!script)
    throw new Misuse(`There is no completion for ${shell}. Use one of: ${Object.keys(SHELLS).join(', ')}.`);
  return script();
}

function flagsOf({ name, short }: Option): string[] {
  return [`--${name}`, ...(short ? [`-${short}`] : [])];
}

/** Load with `eval "$(linkerd-lint completion bash)"`. */
function bash(): string {
  return `_linkerd_lint() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  if ((COMP_CWORD > 1)) && [[ "\${COMP_WORDS[1]}" == mesh ]]; then
${bashOptions(MESH_OPTIONS, [])}
    COMPREPLY=()
    return
  fi
${bashOptions(OPTIONS, [
  `explain) compopt -o default; COMPREPLY=($(compgen -W "$(linkerd-lint rules --json 2>/dev/null | sed -n 's/^ *"id": "\\(.*\\)",$/\\1/p') ${explainedNames().join(' ')}" -- "$current")); return ;;`,
  `completion) COMPREPLY=($(compgen -W 'bash zsh fish' -- "$current")); return ;;`,
])}
  compopt -o default
  if ((COMP_CWORD == 1)); then COMPREPLY=($(compgen -W '${COMMAND_NAMES.join(' ')}' -- "$current")); else COMPREPLY=(); fi
}
complete -F _linkerd_lint linkerd-lint
`;
}

/** Completes these options and their values, and what comes after other words. */
function bashOptions(options: readonly Option[], more: readonly string[]): string {
  const cases = options
    .filter(({ value }) => value !== undefined)
    .map((option) => {
      const words = option.choices
        ? `COMPREPLY=($(compgen -W '${option.choices.join(' ')}' -- "$current"))`
        : option.isPath
          ? 'compopt -o default; COMPREPLY=()'
          : 'COMPREPLY=()';
      return `${flagsOf(option).join('|')}) ${words}; return ;;`;
    });
  return `  case "$previous" in
${[...cases, ...more].map((line) => `    ${line}`).join('\n')}
  esac
  if [[ "$current" == -* ]]; then
    COMPREPLY=($(compgen -W '${options.flatMap(flagsOf).join(' ')}' -- "$current"))
    return
  fi`;
}

/** Load with `eval "$(linkerd-lint completion zsh)"`, after `compinit`. */
function zsh(): string {
  return `#compdef linkerd-lint
_linkerd_lint() {
  if ((CURRENT > 2)) && [[ "$words[2]" == mesh ]]; then
    _arguments -s \\
${zshOptions(MESH_OPTIONS)} \\
    '*:workload: '
    return
  fi
  if ((CURRENT == 3)) && [[ "$words[2]" == explain ]]; then
    _files; compadd -- \${(f)"$(linkerd-lint rules --json 2>/dev/null | sed -n 's/^ *"id": "\\(.*\\)",$/\\1/p')"} ${explainedNames().join(' ')}
    return
  fi
  if ((CURRENT == 3)) && [[ "$words[2]" == completion ]]; then
    compadd -- bash zsh fish
    return
  fi
  ((CURRENT == 2)) && compadd -- ${COMMAND_NAMES.join(' ')}
  _arguments -s \\
${zshOptions(OPTIONS)} \\
    '*:file or folder:_files'
}
compdef _linkerd_lint linkerd-lint
`;
}

function zshOptions(options: readonly Option[]): string {
  const lines = options.map((option) => {
    const { name, short, value, choices, isPath, isRepeatable, help } = option;
    const names = short ? `{-${short},--${name}}` : `--${name}`;
    const excluded = isRepeatable ? "'*'" : short ? `'(-${short} --${name})'` : '';
    const action = choices ? `(${choices.join(' ')})` : isPath ? '_files' : ' ';
    const rest = `[${help.replaceAll('\n', ' ').replaceAll("'", '’')}]${value ? `:${value.replaceAll(/[[\]:]/g, ' ')}:${action}` : ''}`;
    return `    ${excluded}${names}'${rest}'`;
  });
  return lines.join(' \\\n');
}

/** Load with `linkerd-lint completion fish | source`. */
function fish(): string {
  const ofMesh = '__fish_seen_subcommand_from mesh';
  return `${fishOptions(OPTIONS, `not ${ofMesh}`)}
${fishOptions(MESH_OPTIONS, ofMesh)}
complete -c linkerd-lint -n __fish_use_subcommand -a '${COMMAND_NAMES.join(' ')}'
complete -c linkerd-lint -n '__fish_seen_subcommand_from completion' -x -a 'bash zsh fish'
complete -c linkerd-lint -n '__fish_seen_subcommand_from explain' -F -a "(linkerd-lint rules --json 2>/dev/null | string match -rg '^ *\\"id\\": \\"(.*)\\",\\$') ${explainedNames().join(' ')}"
`;
}

/** @param condition the command of fish's that says where they are offered */
function fishOptions(options: readonly Option[], condition: string): string {
  const lines = options.map(({ name, short, value, choices, isPath, help }) => {
    const values =
      value === undefined ? '' : isPath ? ' -r -F' : choices ? ` -x -a '${choices.join(' ')}'` : ' -x';
    return `complete -c linkerd-lint -n '${condition}' -l ${name}${short ? ` -s ${short}` : ''}${values} -d '${help.replaceAll('\n', ' ').replaceAll("'", "\\'")}'`;
  });
  return lines.join('\n');
}
