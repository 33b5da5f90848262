import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { scalarKind } from '../../../server/src/kubernetes/yaml11.ts';
import { YamlDocument } from '../../../server/src/yaml/document.ts';
import { isScalar } from '../../../server/src/yaml/nodes.ts';
import { child } from '../../../server/src/yaml/walkEntries.ts';

interface Table {
  readonly what: string;
  readonly rows: readonly (readonly [text: string, kind: string])[];
}

const { rows }: Table = JSON.parse(
  readFileSync(new URL('../../data/yaml-scalars.json', import.meta.url), 'utf8'),
);

it.each(rows)('types %j as go-yaml does: %s', (text, kind) => {
  const node = child(new YamlDocument(`value: ${text}\n`).roots[0], 'value');
  expect(isScalar(node) && scalarKind(node)).toBe(kind);
});
