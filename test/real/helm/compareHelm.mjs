/*
 * Compares what our evaluator says that templates print with what Helm's own engine prints, in `tools/`, which pins the version.
 * Needs Go and, the first time, the Go module proxy; no cluster.
 *
 *     npm run test:real -- helm [--tools <binary>] [--share <0 to 1>]
 *
 * Prints how often both agree, how much we call unknown, and every difference; leaves with 1 if there is one, or if more than a
 * quarter is unknown. A chart on which Helm fails prints nothing, and nothing is compared.
 */
import { parseArgs } from 'node:util';
import { loadTypeScript } from '../../../scripts/project/typeScript.mjs';
import { askGoTool } from '../goTool.mjs';
import { generateCharts } from './generateCharts.mjs';

const { renderOurs } = await loadTypeScript(new URL('./renderOurs.ts', import.meta.url));

/** The largest share of unknown results, of those that Helm prints. */
const MOST_UNKNOWN = 0.25;

/** Prints the comparison. The exit status says whether both agree. */
export async function compareHelm(args) {
  const { values: options } = parseArgs({
    args,
    options: { tools: { type: 'string' }, share: { type: 'string' } },
  });
  const cases = [...generateCharts(Number(options.share ?? 1))];
  // Each chart with no other file, with each, and with all: what we know must be right for all.
  const requests = cases.flatMap((given, index) =>
    selections(given.others).map((values) => ({ index, values })),
  );
  const answers = askGoTool(
    new URL('./tools/', import.meta.url),
    requests.map(({ index, values }) => ({ files: filesOf(cases[index]), values })),
    options.tools,
  );
  const { differences, counts } = compare(cases, requests, answers);
  for (const difference of differences) console.log(`DIFFERS ${difference}`);
  const share = counts.unknown / Math.max(counts.compared, 1);
  console.log(
    `${cases.length} charts with ${requests.length} choices of values: ${counts.compared} charts that Helm prints, of which ${counts.unknown} (${(share * 100).toFixed(1)} %) have something unknown; Helm fails on ${counts.failed}; ${counts.given} choices of files were compared by themselves; ${differences.length} differences.`,
  );
  process.exitCode = differences.length > 0 || share > MOST_UNKNOWN || counts.compared === 0 ? 1 : 0;
}

function compare(cases, requests, answers) {
  const differences = [];
  const counts = { compared: 0, unknown: 0, failed: 0, given: 0 };
  for (const [index, given] of cases.entries()) {
    const known = renderOurs(oursOf(given, given.others), 'web.yaml');
    // With the files given to Helm, each choice has a result of its own.
    for (const [at, { index: chart, values }] of requests.entries()) {
      if (chart !== index || values.length === 0) continue;
      const text = answers[at].rendered?.['app/templates/web.yaml'];
      const chosen = renderOurs(oursOf(given, [], values), 'web.yaml');
      if (text === undefined || !chosen) continue;
      counts.given++;
      if (!fits(text, chosen))
        differences.push(
          `${given.name}, given ${JSON.stringify(values)}: ours ${JSON.stringify(chosen)}, Helm's ${JSON.stringify(text)}`,
        );
    }
    const mine = requests.flatMap((request, at) => (request.index === index ? [answers[at]] : []));
    const texts = mine.flatMap(({ rendered }) => rendered?.['app/templates/web.yaml'] ?? []);
    if (texts.length === 0) {
      counts.failed++;
      continue;
    }
    counts.compared++;
    if (!known || known.length > 1) counts.unknown++;
    for (const text of texts)
      if (known && !fits(text, known))
        differences.push(`${given.name}: ours ${JSON.stringify(known)}, Helm's ${JSON.stringify(text)}`);
  }
  return { differences, counts };
}

/** A chart for our evaluator, with values files that may be given to Helm, or that are. */
function oursOf({ chart, values, templates }, others, given = []) {
  const named = (texts) => new Map(texts.map((text, at) => [`values-${at}.yaml`, text]));
  return {
    chart,
    values,
    otherValues: named(others),
    givenValues: named(given),
    templates: new Map(Object.entries(templates)),
    subcharts: [],
  };
}

/** Whether a text has the known parts in order, from its beginning to its end. */
function fits(text, known) {
  if (known.length === 1) return text === known[0];
  if (!text.startsWith(known[0]) || !text.endsWith(known.at(-1))) return false;
  let at = known[0].length;
  for (const part of known.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return at <= text.length - known.at(-1).length;
}

function selections(others) {
  if (others.length === 0) return [[]];
  return [[], ...others.map((text) => [text]), ...(others.length > 1 ? [others] : [])];
}

function filesOf({ chart, values, templates }) {
  const named = Object.entries(templates).map(([path, text]) => [`templates/${path}`, text]);
  return Object.fromEntries([['Chart.yaml', chart], ['values.yaml', values], ...named]);
}
