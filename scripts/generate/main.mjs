/**
 * `npm run generate`: writes every file, and every part of a file, that is derived from the rules, the settings and
 * the catalogue.
 *
 *     node scripts/generate/main.mjs [--check]
 *
 * With --check nothing is written; stale files are named, and the exit status is 1.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../project/paths.mjs';
import { fail } from '../project/progress.mjs';
import { annotationsPage } from './annotations.mjs';
import { loadCatalogue } from './catalogue.mjs';
import { configSchema } from './configSchema.mjs';
import { jsonSchemas, SCHEMA_FOLDERS } from './jsonSchemas.mjs';
import { l10nBundle } from './l10nBundle.mjs';
import { ENGLISH, SIMPLIFIED_CHINESE } from './pageWords.mjs';
import { registrySource } from './registry.mjs';
import { rulePages, rulesTable } from './rulePages.mjs';
import { editorSettings, settingsTable } from './settings.mjs';

const REGISTRY = 'server/src/rules/registry.ts';
const SCHEMA = 'schema/linkerd-lint.schema.json';

async function main() {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  const registry = [REGISTRY, registrySource()];
  // The registry depends on file names only, and everything else depends on the registry.
  if (!values.check) writeStale([registry]);
  const files = new Map([registry, ...(await generate())]);
  const orphans = [...orphanedPages(files), ...orphanedSchemas(files)];
  if (values.check) return check([...staleOnes(files).map(([path]) => path), ...orphans]);
  writeStale(files);
  for (const path of orphans) {
    rmSync(join(root, path));
    console.log(`removed ${path}`);
  }
}

function staleOnes(files) {
  return [...files].filter(([path, content]) => read(path) !== content);
}

function writeStale(files) {
  for (const [path, content] of staleOnes(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
    console.log(`wrote ${path}`);
  }
}

/** Paths and contents. Partly generated files are read here, as late as possible. */
async function generate() {
  const catalogue = await loadCatalogue();
  const texts = await l10nBundle();
  const { configuration, texts: settingTexts } = editorSettings(catalogue);
  const manifest = JSON.parse(read('package.json'));
  manifest.contributes.configuration = configuration;
  return [
    ...rulePages(catalogue),
    annotationsPage(catalogue),
    [SCHEMA, json(configSchema(catalogue))],
    ...jsonSchemas(catalogue),
    ['l10n/bundle.l10n.json', json(texts)],
    ['package.nls.json', json(withTexts(JSON.parse(read('package.nls.json') ?? '{}'), settingTexts))],
    ['package.json', json(manifest)],
    ['README.md', readme('README.md', catalogue)],
    ...catalogue.translations.map((translation) => {
      const path = readmeIn(translation.words.language);
      return [path, readme(path, catalogue, translation)];
    }),
  ];
}

/** Texts that other parts of the manifest refer to are kept; those of the settings are replaced. */
function withTexts(present, settingTexts) {
  const others = Object.entries(present).filter(([key]) => !key.startsWith('configuration.'));
  return { ...Object.fromEntries(others), ...settingTexts };
}

/** The suffix that registries of extensions expect: `README.zh-CN.md`. */
function readmeIn(language) {
  return `README.${language.replace(/-(\w+)$/, (_, region) => `-${region.toUpperCase()}`)}.md`;
}

/** A README with new tables between its markers. */
function readme(path, catalogue, translation) {
  const tables = {
    rules: rulesTable(catalogue.pages, '.', translation),
    settings: settingsTable(catalogue, translation),
  };
  return Object.entries(tables).reduce((text, [name, table]) => {
    const [begin, end] = [`<!-- begin generated: ${name} -->`, `<!-- end generated: ${name} -->`];
    const from = text.indexOf(begin);
    const to = text.indexOf(end);
    if (from === -1 || to < from) throw new Error(`${path} lacks the marks ${begin} and ${end}.`);
    return `${text.slice(0, from + begin.length)}\n\n${table}\n\n${text.slice(to)}`;
  }, read(path) ?? '');
}

/** Pages of removed rules, and translations of removed pages. */
function orphanedPages(files) {
  return [ENGLISH.folder, SIMPLIFIED_CHINESE.folder]
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`))
    .filter((path) => path.endsWith('.md') && !files.has(path));
}

/** Schemas of API versions that are gone. */
function orphanedSchemas(files) {
  return SCHEMA_FOLDERS.filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true }).map(
        (name) => `${folder}/${name.replaceAll('\\', '/')}`,
      ),
    )
    .filter((path) => path.endsWith('.json') && !files.has(path));
}

function check(stale) {
  if (stale.length === 0) return;
  fail(
    `These files are not as \`npm run generate\` would write them:\n${stale.map((path) => `- ${path}`).join('\n')}`,
  );
}

function json(value) {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function read(path) {
  return existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined;
}

main().catch(fail);
