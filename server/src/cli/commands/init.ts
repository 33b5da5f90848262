import { once } from 'node:events';
import { lstatSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { CONFIG_FILE } from '../../config/configFile.ts';
import { foundSettings } from '../../config/environmentReport.ts';
import { ENVIRONMENT_SETTINGS, type EnvironmentSetting } from '../../config/settings.ts';
import { Misuse } from '../arguments/misuse.ts';
import type { ParsedArguments } from '../arguments/parse.ts';
import { describeIoError } from '../files/collect.ts';
import { Disk } from '../files/disk.ts';
import { AlreadyThere, createFile, overwriteFile } from '../files/write.ts';
import { Messages } from '../messages.ts';
import { displayUri } from '../paths.ts';
import { SettingsSource } from '../settingsSource.ts';
import { escapeControlCharacters, inLog, isTerminal, write } from '../terminal.ts';

const OPTION_OF: Readonly<Record<EnvironmentSetting['name'], string>> = {
  dataPlane: 'data-plane',
  cniPlugin: 'cni-plugin',
  linkerd: 'linkerd',
  ipv6: 'ipv6',
};

/**
 * Writes a commented configuration file into the working directory. Settings without an option are asked for on a
 * terminal. Returns the exit status.
 *
 * @throws Misuse if the file exists already, or a value is invalid
 */
export async function init(given: ParsedArguments): Promise<number> {
  if (given.positionals.length > 0)
    throw new Misuse('init takes no path; it writes into the current folder.');
  // A link counts as existing, wherever it leads.
  if (lstatSync(CONFIG_FILE, { throwIfNoEntry: false }) && !given.has('force')) throw alreadyThere();
  const answers = await valuesFor(given);
  writeConfig(configText(answers), given.has('force'));
  const known = ENVIRONMENT_SETTINGS.filter(({ name }) => answers.get(name)?.value !== 'auto').map(
    ({ name }) => name,
  );
  write(
    1,
    `${CONFIG_FILE} was written${known.length > 0 ? ` with ${known.join(', ')}` : ''}. Review it and commit it.\n`,
  );
  return 0;
}

/** With --force a link itself is replaced, never its target. */
function writeConfig(text: string, isForced: boolean): void {
  try {
    if (isForced) overwriteFile(CONFIG_FILE, text);
    else createFile(CONFIG_FILE, text);
  } catch (error) {
    if (error instanceof AlreadyThere) throw alreadyThere();
    throw new Misuse(`${CONFIG_FILE} ${describeIoError(error, 'written')}.`);
  }
}

function alreadyThere(): Misuse {
  return new Misuse(`${CONFIG_FILE} exists already. Add --force to replace it.`);
}

/** The value of a setting, and its source. */
interface Answer {
  readonly value: string;
  readonly from?: string;
}

type Answers = ReadonlyMap<EnvironmentSetting['name'], Answer>;

async function valuesFor(given: ParsedArguments): Promise<Answers> {
  const answers = new Map<EnvironmentSetting['name'], Answer>();
  const detected = await detect();
  const asks = isTerminal(0) && isTerminal(1);
  for (const setting of ENVIRONMENT_SETTINGS) {
    const option = given.value(OPTION_OF[setting.name]);
    if (option !== undefined && !setting.accepts(option))
      throw new Misuse(`“${option}” is not valid for --${OPTION_OF[setting.name]}. ${choicesOf(setting)}`);
    const isPointless = setting.name === 'cniPlugin' && answers.get('dataPlane')?.value === 'proxy-init';
    const found = option === undefined ? detected.get(setting.name) : { value: option };
    if (found?.from)
      write(1, inLog(`${setting.name}: ${found.value}, from ${escapeControlCharacters(found.from)}\n`));
    answers.set(setting.name, found ?? { value: asks && !isPointless ? await ask(setting) : 'auto' });
  }
  return answers;
}

/** What the repository's own files say. */
async function detect(): Promise<Answers> {
  const source = await SettingsSource.start({ config: false, rules: [] }, new Messages(true), new Disk());
  const found = foundSettings(await source.of('any.yaml'));
  return new Map(
    found.flatMap(({ setting, value, places }) => {
      const [place] = places;
      if (value === undefined || !place) return [];
      return [[setting, { value, from: `${displayUri(place.uri)}:${place.line}` }]];
    }),
  );
}

/** Asks until the answer is valid; an empty one leaves the setting open. */
async function ask(setting: EnvironmentSetting): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const closed = once(lines, 'close').then((): never => {
    throw new Misuse('The questions were not answered, so nothing was written.');
  });
  try {
    for (;;) {
      const question = lines.question(`${setting.description}\n${choicesOf(setting)} [auto] `);
      const answer = (await Promise.race([question, closed])).trim() || 'auto';
      if (setting.accepts(answer)) return answer;
    }
  } finally {
    lines.close();
  }
}

function choicesOf({ choices, examples }: EnvironmentSetting): string {
  return choices ? `One of: ${Object.keys(choices).join(', ')}.` : `Such as: auto, ${examples.join(', ')}.`;
}

function configText(answers: Answers): string {
  const settings = ENVIRONMENT_SETTINGS.map((setting) => {
    const { value = 'auto', from } = answers.get(setting.name) ?? {};
    const found = from ? `# Found in ${escapeControlCharacters(from)}.\n` : '';
    const comment = `# ${setting.description}\n# ${choicesOf(setting)}\n${found}`;
    return `${comment}${value === 'auto' ? '# ' : ''}${setting.name}: ${value}\n`;
  });
  return `# Settings of Linkerd Lint for the files in this folder and below.

# The cluster. A setting that is left out is detected from the repository, or is unknown.

${settings.join('\n')}
# How severe a rule is: off, hint, information, warning or error. linkerd-lint rules lists them.
# rules:
#   skip-ports-overlap: off

# Different settings for some files.
# overrides:
#   - files: [clusters/staging/**]
#     environment: {dataPlane: proxy-init}

# Files that are not linted, besides those in .gitignore.
# ignore: [vendor/**]
`;
}
