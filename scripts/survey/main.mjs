/*
 * Lints folders of other people's repositories and prints what a reviewer needs: how often each annotation key occurs
 * in the text, in what context it was checked or why it was not, and every finding with its line.
 *
 *     npm run survey -- <folder>... [--keys skip-ports|all] [--json]
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { loadTypeScript } from '../project/typeScript.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { keys: { type: 'string', default: 'all' }, json: { type: 'boolean', default: false } },
});

const { isLinted } = await loadTypeScript(
  new URL('../../server/src/kubernetes/fileKinds.ts', import.meta.url),
);
const LARGEST_FILE = 5_000_000;

/** The files below a folder that may be manifests. Skips links and git's own folder. */
function* filesBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== '.git' && entry.name !== 'node_modules')
      yield* filesBelow(path);
    else if (entry.isFile() && isLinted(entry.name) && statSync(path).size < LARGEST_FILE) yield path;
  }
}

// The survey of one file is written in TypeScript, beside the engine's types.
const { surveyFile } = await loadTypeScript(new URL('./surveyFile.ts', import.meta.url));
const occurrences = [];
const findings = [];
const crashes = [];
let files = 0;
const started = performance.now();
for (const folder of positionals) {
  for (const path of filesBelow(folder)) {
    files++;
    const file = relative(process.cwd(), path);
    try {
      const surveyed = surveyFile(path, readFileSync(path, 'utf8'), values.keys);
      occurrences.push(...surveyed.occurrences.map((occurrence) => ({ file, ...occurrence })));
      findings.push(...surveyed.findings.map((finding) => ({ file, ...finding })));
    } catch (error) {
      crashes.push(`${file}: ${error.stack}`);
    }
  }
}
const seconds = (performance.now() - started) / 1000;

if (values.json) console.log(JSON.stringify({ files, seconds, occurrences, findings, crashes }, null, 2));
else print();

function print() {
  console.log(`${files} files in ${seconds.toFixed(1)} s, ${crashes.length} crashes`);
  console.log(`\n${occurrences.length} occurrences of annotation keys. Judged, by context:`);
  for (const [context, found] of groupBy(occurrences, 'context')) console.log(countLine(context, found));
  console.log('Not judged:');
  for (const [reason, found] of groupBy(occurrences, 'reason')) {
    console.log(countLine(reason, found));
    for (const { file, line } of found) console.log(`            ${file}:${line}`);
  }
  for (const [rule, found] of groupBy(findings, 'rule')) {
    console.log(`\n${rule}: ${found.length}`);
    for (const { file, line, source, message } of found) {
      console.log(`  ${file}:${line}\n      ${source}\n      ${message}`);
    }
  }
  for (const crash of crashes) console.log(`\nCRASH ${crash}`);
}

function countLine(name, found) {
  return `  ${String(found.length).padStart(6)}  ${name}`;
}

/** The items grouped by a property; the largest group first. */
function groupBy(items, property) {
  const groups = new Map();
  for (const item of items) {
    const name = item[property];
    if (name !== undefined) groups.set(name, [...(groups.get(name) ?? []), item]);
  }
  return [...groups].sort((a, b) => b[1].length - a[1].length);
}
