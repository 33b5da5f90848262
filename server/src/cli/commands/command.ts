import { readLintArguments } from '../arguments/lintArguments.ts';
import { Misuse } from '../arguments/misuse.ts';
import { OPTIONS, type Option } from '../arguments/options.ts';
import { type ParsedArguments, parseArguments } from '../arguments/parse.ts';
import { write } from '../terminal.ts';
import { COMMAND_NAMES, type CommandName } from './names.ts';

/** Runs a command with the arguments after its name. Returns the exit status. */
export type Command = (argv: readonly string[]) => Promise<number>;

const HELP: Option = { name: 'help', short: 'h', help: 'print this' };

/** The options that affect the findings on a line. */
const EXPLAIN_OPTIONS = OPTIONS.filter(({ name }) => ['config', 'no-config', 'rule'].includes(name));

const COMMANDS: Readonly<Record<CommandName, Command>> = {
  explain: async (argv) => {
    const given = read(
      argv,
      'explain <rule>\n       linkerd-lint explain [options] <file>:<line>',
      EXPLAIN_OPTIONS,
    );
    if (!given) return 0;
    const what = only(
      given,
      'a rule or a line, as in linkerd-lint explain skip-ports-whitespace, or explain web.yaml:29',
    );
    const { explainPlace, readPlace } = await import('./explainPlace.ts');
    const place = readPlace(what);
    if (place) return explainPlace(place, readLintArguments(given));
    const { explain } = await import('./explain.ts');
    return explain(what);
  },
  rules: async (argv) => {
    const given = read(argv, 'rules [--json]', [{ name: 'json', help: 'as JSON, for programs' }]);
    if (!given) return 0;
    forbidPaths(given, 'rules');
    const { listRules } = await import('./rules.ts');
    return listRules(given.has('json'));
  },
  mesh: async (argv) => {
    const { MESH_OPTIONS } = await import('../mesh/meshOptions.ts');
    const given = read(argv, 'mesh [options] [<workload>]', MESH_OPTIONS);
    if (!given) return 0;
    const { meshCommand } = await import('../mesh/meshCommand.ts');
    return meshCommand(given);
  },
  policy: async (argv) => {
    const { POLICY_OPTIONS, printPolicies } = await import('./printPolicies.ts');
    const given = read(argv, 'policy [options]', POLICY_OPTIONS);
    if (!given) return 0;
    forbidPaths(given, 'policy');
    return printPolicies(given);
  },
  'cluster-command': async (argv) => {
    const given = read(argv, 'cluster-command', []);
    if (!given) return 0;
    forbidPaths(given, 'cluster-command');
    const { clusterCommand } = await import('./clusterCommand.ts');
    write(1, `${clusterCommand()}\n`);
    return 0;
  },
  init: async (argv) => {
    const { INIT_OPTIONS } = await import('./initOptions.ts');
    const given = read(argv, 'init [options]', INIT_OPTIONS);
    if (!given) return 0;
    const { init } = await import('./init.ts');
    return init(given);
  },
  completion: async (argv) => {
    const given = read(argv, 'completion <bash|zsh|fish>', []);
    if (!given) return 0;
    const { completion } = await import('./shellCompletion.ts');
    write(1, completion(only(given, 'a shell: bash, zsh or fish')));
    return 0;
  },
  lsp: async (argv) => {
    const given = read(argv, 'lsp', [{ name: 'stdio', help: 'the only way there is' }]);
    if (!given) return 0;
    forbidPaths(given, 'lsp');
    const { startLanguageServer } = await import('./lsp.ts');
    return startLanguageServer();
  },
};

/** The command with this name. A folder of the same name can be given as `./rules`. */
export function commandNamed(name: string | undefined): Command | undefined {
  const found = COMMAND_NAMES.find((candidate) => candidate === name);
  return found && COMMANDS[found];
}

/** The arguments of a command; `undefined` if its help was requested and printed. */
function read(
  argv: readonly string[],
  form: string,
  options: readonly Option[],
): ParsedArguments | undefined {
  const given = parseArguments(argv, [...options, HELP]);
  if (!given.has('help')) return given;
  const rows = options.map(({ name, value, help }) => {
    const term = `  --${name}${value ? ` <${value}>` : ''}`;
    return `${term.padEnd(30)}${help}\n`;
  });
  write(1, `Usage: linkerd-lint ${form}\n${rows.length > 0 ? `\n${rows.join('')}` : ''}`);
  return undefined;
}

function forbidPaths({ positionals }: ParsedArguments, command: CommandName): void {
  const [path] = positionals;
  if (path !== undefined)
    throw new Misuse(
      `${command} takes no argument such as “${path}”. For a folder named ${command}, write ./${command}.`,
    );
}

function only({ positionals }: ParsedArguments, what: string): string {
  const [first, ...rest] = positionals;
  if (first === undefined || rest.length > 0) throw new Misuse(`Name ${what}.`);
  return first;
}
