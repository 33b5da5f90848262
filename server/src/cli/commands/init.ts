import { existsSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { CONFIG_FILE } from '../../config/configFile.ts';
import { foundSettings } from '../../config/environmentReport.ts';
import { ENVIRONMENT_SETTINGS, type EnvironmentSetting } from '../../config/settings.ts';
import { Misuse } from '../arguments/misuse.ts';
import type { ParsedArguments } from '../arguments/parse.ts';
import { Disk } from '../files/disk.ts';
import { Messages } from '../messages.ts';
import { displayUri } from '../paths.ts';
import { SettingsSource } from '../settingsSource.ts';
import { escapeControlCharacters, isTerminal, write } from '../terminal.ts';

const OPTION_OF: Readonly<Record<EnvironmentSetting['name'], string>> = {
  dataPlane: 'data-plane',
  cniPlugin: 'cni-plugin',
  linkerd: 'linkerd',
};

/**
 * Writes a commented configuration file into the working directory. What no option says is asked, where somebody is
 * there to answer. Gives the exit status.
 *
 * @throws Misuse where there is one already, or a value is none
 */
export async function init(given: ParsedArguments): Promise<number> {
  if (given.positionals.length > 0)
    throw new Misuse('init takes no path; it writes into the current folder.');
  if (existsSync(CONFIG_FILE) && !given.has('force'))
    throw new Misuse(`There is a ${CONFIG_FILE} already. --force replaces it.`);
  const answers = await valuesFor(given);
  writeFileSync(CONFIG_FILE, configText(answers));
  const known = ENVIRONMENT_SETTINGS.filter(({ name }) => answers.get(name)?.value !== 'auto').map(
    ({ name }) => name,
  );
  write(
    1,
    `${CONFIG_FILE} was written${known.length > 0 ? ` with ${known.join(', ')}` : ''}. Look at it and commit it.\n`,
  );
  return 0;
}

/** The value of a setting, and where it was found. */
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
      throw new Misuse(`“${option}” is no value for ${setting.name}. ${choicesOf(setting)}`);
    const isPointless = setting.name === 'cniPlugin' && answers.get('dataPlane')?.value === 'proxy-init';
    const found = option === undefined ? detected.get(setting.name) : { value: option };
    if (found?.from)
      write(1, `${setting.name}: ${found.value}, from ${escapeControlCharacters(found.from)}\n`);
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

/** Asks until the answer is one; an empty one leaves the setting open. */
async function ask(setting: EnvironmentSetting): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    for (;;) {
      const answer =
        (await lines.question(`${setting.description}\n${choicesOf(setting)} [auto] `)).trim() || 'auto';
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
  return `# How Linkerd Lint judges what is in this folder and below.

# What is known of the cluster. What is left out is looked for in the repository, or stays unknown.

${settings.join('\n')}
# How severe a rule is: off, hint, information, warning or error. linkerd-lint rules lists them.
# rules:
#   skip-ports-overlap: off

# Folders for which something else holds.
# overrides:
#   - files: [clusters/staging/**]
#     environment: {dataPlane: proxy-init}

# What is not linted at all, beside what .gitignore names.
# ignore: [vendor/**]
`;
}
