/** The settings: VS Code's part of package.json with its texts, and the README's table. */
import { ENGLISH } from './pageWords.mjs';

/**
 * The settings of editors alone, which the configuration file does not have. `readEditorSettings` in
 * `server/src/config/settings.ts` reads them. The default is the first choice.
 */
const EDITOR_SETTINGS = {
  diagnosticMode: {
    scope: 'resource',
    description: 'The files whose findings the Problems panel lists.',
    choices: {
      workspace: 'All files of the workspace.',
      openFilesOnly: 'Files that are open in an editor.',
    },
  },
  inlayHints: {
    scope: 'window',
    description: 'Whether to show in the text what Linkerd reads from it.',
    choices: {
      off: 'No hints.',
      on: 'The ports that a list contains, what pods inherit from a Namespace in the same file, and values of a kustomize base that every overlay overrides.',
    },
  },
  codeLens: {
    scope: 'window',
    description: 'What to show above pod templates.',
    choices: {
      off: 'Nothing.',
      on: 'The number of Services and Servers that select the pods; a click shows them.',
    },
  },
  // It runs programs, so a repository that is not trusted must not set it (`restrictedConfigurations`).
  render: {
    scope: 'machine-overridable',
    description:
      'Whether to run your own helm and kustomize on charts and kustomizations, and to check what they print. Never in an untrusted workspace.',
    choices: {
      off: 'Nothing is run.',
      onSave:
        'When a file is saved: `helm template` for its chart, or `kustomize build` for the kustomizations that apply it.',
    },
  },
  'trace.server': {
    scope: 'resource',
    description: 'Which messages between VS Code and the language server the output shows.',
    choices: {
      off: 'Nothing.',
      messages: 'The name of each message.',
      verbose: 'Each message with its content.',
    },
  },
};

/** `contributes.configuration` and the texts that it refers to. */
export function editorSettings(catalogue) {
  const texts = {};
  const text = (key, value) => {
    texts[`configuration.${key}`] = value;
    return `%configuration.${key}%`;
  };
  const configuration = {
    title: 'Linkerd Lint',
    properties: Object.fromEntries([
      ...catalogue.settings.map((setting) => [
        `linkerdLint.${setting.name}`,
        environmentProperty(setting, text),
      ]),
      [`linkerdLint.${catalogue.detect.name}`, detectProperty(catalogue.detect, text)],
      ['linkerdLint.rules', rulesProperty(catalogue, text)],
      ...Object.entries(EDITOR_SETTINGS).map(([name, setting]) => [
        `linkerdLint.${name}`,
        editorProperty(name, setting, text),
      ]),
    ]),
  };
  return { configuration, texts };
}

function environmentProperty({ name, description, choices, pattern, examples }, text) {
  return {
    scope: 'resource',
    type: 'string',
    default: 'auto',
    ...(choices && {
      enum: Object.keys(choices),
      enumDescriptions: Object.entries(choices).map(([choice, meaning]) =>
        text(`${name}.${choice}`, meaning),
      ),
    }),
    ...(pattern && { pattern, patternErrorMessage: text(`${name}.pattern`, expectation(examples)) }),
    markdownDescription: text(name, description + ENGLISH.settings.forEveryone),
  };
}

function detectProperty({ name, description }, text) {
  return { scope: 'resource', type: 'boolean', default: true, description: text(name, description) };
}

function expectation(examples) {
  return `Write auto or a version such as ${examples.join(' or ')}.`;
}

function rulesProperty({ pages, levels }, text) {
  return {
    scope: 'resource',
    type: 'object',
    default: {},
    additionalProperties: false,
    markdownDescription: text(
      'rules',
      'How severe each rule is, or `off`. What is not named keeps its default.',
    ),
    properties: Object.fromEntries(
      pages.map(({ rule }) => [
        rule.id,
        { type: 'string', enum: levels, description: text(`rules.${rule.id}`, `${rule.summary}.`) },
      ]),
    ),
  };
}

function editorProperty(name, { scope, description, choices }, text) {
  const words = Object.keys(choices);
  return {
    scope,
    type: 'string',
    default: words[0],
    enum: words,
    enumDescriptions: words.map((word) => text(`${name}.${word}`, choices[word])),
    description: text(name, description),
  };
}

/**
 * The settings as a Markdown table.
 *
 * @param {import('./catalogue.mjs').Catalogue} catalogue
 * @param {import('./catalogue.mjs').Translation} [translation] of the table; in English without
 */
export function settingsTable({ settings, detect }, translation) {
  const { head, levels, rulesSay, forEveryone } = (translation?.words ?? ENGLISH).settings;
  const describe = ({ name, description }) =>
    translation?.texts[`configuration.${name}`]?.replace(forEveryone, '') ?? description;
  const rows = settings.map((setting) => {
    const values = setting.choices ? Object.keys(setting.choices) : ['auto', ...setting.examples];
    const more = setting.choices ? '' : ', …';
    return `| \`${setting.name}\` | ${values.map((value) => `\`${value}\``).join(', ')}${more} | ${describe(setting)} |`;
  });
  rows.push(`| \`${detect.name}\` | \`true\`, \`false\` | ${describe(detect)} |`);
  rows.push(`| \`rules\` | ${levels} | ${rulesSay} |`);
  return [`| ${head.join(' | ')} |`, '| --- | --- | --- |', ...rows].join('\n');
}
