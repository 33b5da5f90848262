/** The rules, settings and annotations as in the product: its TypeScript, bundled in memory and imported. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../project/paths.mjs';
import { SIMPLIFIED_CHINESE } from './pageWords.mjs';
import { listRules, registrySource } from './registry.mjs';

const ENTRY = `
export { BUILD_RULES, MESH_RULES, RULES } from './server/src/rules/registry.ts';
export { ENGINE_RULES } from './server/src/engine/engineRules.ts';
export { DETECT_SETTING, ENVIRONMENT_SETTINGS, RULE_LEVELS } from './server/src/config/settings.ts';
export { CONFIG_FILE } from './server/src/config/configFile.ts';
export { OVERRIDE_KEYS, TOP_LEVEL_KEYS } from './server/src/config/configKeys.ts';
export { annotationsPage } from './server/src/features/reference/annotationsPage.ts';
export { allCharts } from './server/src/linkerd/charts/charts.ts';
export { chartText, valueText } from './server/src/linkerd/charts/chartText.ts';
export { wordsOfValue } from './server/src/linkerd/charts/valueWords.ts';
export { resourceKinds } from './server/src/linkerd/schemas/resourceKinds.ts';
export { fieldText, kindText } from './server/src/linkerd/schemas/texts/fieldText.ts';
`;

/** The registry may be stale or broken when it is about to be written, so its new source is used instead. */
const freshRegistry = {
  name: 'fresh-registry',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]rules[\\/]registry\.ts$/ }, () => ({
      contents: registrySource(),
      loader: 'ts',
      resolveDir: join(root, 'server', 'src', 'rules'),
    }));
  },
};

/**
 * @typedef {object} RulePage
 * @property {import('../../server/src/engine/rule.ts').Rule} rule
 * @property {string} source where its page stands, from the root
 * @property {string} body
 */

/**
 * @typedef {object} Translation
 * @property {import('./pageWords.mjs').PageWords} words
 * @property {Record<string, string>} texts of `package.nls.<language>.json`
 * @property {RulePage[]} pages those that are translated
 */

/**
 * @typedef {object} Catalogue
 * @property {RulePage[]} pages the rules in the registry's order, then those of the engine itself
 * @property {Translation[]} translations
 * @property {import('../../server/src/config/settings.ts').EnvironmentSetting[]} settings
 * @property {{ name: string, description: string }} detect
 * @property {string[]} levels
 * @property {string} configFile
 * @property {readonly import('../../server/src/config/configKeys.ts').ConfigKey[]} configKeys those at the top
 * @property {readonly import('../../server/src/config/configKeys.ts').ConfigKey[]} overrideKeys
 * @property {string} annotationsPage the reference of annotations and labels
 * @property {Record<string, Function>} schemas what is known of resources and charts, with the texts about it
 */

/** @returns {Promise<Catalogue>} */
export async function loadCatalogue() {
  const { outputFiles } = await build({
    stdin: { contents: ENTRY, resolveDir: root, loader: 'ts' },
    bundle: true,
    format: 'esm',
    // The catalogue's code runs in a web worker too; the browser builds of libraries load without Node.
    platform: 'browser',
    plugins: [freshRegistry],
    write: false,
    logLevel: 'error',
  });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  const product = await import(`data:text/javascript;base64,${code}`);
  const rules = new Map(
    [...product.RULES, ...product.MESH_RULES, ...product.BUILD_RULES].map((rule) => [rule.id, rule]),
  );
  const inRegistry = listRules().map(({ group, id }) => {
    const rule = rules.get(id);
    if (!rule) throw new Error(`The rule in server/src/rules/${group}/${id}.ts has another id.`);
    return readPage(rule, `server/src/rules/${group}/${id}.md`);
  });
  const inEngine = product.ENGINE_RULES.map((rule) => readPage(rule, `server/src/engine/${rule.id}.md`));
  const pages = await Promise.all([...inRegistry, ...inEngine]);
  return {
    pages,
    translations: [await translate(pages, SIMPLIFIED_CHINESE)],
    settings: product.ENVIRONMENT_SETTINGS,
    detect: product.DETECT_SETTING,
    levels: product.RULE_LEVELS,
    configFile: product.CONFIG_FILE,
    configKeys: product.TOP_LEVEL_KEYS,
    overrideKeys: product.OVERRIDE_KEYS,
    annotationsPage: product.annotationsPage(),
    schemas: {
      allCharts: product.allCharts,
      chartText: product.chartText,
      valueText: product.valueText,
      wordsOfValue: product.wordsOfValue,
      resourceKinds: product.resourceKinds,
      fieldText: product.fieldText,
      kindText: product.kindText,
    },
  };
}

async function readPage(rule, source) {
  return { rule, source, body: (await readFile(join(root, source), 'utf8')).trim() };
}

/** A translated page is beside the page, as `<id>.<language>.md`. */
async function translate(pages, words) {
  const translated = pages
    .map(({ rule, source }) => ({ rule, source: source.replace(/md$/, `${words.language}.md`) }))
    .filter(({ source }) => existsSync(join(root, source)))
    .map(({ rule, source }) => readPage(rule, source));
  const texts = JSON.parse(await readFile(join(root, `package.nls.${words.language}.json`), 'utf8'));
  return { words, texts, pages: await Promise.all(translated) };
}
