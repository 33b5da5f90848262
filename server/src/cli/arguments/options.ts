/** An option of the command line, as `--help`, completion and the parser need it. */
export interface Option {
  readonly name: string;
  readonly short?: string;
  /** Name of its value in `--help`; an option without one is a switch. */
  readonly value?: string;
  /** The allowed values, if only these are allowed. */
  readonly choices?: readonly string[];
  /** Whether its value is a path. */
  readonly isPath?: boolean;
  readonly isRepeatable?: boolean;
  /** One line for `--help`. */
  readonly help: string;
}

/** Related options under a heading. */
export interface OptionGroup {
  readonly title: string;
  readonly options: readonly Option[];
}

/** The formats of `--format`. */
export const FORMATS = ['text', 'compact', 'json', 'sarif', 'github', 'checkstyle', 'junit'] as const;

/** The format of a report. */
export type FormatName = (typeof FORMATS)[number];

/** The values of `--fail-on`: the mildest severity that fails the run, or `none`. */
export const FAIL_ON = ['none', 'hint', 'information', 'warning', 'error'] as const;

/** The options of a run, in the order of `--help`. */
export const OPTION_GROUPS: readonly OptionGroup[] = [
  {
    title: 'Report',
    options: [
      {
        name: 'format',
        short: 'f',
        value: 'name[:file]',
        choices: FORMATS,
        isRepeatable: true,
        help: `${FORMATS.slice(0, 4).join(', ')},\n${FORMATS.slice(4).join(', ')}; with :file, write\nthe report to that file`,
      },
      {
        name: 'fail-on',
        value: 'severity',
        choices: FAIL_ON,
        help: 'lowest severity that fails; default: warning',
      },
      { name: 'max-warnings', value: 'number', help: 'fail if there are more warnings than this' },
      { name: 'quiet', short: 'q', help: 'print only findings that fail' },
      { name: 'color', help: 'use colors even if the output is not a terminal' },
      { name: 'no-color', help: 'do not use colors' },
    ],
  },
  {
    title: 'Fix',
    options: [
      { name: 'fix', help: 'apply the safe fixes' },
      {
        name: 'fix-suggestions',
        help: 'also apply the first suggestion of each finding;\nreview the result',
      },
      { name: 'diff', help: 'print what a fix would change, and write nothing' },
    ],
  },
  {
    title: 'Configure',
    options: [
      {
        name: 'config',
        short: 'c',
        value: 'file',
        isPath: true,
        help: 'use this configuration file for all files',
      },
      { name: 'no-config', help: 'use no configuration file' },
      {
        name: 'rule',
        value: 'id=severity',
        isRepeatable: true,
        help: 'set to off, hint, information, warning or error',
      },
      { name: 'baseline', value: 'file', isPath: true, help: 'do not report the findings in this file' },
      {
        name: 'write-baseline',
        help: 'write the current findings to the baseline file,\n.linkerd-lint-baseline.json by default',
      },
      { name: 'print-environment', help: 'print assumed cluster settings and their sources' },
    ],
  },
  {
    title: 'Choose files',
    options: [
      { name: 'no-ignore', help: 'also read files that .gitignore matches' },
      { name: 'complete', help: 'treat resources outside these files as missing' },
      { name: 'no-mesh', help: 'check each resource by itself' },
      { name: 'chart-defaults', help: 'also check charts as rendered with their default\nvalues' },
      { name: 'stdin-filename', value: 'name', isPath: true, help: 'the file name of standard input' },
    ],
  },
  {
    title: 'Render (runs your helm, kustomize or kubectl)',
    options: [
      { name: 'render', help: 'also lint the output of charts and kustomizations' },
      {
        name: 'values',
        value: 'file',
        isPath: true,
        isRepeatable: true,
        help: 'with --render: values for all charts; repeatable,\nthe last file wins',
      },
      {
        name: 'render-timeout',
        value: 'seconds',
        help: 'with --render: limit per program; default: 60',
      },
      { name: 'verbose', help: 'with --render: print each command' },
    ],
  },
  {
    title: 'About',
    options: [
      { name: 'version', short: 'V', help: 'print the version' },
      { name: 'help', short: 'h', help: 'print this help' },
    ],
  },
];

/** All options of a run. */
export const OPTIONS: readonly Option[] = OPTION_GROUPS.flatMap(({ options }) => options);
