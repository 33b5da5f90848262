import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseDocument, type Scalar } from 'yaml';
import { scalarKind } from '../../../server/src/kubernetes/yaml11.ts';

interface Table {
  readonly what: string;
  readonly rows: readonly (readonly [text: string, kind: string])[];
}

const { rows }: Table = JSON.parse(
  readFileSync(new URL('../../data/yaml-scalars.json', import.meta.url), 'utf8'),
);

it.each(rows)('types %j as go-yaml does: %s', (text, kind) => {
  const options = { schema: 'failsafe', resolveKnownTags: false, logLevel: 'silent' } as const;
  const node = parseDocument(`value: ${text}\n`, options).get('value', true) as Scalar;
  expect(scalarKind(node)).toBe(kind);
});
