import { describe, expect, it } from 'vitest';
import { fieldEdit } from '../../../server/src/engine/fieldEdit.ts';
import type { FieldChange } from '../../../server/src/engine/meshRule.ts';
import { resourceAt } from '../../../server/src/engine/resourceAt.ts';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { locateField } from '../../../server/src/facts/locateField.ts';
import type { FieldPath } from '../../../server/src/facts/resourceFacts.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { YamlDocument } from '../../../server/src/yaml/document.ts';

const HEAD = 'apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nmetadata: {name: web}\n';

/** What becomes of the spec of a Server; undefined if it cannot be changed. */
function changed(spec: string, path: FieldPath, change: FieldChange): string | undefined {
  const document = new YamlDocument(HEAD + spec);
  const place = locateField(document, 0, path);
  const edit = place && fieldEdit(document, place, change);
  return edit && applyEdits(document.text, [edit]).slice(HEAD.length);
}

describe('a field of a resource', () => {
  const set = (value: string | number): FieldChange => ({ kind: 'set', value });

  it.each<[string, string | number, string | undefined]>([
    ['80', 8080, '8080'],
    ['80', 'http', 'http'],
    ['80', '8080', '"8080"'],
    ['http', 'true', '"true"'],
    ['http', 'a b', '"a b"'],
    ["'http'", 'admin', "'admin'"],
    ["'http'", "it's", '"it\'s"'],
    ['"http"', 'admin', '"admin"'],
    ['"http"', 8080, '8080'],
    ['|-\n    http', 'admin', undefined],
    ['>-\n    http', 'admin', undefined],
    ['!!str 80', 'http', undefined],
    ['&port 80', 8080, undefined],
    ['"{{ .Values.port }}"', 8080, undefined],
    ['[80]', 8080, undefined],
    ['', 8080, undefined],
  ])('%s that is set to %j is %s', (before, value, after) => {
    const spec = (port: string) => `spec:\n  podSelector: {}\n  port: ${port}\n`;
    expect(changed(spec(before), ['spec', 'port'], set(value))).toBe(
      after === undefined ? undefined : spec(after),
    );
  });

  it('is added where it is missing, with the mapping around it', () => {
    const spec = 'spec:\n  podSelector: {}\n  port: 80\n';
    expect(changed(spec, ['spec', 'accessPolicy'], set('deny'))).toBe(`${spec}  accessPolicy: deny\n`);
    expect(changed(spec, ['spec', 'accessPolicy'], set('a: b'))).toBe(`${spec}  accessPolicy: "a: b"\n`);
    expect(changed(spec, ['spec', 'a', 'b'], set(1))).toBe(`${spec}  a:\n    b: 1\n`);
    expect(changed(spec, ['spec', 'a', 'b', 'c'], set(1))).toBeUndefined();
    expect(changed(spec, ['spec', 'port', 'a'], set(1))).toBeUndefined();
    expect(changed(spec, ['spec', 'a', 0], set(1))).toBeUndefined();
  });

  it('is removed', () => {
    const spec = 'spec:\n  podSelector: {}\n  port: 80\n';
    expect(changed(spec, ['spec', 'podSelector'], { kind: 'remove' })).toBe('spec:\n  port: 80\n');
    expect(changed(spec, ['spec', 'accessPolicy'], { kind: 'remove' })).toBeUndefined();
    expect(
      changed('spec: {port: 80, ports: [a, b]}\n', ['spec', 'ports', 0], { kind: 'remove' }),
    ).toBeUndefined();
  });

  it('gets entries or an item', () => {
    const labels: FieldChange = { kind: 'add', fields: { app: 'web', on: 'yes' } };
    const spec = 'spec:\n  port: 80\n  podSelector:\n    matchLabels:\n      tier: a\n';
    expect(changed(spec, ['spec', 'podSelector', 'matchLabels'], labels)).toBe(
      `${spec}      app: web\n      "on": "yes"\n`,
    );
    expect(changed(spec, ['spec', 'port'], labels)).toBeUndefined();
    expect(changed(spec, ['spec', 'other'], labels)).toBeUndefined();
    const list = 'spec:\n  port: 80\n  list:\n    - a\n';
    const item: FieldChange = { kind: 'append', item: { name: 'b', port: 80 } };
    expect(changed(list, ['spec', 'list'], item)).toBe(`${list}    - name: b\n      port: 80\n`);
    expect(changed(list, ['spec', 'port'], item)).toBeUndefined();
    expect(changed(list, ['spec', 'other'], item)).toBeUndefined();
  });
});

describe('the resource at an offset', () => {
  const service = (name: string) => `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\n`;
  const text = `# shop\n${service('a')}---\nkind: ConfigMap\n---\n${service('b')}`;
  const nameAt = (offset: number) => resourceAt(SourceFile.read(text), offset)?.facts.id.name;

  it('is the one around it, with both ends', () => {
    expect(nameAt(text.indexOf('apiVersion'))).toBe('a');
    expect(nameAt(text.indexOf('}') + 1)).toBe('a');
    expect(nameAt(text.lastIndexOf('kind'))).toBe('b');
  });

  it('is none between resources', () => {
    expect(nameAt(0)).toBeUndefined();
    expect(nameAt(text.indexOf('ConfigMap'))).toBeUndefined();
  });
});
