import { OPTION_GROUPS, type Option } from './options.ts';

const BEGINNING = `Usage: linkerd-lint [options] [file, folder or glob]...
       linkerd-lint [options] -
       linkerd-lint <command>

Checks what Linkerd does with the annotations and resources in Kubernetes YAML,
JSON and Helm charts. Without a path, it checks the current folder.

Examples:
  linkerd-lint deploy/                         lint a folder
  linkerd-lint --fix 'charts/**/*.yaml'        apply the safe fixes
  helm template . | linkerd-lint -             lint the output of Helm
  linkerd-lint -f github -f sarif:out.sarif    annotate a PR, write a report
`;

const COMMANDS: readonly (readonly [string, string])[] = [
  ['explain <rule>', 'show the page of a rule'],
  ['explain <name>', 'explain an annotation, a field or a chart value'],
  ['explain <file>:<line>', 'explain why a line has findings, or has none'],
  ['mesh [<workload>]', 'show who can reach a workload; with --against,\nwhat changed'],
  ['cluster-command', 'print a command that lints a whole cluster'],
  ['rules [--json]', 'list all rules with their severities'],
  ['policy', 'print admission policies, to warn in the cluster'],
  ['init', 'write a commented .linkerd-lint.yaml'],
  ['completion <shell>', 'print the completion script for bash, zsh or fish'],
  ['lsp', 'start the language server on stdin and stdout'],
];

const END = `
Settings come from the nearest .linkerd-lint.yaml.
To lint a folder named like a command, write ./rules.
Exit status: 0 no failing finding, 1 a failing finding or a diff, 2 an error.`;

/** The output of `--help`. */
export function usage(): string {
  const groups = OPTION_GROUPS.map(
    ({ title, options }) =>
      `\n${title}:\n${options.map((option) => row(shown(option), option.help)).join('')}`,
  );
  const commands = COMMANDS.map(([command, help]) => row(`  ${command}`, help)).join('');
  return `${BEGINNING}\nCommands:\n${commands}${groups.join('')}${END}\n`;
}

function shown({ name, short, value }: Option): string {
  return `  ${short ? `-${short}, ` : ''}--${name}${value ? ` <${value}>` : ''}`;
}

const COLUMN = 30;

function row(term: string, help: string): string {
  return `${term.padEnd(COLUMN)}${help.replaceAll('\n', `\n${' '.repeat(COLUMN)}`)}\n`;
}
