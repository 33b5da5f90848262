/** The settings: VS Code's part of package.json with its texts, and the README's table. */
import { ENGLISH } from './pageWords.mjs';

const TRACE = {
  off: 'Nothing.',
  messages: 'The name of each message.',
  verbose: 'Each message with its content.',
};

const DIAGNOSTIC_MODES = {
  workspace: 'All files of the workspace.',
  openFilesOnly: 'Files that are open in an editor.',
};

const INLAY_HINTS = {
  off: 'No hints.',
  on: 'The ports that a list contains, what pods inherit from a Namespace in the same file, and values of a kustomize base that every overlay overrides.',
};

const CODE_LENS = {
  off: 'Nothing.',
  on: 'The number of Services and Servers that select the pods; a click shows them.',
};

const RENDER = {
  off: 'Nothing is run.',
  onSave:
    'When a file is saved: `helm template` for its chart, or `kustomize build` for the kustomizations that apply it.',
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
      ['linkerdLint.diagnosticMode', diagnosticModeProperty(text)],
      ['linkerdLint.inlayHints', inlayHintsProperty(text)],
      ['linkerdLint.codeLens', codeLensProperty(text)],
      ['linkerdLint.render', renderProperty(text)],
      ['linkerdLint.trace.server', traceProperty(text)],
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

function diagnosticModeProperty(text) {
  return {
    scope: 'resource',
    type: 'string',
    default: 'workspace',
    enum: Object.keys(DIAGNOSTIC_MODES),
    enumDescriptions: Object.entries(DIAGNOSTIC_MODES).map(([choice, meaning]) =>
      text(`diagnosticMode.${choice}`, meaning),
    ),
    description: text('diagnosticMode', 'The files whose findings the Problems panel lists.'),
  };
}

function inlayHintsProperty(text) {
  return {
    scope: 'window',
    type: 'string',
    default: 'off',
    enum: Object.keys(INLAY_HINTS),
    enumDescriptions: Object.entries(INLAY_HINTS).map(([choice, meaning]) =>
      text(`inlayHints.${choice}`, meaning),
    ),
    description: text('inlayHints', 'Whether to show in the text what Linkerd reads from it.'),
  };
}

function codeLensProperty(text) {
  return {
    scope: 'window',
    type: 'string',
    default: 'off',
    enum: Object.keys(CODE_LENS),
    enumDescriptions: Object.entries(CODE_LENS).map(([choice, meaning]) =>
      text(`codeLens.${choice}`, meaning),
    ),
    description: text('codeLens', 'What to show above pod templates.'),
  };
}

/** It runs programs, so a repository that is not trusted must not set it (`restrictedConfigurations`). */
function renderProperty(text) {
  return {
    scope: 'machine-overridable',
    type: 'string',
    default: 'off',
    enum: Object.keys(RENDER),
    enumDescriptions: Object.entries(RENDER).map(([choice, meaning]) => text(`render.${choice}`, meaning)),
    description: text(
      'render',
      'Whether to run your own helm and kustomize on charts and kustomizations, and to check what they print. Never in an untrusted workspace.',
    ),
  };
}

function traceProperty(text) {
  return {
    scope: 'resource',
    type: 'string',
    default: 'off',
    enum: Object.keys(TRACE),
    enumDescriptions: Object.entries(TRACE).map(([choice, meaning]) =>
      text(`trace.server.${choice}`, meaning),
    ),
    description: text(
      'trace.server',
      'Which messages between VS Code and the language server the output shows.',
    ),
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
