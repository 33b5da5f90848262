/** The pages of rules and their indexes: `docs/rules/`, and `docs/<language>/rules/` for translations. */
import { posix } from 'node:path';
import { ENGLISH } from './pageWords.mjs';

/**
 * @param {import('./catalogue.mjs').Catalogue} catalogue
 * @returns {[string, string][]} path and content
 */
export function rulePages({ pages, translations, configFile }) {
  return [
    ...pages.map((page) => rulePage(page, page.rule.summary, configFile, ENGLISH)),
    [`${ENGLISH.folder}/README.md`, index(pages, undefined)],
    ...translations.flatMap((translation) => translatedPages(pages, translation, configFile)),
  ];
}

/** @param {import('./catalogue.mjs').Translation} translation */
function translatedPages(pages, translation, configFile) {
  const { words } = translation;
  return [
    ...translation.pages.map((page) => rulePage(page, summaryOf(page.rule, translation), configFile, words)),
    [`${words.folder}/README.md`, index(pages, translation)],
  ];
}

function rulePage({ rule, source, body }, summary, configFile, words) {
  const { facts, fixes } = words;
  const content = `${words.note(source)}

# ${rule.id}

${summary}${words.language === 'en' ? '.' : '。'}

| | |
| --- | --- |
${severityRows(rule.level, words)}
| ${facts.fix} | ${fixes[rule.fixable ?? 'none']} |
| ${facts.since} | Linkerd Lint ${rule.since} |

${separateFiles(withEnvironments(body, words))}

${words.configure(rule.id, configFile)}${rule.id.startsWith('suppression-') ? '' : words.suppress(rule.id)}`;
  return [`${words.folder}/${rule.id}.md`, content];
}

/** In front of an example without a sentence of its own. */
const ENVIRONMENT = /(?<![:：]\n\n)^<!-- environment: (.+) -->$/gm;

/**
 * Names the environment above each example, for which a comment is there that readers do not see: on a page about several
 * environments, or about some versions only.
 */
function withEnvironments(body, words) {
  const environments = new Set(Array.from(body.matchAll(ENVIRONMENT), ([, environment]) => environment));
  if (environments.size < 2 && ![...environments].some((environment) => environment.includes(' ')))
    return body;
  return body.replaceAll(
    ENVIRONMENT,
    (comment, environment) => `${words.example(nameOf(environment))}\n\n${comment}`,
  );
}

/** Separates the files of an example, so that it is valid YAML. */
function separateFiles(body) {
  return body.replaceAll(/^```yaml\n# file: [\s\S]*?^```$/gm, (block) =>
    block.replaceAll(/(?<!^```yaml)\n(?=# file: )/g, '\n---\n'),
  );
}

function nameOf(environment) {
  return environment.replace(/^cni\b/, 'linkerd-cni').replace(/^linkerd (?=\d)/, 'Linkerd ');
}

function severityRows(level, { facts, severityWhere }) {
  if (typeof level === 'string') return `| ${facts.severity} | ${level} |`;
  return Object.entries(severityWhere)
    .map(([impact, where]) => `| ${where} | ${level[impact]} |`)
    .join('\n');
}

function index(pages, translation) {
  const words = translation?.words ?? ENGLISH;
  return `${words.noteOfIndex}

${words.index}

${rulesTable(pages, words.folder, translation)}

${words.aboutIndex}
`;
}

/**
 * The rules as a Markdown table, with links to their pages.
 *
 * @param {import('./catalogue.mjs').RulePage[]} pages
 * @param {string} from the folder of the file that the table is for, from the root
 * @param {import('./catalogue.mjs').Translation} [translation] of the table; in English without
 */
function rulesTable(pages, from, translation) {
  const words = translation?.words ?? ENGLISH;
  const rows = pages.map(({ rule }) => {
    const level =
      typeof rule.level === 'string'
        ? [rule.level]
        : Object.keys(words.severityWhere).map((impact) => rule.level[impact]);
    const isTranslated = translation?.pages.some((page) => page.rule === rule);
    const path = posix.relative(from, `${isTranslated ? words.folder : ENGLISH.folder}/${rule.id}.md`);
    const link = path.includes('/') ? path : `./${path}`;
    const fix = words.fixesInTable[rule.fixable ?? 'none'];
    return `| [\`${rule.id}\`](${link}) | ${summaryOf(rule, translation)} | ${level.join(' / ')} | ${fix} |`;
  });
  return [`| ${words.tableHead.join(' | ')} |`, '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** Without its full stop; in English if it is not translated, which another check reports. */
function summaryOf(rule, translation) {
  const translated = translation?.texts[`configuration.rules.${rule.id}`];
  return translated?.replace(/[.。]$/, '') ?? rule.summary;
}
