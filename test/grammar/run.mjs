/**
 * Tests the syntax highlighting: each `*.tokens` file is a document in the language of its folder, tokenized by
 * that language's grammar with our injection in place, and its `^^^ scope` lines are what must come out.
 * The YAML files run twice, because VS Code replaced its YAML grammar after our oldest supported version; what
 * only the new one can show is in `yaml-current`.
 *
 *     node test/grammar/run.mjs [--xunit-report <folder>]
 *
 * Writes `grammar.xml` (JUnit) to that folder and leaves with 1 if anything failed.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL('../..', import.meta.url));
const { values: options } = parseArgs({
  options: { 'xunit-report': { type: 'string', default: join(root, '.vscode-test', 'results', 'grammar') } },
});

const helm = join(root, 'test', 'grammar', 'hosts', 'helm.tmLanguage.json');
const currentYaml = ['yaml', 'yaml-embedded', 'yaml-1.0', 'yaml-1.1', 'yaml-1.2', 'yaml-1.3'].map((name) =>
  require.resolve(`@codingame/monaco-vscode-yaml-default-extension/resources/${name}.tmLanguage.json`),
);
const formerYaml = require.resolve('tm-grammars/grammars/yaml.json');
const json = require.resolve('tm-grammars/grammars/json.json');

const hosts = [
  { name: 'yaml', folder: '{yaml,yaml-current}', grammars: [...currentYaml, helm] },
  { name: 'yaml in older VS Code', folder: 'yaml', grammars: [formerYaml, helm] },
  { name: 'helm', folder: 'helm', grammars: [helm] },
  { name: 'json', folder: 'json', grammars: [json, helm] },
];

/** Runs one host's tests and returns whether they passed, with the `<testsuite>` elements they wrote. */
function runHost({ name, folder, grammars }) {
  console.log(`\n${name}`);
  const reports = mkdtempSync(join(tmpdir(), 'linkerd-lint-grammar-'));
  const run = spawnSync(
    process.execPath,
    [
      require.resolve('vscode-tmgrammar-test/dist/unit.js'),
      ...grammars.flatMap((path) => ['--grammar', path]),
      '--xunit-report',
      reports,
      `test/grammar/${folder}/*.tokens`,
    ],
    { cwd: root, stdio: 'inherit' },
  );
  const suites = readdirSync(reports).map((file) =>
    readFileSync(join(reports, file), 'utf8').trim().replace('name="', `name="${name}: `),
  );
  rmSync(reports, { recursive: true });
  return { passed: run.status === 0, suites };
}

/** Adds up one counter attribute of the `<testsuite>` elements. */
function total(suites, counter) {
  return suites.reduce((sum, suite) => sum + Number(suite.match(new RegExp(`\\b${counter}="(\\d+)"`))[1]), 0);
}

const runs = hosts.map(runHost);
const suites = runs.flatMap((run) => run.suites);
const [tests, failures, errors] = ['tests', 'failures', 'errors'].map((counter) => total(suites, counter));

mkdirSync(options['xunit-report'], { recursive: true });
writeFileSync(
  join(options['xunit-report'], 'grammar.xml'),
  `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="grammar" tests="${tests}" failures="${failures}" errors="${errors}">
${suites.join('\n')}
</testsuites>
`,
);
console.log(`\ngrammar: ${tests} lines checked in ${suites.length} runs, ${failures + errors} failed`);
process.exitCode = runs.every((run) => run.passed) && tests > 0 ? 0 : 1;
