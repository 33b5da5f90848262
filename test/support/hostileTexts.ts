/** Texts out of a repository that try to do something wherever they are shown. Keys, values, names and folders may be so. */
export const HOSTILE_TEXTS: readonly string[] = [
  // A terminal.
  'x\u001b[2J\u001b]0;title\u0007',
  'x\u009b31m\u0085',
  'x\u202e\u2066gpj.exe\u2069',
  'line\u2028line\u2029',
  // The log of a CI server: GitHub, its older form, Azure, TeamCity, GitLab.
  '::stop-commands::t',
  ' ::set-env name=A::b',
  '##[error]x',
  '##vso[task.setvariable variable=a]b',
  "##teamcity[buildStatus text='x']",
  '###[error]x',
  'section_start:1560896352:s\r\u001b[0K',
  // Links, commands, icons and HTML in VS Code.
  '[Open](command:workbench.action.openSettings)',
  '[x](https://example.invalid "t")',
  '![x](https://example.invalid/x.png)',
  '<img src=x onerror=alert(1)>',
  '<https://example.invalid>',
  'https://example.invalid',
  'www.example.invalid',
  '$(warning) x',
  '`` ` [x](command:y) ` ``',
  '```\n[x](command:y)\n```',
  '| a | [x](command:y) |',
  // Formats of reports.
  ']]> & <x a="b">',
  '%0A::error::x',
  // No end.
  'x'.repeat(20_000),
];

/** What a terminal obeys, or what turns the direction of text. */
export const STEERING = /(?![\t\n\r])\p{Cc}|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;

/** Commands that a CI server takes: at the beginning of a line, after spaces too, or anywhere in it. */
export const CI_COMMAND = /^[ \t]*::.*|##\w*\[.*/gm;
