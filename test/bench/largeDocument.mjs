/** What a keystroke costs inside one document of five megabytes, beside parsing the document whole with `yaml`. */
import { parseAllDocuments } from 'yaml';
import { loadTypeScript } from '../../scripts/project/typeScript.mjs';
import { oneDocument, oneJsonDocument, oneValuesFile } from './manifests.mjs';
import { median } from './statistics.mjs';

const LINES = 150_000;
const ROUNDS = 3;
const KEYSTROKES = 10;

const FORMS = { List: oneDocument, 'values file': oneValuesFile, 'List as JSON': oneJsonDocument };
const IN_SKIP_LIST = /skip-inbound-ports"?: "\d+/g;

/** Milliseconds for each form: medians over rounds in which both take turns. The first round runs cold code. */
export async function measureLargeDocuments() {
  const { openFile } = await loadTypeScript(new URL('./openFile.ts', import.meta.url));
  return Object.entries(FORMS).map(([form, generate]) => {
    const text = generate(LINES);
    const file = openFile(text);
    if (file.findings === 0) throw new Error('Nothing is found, so the time is worth nothing.');
    const places = [...text.matchAll(IN_SKIP_LIST)].map(({ 0: match, index }) => index + match.length);
    const ours = [];
    const parser = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const typed = Array.from(
        { length: KEYSTROKES },
        (_, index) => places[Math.floor((index * places.length) / KEYSTROKES)],
      );
      const taken = typed.map((place) => timed(() => file.type(place, '1')));
      const parsed = timed(() => parseAllDocuments(text, { uniqueKeys: false, prettyErrors: false }));
      if (round === 0) continue;
      ours.push(...taken);
      parser.push(parsed);
    }
    return { form, megabytes: text.length / 1e6, ours: median(ours), parser: median(parser) };
  });
}

function timed(work) {
  const began = performance.now();
  work();
  return performance.now() - began;
}
