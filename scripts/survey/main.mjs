/*
 * Runs the linter over folders of other people's repositories and prints what a reviewer needs: how often each
 * annotation key stands in the text, in what context it was judged or why it was not, and every finding with its line.
 *
 *     npm run survey -- <folder>... [--keys skip-ports|all] [--json]
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compileFunction } from 'node:vm';
import { build } from 'esbuild';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { keys: { type: 'string', default: 'all' }, json: { type: 'boolean', default: false } },
});

const MANIFESTS = /\.(?:ya?ml(?:\.gotmpl)?|json|tpl)$/i;
const LARGEST_FILE = 5_000_000;

/** The files below a folder that may hold manifests; links and git's own folder are left out. */
function* filesBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== '.git' && entry.name !== 'node_modules') yield* filesBelow(path);
    else if (entry.isFile() && MANIFESTS.test(entry.name) && statSync(path).size < LARGEST_FILE) yield path;
  }
}

/** The survey of one file is written in TypeScript, beside the engine's types. */
async function loadSurvey() {
  const entry = fileURLToPath(new URL('./surveyFile.ts', import.meta.url));
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, write: false, format: 'cjs', platform: 'node' });
  const module = { exports: {} };
  compileFunction(outputFiles[0].text, ['module', 'exports', 'require'])(module, module.exports, createRequire(entry));
  return module.exports;
}

const { surveyFile } = await loadSurvey();
const total = { files: 0, contexts: {}, unjudged: {}, findings: [], occurrences: 0, crashes: [] };
const started = performance.now();
for (const folder of positionals) {
  for (const path of filesBelow(folder)) {
    const text = readFileSync(path, 'utf8');
    total.files++;
    const name = relative(process.cwd(), path);
    try {
      const { occurrences, findings } = surveyFile(path, text, values.keys);
      for (const { context, reason, line } of occurrences) {
        total.occurrences++;
        if (context) total.contexts[context] = (total.contexts[context] ?? 0) + 1;
        else (total.unjudged[reason] ??= []).push(`${name}:${line}`);
      }
      total.findings.push(...findings.map((finding) => ({ file: name, ...finding })));
    } catch (error) {
      total.crashes.push(`${name}: ${error.stack}`);
    }
  }
}
const seconds = (performance.now() - started) / 1000;

if (values.json) console.log(JSON.stringify({ ...total, seconds }, null, 2));
else print();

function print() {
  console.log(`${total.files} files in ${seconds.toFixed(1)} s, ${total.crashes.length} crashes`);
  console.log(`\n${total.occurrences} occurrences of annotation keys. Judged, by context:`);
  const contexts = Object.entries(total.contexts).sort((a, b) => b[1] - a[1]);
  for (const [context, count] of contexts) console.log(`  ${String(count).padStart(6)}  ${context}`);
  console.log('Not judged:');
  for (const [reason, places] of Object.entries(total.unjudged)) {
    console.log(`  ${String(places.length).padStart(6)}  ${reason}`);
    for (const place of places) console.log(`            ${place}`);
  }
  const byRule = groupByRule(total.findings);
  for (const [rule, findings] of Object.entries(byRule)) {
    console.log(`\n${rule}: ${findings.length}`);
    for (const { file, line, source, message } of findings) console.log(`  ${file}:${line}\n      ${source}\n      ${message}`);
  }
  for (const crash of total.crashes) console.log(`\nCRASH ${crash}`);
}

function groupByRule(findings) {
  const groups = {};
  for (const finding of findings) (groups[finding.rule] ??= []).push(finding);
  return groups;
}
