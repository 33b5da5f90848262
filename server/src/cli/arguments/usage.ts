import { OPTION_GROUPS, type Option } from './options.ts';

const BEGINNING = `Usage: linkerd-lint [options] [file, folder or glob]...
       linkerd-lint [options] -
       linkerd-lint <command>

Says what Linkerd will really do with the annotations in Kubernetes YAML and JSON, Helm charts
included. Without a path it reads the current folder.

Examples:
  linkerd-lint deploy/                         lint a folder
  linkerd-lint --fix 'charts/**/*.yaml'        fix what can be fixed safely
  helm template . | linkerd-lint -             lint what Helm makes of a chart
  linkerd-lint -f github -f sarif:out.sarif    annotate a pull request, keep a report
`;

const COMMANDS: readonly (readonly [string, string])[] = [
  ['explain <rule>', 'the page of a rule'],
  ['explain <field>', 'a resource’s field or a chart’s value, as Server.spec.port'],
  ['explain <file>:<line>', 'why there are findings on a line, or none'],
  ['mesh [<workload>]', 'who can reach a workload, or what of it changes'],
  ['cluster-command', 'the kubectl command whose output is a whole cluster'],
  ['rules [--json]', 'every rule with its severity'],
  ['policy', 'admission policies for rules that a cluster can enforce'],
  ['init', 'write a commented .linkerd-lint.yaml'],
  ['completion <shell>', 'completion for bash, zsh or fish'],
  ['lsp', 'the language server, on standard input and output'],
];

const END = `
Settings come from the nearest .linkerd-lint.yaml. A folder with the name of a command is ./rules.
Exit status: 0 nothing that fails, 1 findings that fail (or a diff), 2 misuse or trouble.`;

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
