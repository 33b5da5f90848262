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
        help: `${FORMATS.slice(0, 4).join(', ')},\n${FORMATS.slice(4).join(', ')}; with a file, into it`,
      },
      { name: 'fail-on', value: 'severity', choices: FAIL_ON, help: 'mildest severity that fails: warning' },
      { name: 'max-warnings', value: 'number', help: 'so many warnings do not fail yet' },
      { name: 'quiet', short: 'q', help: 'only what fails, and nothing around it' },
      { name: 'color', help: 'colors even where nothing shows them' },
      { name: 'no-color', help: 'no colors' },
    ],
  },
  {
    title: 'Fix',
    options: [
      { name: 'fix', help: 'apply the safe fixes' },
      { name: 'fix-suggestions', help: 'apply also what needs your eye; look at the result' },
      { name: 'diff', help: 'write nothing, print what a fix would change' },
    ],
  },
  {
    title: 'Configure',
    options: [
      { name: 'config', short: 'c', value: 'file', isPath: true, help: 'use this file for everything' },
      { name: 'no-config', help: 'use no configuration file' },
      {
        name: 'rule',
        value: 'id=severity',
        isRepeatable: true,
        help: 'off, hint, information, warning or error',
      },
      { name: 'baseline', value: 'file', isPath: true, help: 'let be what this file holds' },
      { name: 'write-baseline', help: 'let be, from now on, what is found today' },
      { name: 'print-environment', help: 'say what is known of the cluster, and from where' },
    ],
  },
  {
    title: 'Choose files',
    options: [
      { name: 'no-ignore', help: 'also what .gitignore names' },
      { name: 'complete', help: 'nothing that is applied is missing here' },
      { name: 'no-mesh', help: 'judge each resource by itself' },
      { name: 'stdin-filename', value: 'name', isPath: true, help: 'what standard input is called' },
    ],
  },
  {
    title: 'About',
    options: [
      { name: 'version', short: 'V', help: 'print the version' },
      { name: 'help', short: 'h', help: 'print this' },
    ],
  },
];

/** All options of a run. */
export const OPTIONS: readonly Option[] = OPTION_GROUPS.flatMap(({ options }) => options);
