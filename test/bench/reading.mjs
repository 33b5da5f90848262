/** What a megabyte costs in the forms in which people write annotations, beside a plain manifest of the same size. */
import { loadTypeScript } from '../../scripts/project/typeScript.mjs';
import { randomSource } from './random.mjs';
import { HELM, PLAIN, resource } from './resources.mjs';
import { median } from './statistics.mjs';

const ROUNDS = 5;
const SIZES = { small: 250_000, large: 1_000_000 };

/** Every resource carries annotations, so that nothing is skipped in any form. */
const FORMS = {
  'plain manifests': (size) => documents(size, PLAIN),
  'Helm template': (size) => documents(size, HELM),
  'in a config map': (size) => configMap(documents(size, PLAIN)),
  'in a config map in a config map': (size) => configMap(configMap(documents(size, PLAIN))),
  'as a quoted string in JSON': (size) => JSON.stringify({ data: { all: documents(size, PLAIN) } }),
};

/** Milliseconds per megabyte for each form: medians over rounds in which the forms take turns. */
export async function measureReading() {
  const { readOnce } = await loadTypeScript(new URL('./readOnce.ts', import.meta.url));
  const texts = Object.entries(FORMS).flatMap(([form, write]) =>
    Object.entries(SIZES).map(([size, characters]) => ({ form, size, text: write(characters), times: [] })),
  );
  for (let round = 0; round <= ROUNDS; round++) {
    for (const { text, times } of texts) {
      const started = performance.now();
      readOnce(text);
      // The first round runs cold code.
      if (round > 0) times.push((performance.now() - started) / (text.length / 1e6));
    }
  }
  const cost = (form, size) => median(texts.find((text) => text.form === form && text.size === size).times);
  return Object.keys(FORMS).map((form) => ({
    form,
    small: cost(form, 'small'),
    large: cost(form, 'large'),
    ratio: cost(form, 'large') / cost('plain manifests', 'large'),
  }));
}

function documents(size, dialect) {
  const random = randomSource(3);
  const parts = [];
  for (let length = 0; length < size; ) {
    const part = `${resource(random, dialect, true).join('\n')}\n`;
    parts.push(part);
    length += part.length;
  }
  return parts.join('---\n');
}

function configMap(text) {
  const lines = text.split('\n').map((line) => (line === '' ? '' : `    ${line}`));
  return `apiVersion: v1\nkind: ConfigMap\ndata:\n  all.yaml: |\n${lines.join('\n')}`;
}
