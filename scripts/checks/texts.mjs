/**
 * Checks that every text for people can be translated, and that every translation is complete:
 *
 *     node scripts/checks/texts.mjs [--release]
 *
 * - `l10n.t` gets its text as a literal, or the text is in no bundle
 * - each `%key%` of package.json has a text, and each text has its place
 * - a translation has the keys of the English original, no others, and in each of them the same `{0}`, the same code and
 *   the same sign ahead
 * - comments, texts and developer documents use plain words (`words.mjs`)
 * - nothing is left of what `npm run new-rule` writes to be replaced
 *
 * Texts of rules may be translated later than they are written; without a translation they are shown in English. Those
 * that lack one are listed, and are a failure only with --release.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import ts from 'typescript';
import { root } from '../project/paths.mjs';
import { fail } from '../project/progress.mjs';
import { sourceFiles } from '../project/sourceFiles.mjs';
import { PLACEHOLDER } from '../scaffold/ruleFiles.mjs';
import { hardWords } from './words.mjs';

function main() {
  const { values } = parseArgs({ options: { release: { type: 'boolean', default: false } } });
  const untranslated = missingTranslations();
  const mayBeMissing = untranslated.filter(({ isOfRule }) => isOfRule && !values.release);
  const problems = [
    ...sourceFiles(['client/src', 'server/src'], '.ts').flatMap(textsThatAreNoLiterals),
    ...manifestKeys(),
    ...TRANSLATED.flatMap(wrongTranslations),
    ...untranslated.filter((text) => !mayBeMissing.includes(text)).map(({ path, key }) => lacks(path, key)),
    ...hardWords(),
    ...placeholders(),
  ];
  if (mayBeMissing.length > 0)
    console.log(
      `To be translated before a release:\n${mayBeMissing.map(({ path, key }) => lacks(path, key)).join('\n')}`,
    );
  if (problems.length > 0) fail(problems.join('\n'));
}

function lacks(path, key) {
  return `${path} lacks “${key}”.`;
}

/** Calls of `l10n.t`, of either library, whose first argument is not a literal. */
function textsThatAreNoLiterals(path) {
  return callsIn(path)
    .filter(({ text }) => text === undefined)
    .map(({ line }) => `${path}:${line}: l10n.t takes its text as a literal, so that it can be collected.`);
}

/** The calls of `l10n.t` in a file, each with its text if that is a literal. */
function callsIn(path) {
  const source = ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true);
  const found = [];
  const visit = (node) => {
    if (ts.isCallExpression(node) && /(?:^|\.)l10n\.t$/.test(node.expression.getText())) {
      const [message] = node.arguments;
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push({
        line: line + 1,
        text: message && ts.isStringLiteralLike(message) ? message.text : undefined,
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function manifestKeys() {
  const used = new Set([...read('package.json').matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key));
  const texts = Object.keys(JSON.parse(read('package.nls.json')));
  return [
    ...[...used].filter((key) => !texts.includes(key)).map((key) => `package.nls.json lacks ${key}.`),
    ...texts
      .filter((key) => !used.has(key))
      .map((key) => `package.json does not use ${key} of package.nls.json.`),
  ];
}

/** The files of English texts, with their folders; `name.de.json` beside `name.json` is a translation. */
const TRANSLATED = [
  ['.', 'package.nls.json'],
  ['l10n', 'bundle.l10n.json'],
];

/** The translations of a file of English texts: their paths, and the texts in both languages by key. */
function translationsOf([folder, original]) {
  const stem = original.slice(0, -'.json'.length);
  const english = JSON.parse(read(folder, original));
  return readdirSync(join(root, folder))
    .filter((name) => name.startsWith(`${stem}.`) && name.endsWith('.json') && name !== original)
    .map((name) => ({ path: `${folder}/${name}`, translated: JSON.parse(read(folder, name)), english }));
}

/** Keys that a translation lacks, and whether they are texts of rules. */
function missingTranslations() {
  const ofRules = new Set(
    sourceFiles(['server/src/rules'], '.ts')
      .flatMap(callsIn)
      .map(({ text }) => text),
  );
  return TRANSLATED.flatMap(translationsOf).flatMap(({ path, translated, english }) =>
    Object.keys(english)
      .filter((key) => !(key in translated))
      .map((key) => ({ path, key, isOfRule: ofRules.has(key) || key.startsWith('configuration.rules.') })),
  );
}

function wrongTranslations(file) {
  return translationsOf(file).flatMap(({ path, translated, english }) => {
    const superfluous = Object.keys(translated).filter((key) => !(key in english));
    const differing = Object.keys(english).filter(
      (key) => key in translated && untranslatable(translated[key]) !== untranslatable(english[key]),
    );
    return [
      ...superfluous.map((key) => `${path} translates “${key}”, which is gone.`),
      ...differing.map((key) => `${path} has other placeholders, code or signs in “${key}”.`),
    ];
  });
}

/** Lines with a placeholder of `npm run new-rule`, in its own files or in generated ones. */
function placeholders() {
  const paths = [
    ...sourceFiles(['server/src/rules', 'test/unit/rules'], '.ts'),
    ...sourceFiles(['server/src/rules', 'docs'], '.md'),
    ...sourceFiles(['l10n'], '.json'),
    ...readdirSync(root).filter((name) => /^(?:README.*\.md|package\.nls.*\.json)$/.test(name)),
  ];
  return paths.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line, index) =>
        PLACEHOLDER.test(line) ? [`${path}:${index + 1}: replace “${line.trim()}”.`] : [],
      ),
  );
}

/**
 * What is the same in every language: placeholders, code spans, and a leading sign, by which hovers recognize texts
 * about missing effects. A text is a string, or an object with a comment for translators.
 */
function untranslatable(text) {
  const message = typeof text === 'string' ? text : text.message;
  const [sign = ''] = message.match(/^[✓✗?]/) ?? [];
  return sign + [...new Set(message.match(/\{\w+\}|`[^`]+`/g))].sort().join();
}

function read(...path) {
  return readFileSync(join(root, ...path), 'utf8');
}

main();
