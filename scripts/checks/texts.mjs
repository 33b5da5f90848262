/**
 * Checks that every text for people can be translated, and that every translation is complete:
 *
 * - `l10n.t` gets its text as a literal, or the text is in no bundle
 * - each `%key%` of package.json has a text, and each text has its place
 * - a translation has the keys of the English original, no others, and in each of them the same `{0}`, the same code and
 *   the same sign ahead
 * - comments, texts and developer documents use plain words (`words.mjs`)
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../project/paths.mjs';
import { fail } from '../project/progress.mjs';
import { sourceFiles } from '../project/sourceFiles.mjs';
import { hardWords } from './words.mjs';

function main() {
  const problems = [
    ...sourceFiles(['client/src', 'server/src'], '.ts').flatMap(textsThatAreNoLiterals),
    ...manifestKeys(),
    ...translations('.', 'package.nls.json'),
    ...translations('l10n', 'bundle.l10n.json'),
    ...hardWords(),
  ];
  if (problems.length > 0) fail(problems.join('\n'));
}

/** Calls of `l10n.t`, of either library, whose first argument is not a literal. */
function textsThatAreNoLiterals(path) {
  const text = readFileSync(join(root, path), 'utf8');
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found = [];
  const visit = (node) => {
    if (ts.isCallExpression(node) && /(?:^|\.)l10n\.t$/.test(node.expression.getText())) {
      const [message] = node.arguments;
      if (!message || !ts.isStringLiteralLike(message)) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        found.push(`${path}:${line + 1}: l10n.t takes its text as a literal, so that it can be collected.`);
      }
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

/** Compares `name.de.json` and its like with `name.json`. */
function translations(folder, original) {
  const stem = original.slice(0, -'.json'.length);
  const english = JSON.parse(read(folder, original));
  return readdirSync(join(root, folder))
    .filter((name) => name.startsWith(`${stem}.`) && name.endsWith('.json') && name !== original)
    .flatMap((name) => compare(`${folder}/${name}`, JSON.parse(read(folder, name)), english));
}

function compare(path, translated, english) {
  const missing = Object.keys(english).filter((key) => !(key in translated));
  const superfluous = Object.keys(translated).filter((key) => !(key in english));
  const differing = Object.keys(english).filter(
    (key) => key in translated && untranslatable(translated[key]) !== untranslatable(english[key]),
  );
  return [
    ...missing.map((key) => `${path} lacks “${key}”.`),
    ...superfluous.map((key) => `${path} translates “${key}”, which is gone.`),
    ...differing.map((key) => `${path} has other placeholders, code or signs in “${key}”.`),
  ];
}

/**
 * What is the same in every language: placeholders, code spans, and the sign that a text begins with, by which hovers
 * tell what has no effect. A text is a string, or an object with a comment for translators.
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
