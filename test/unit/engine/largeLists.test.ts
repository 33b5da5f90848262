import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { hover } from '../../../server/src/features/hover/hover.ts';
import { lint, UNKNOWN } from '../../support/lint.ts';
import { runs } from '../../support/properties.ts';

const ANNOTATIONS = { 'config.linkerd.io/skip-inbound-ports': '80, 90', 'linkerd.io/inject': 'enable' };
const ITEMS: readonly object[] = [
  { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a "quoted\\" name', annotations: ANNOTATIONS } },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { annotations: ANNOTATIONS, labels: { 'linkerd.io/inject': 'enabled' } },
    spec: { template: { metadata: { annotations: ANNOTATIONS }, spec: { containers: [{ image: 'a' }] } } },
  },
  {
    kind: 'Service',
    metadata: { annotations: { 'linkerd.io/inject': true, 'config.linkerd.io/opaque-ports': 'x' } },
  },
  {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    data: { 'a.yaml': 'metadata:\n  annotations:\n    linkerd.io/inject: no\n' },
  },
];

/** Whitespace that makes any document a large one without changing its content. */
const PADDING = `${' '.repeat(99)}\n`.repeat(700);

function listOf(items: readonly object[]): object {
  return { apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } };
}

function partsOf(text: string): readonly string[] {
  return SourceFile.read(text + PADDING).documents.map(({ document }) => document.text);
}

describe('a large List in JSON', () => {
  it.each([0, 2])('is read item by item, indented by %i', (indent) => {
    const text = `${JSON.stringify(listOf(ITEMS), null, indent)}\n`;
    const parts = partsOf(text);
    expect(parts).toHaveLength(ITEMS.length + 2);
    expect(parts.join('')).toBe(text + PADDING);
    expect(parts.slice(1, -1).map((part) => JSON.parse(part.trimEnd().replace(/,$/, '')))).toEqual(ITEMS);
  });

  it('has the findings that it has when it is small', () => {
    const items = fc.array(fc.constantFrom(...ITEMS), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(items, fc.constantFrom(0, 2), fc.boolean(), (some, indent, isPodList) => {
        const list = isPodList ? { kind: 'PodList', items: some } : listOf(some);
        const text = JSON.stringify(list, null, indent);
        expect(lint(text).length).toBeGreaterThan(0);
        expect(lint(text + PADDING)).toEqual(lint(text));
      }),
      runs(100),
    );
  });

  it('explains what it explains when it is small', () => {
    const text = JSON.stringify(listOf(ITEMS));
    for (let at = text.indexOf('linkerd.io'); at !== -1; at = text.indexOf('linkerd.io', at + 1))
      expect(hover(SourceFile.read(text + PADDING), at, UNKNOWN)).toEqual(
        hover(SourceFile.read(text), at, UNKNOWN),
      );
  });

  it('keeps the items that an edit does not touch', () => {
    const text = JSON.stringify(listOf(ITEMS), null, 2) + PADDING;
    const before = SourceFile.read(text);
    const after = SourceFile.read(text.replace('"image": "a"', '"image": "ab"'), before);
    expect(
      after.documents.map(({ document }, index) => document === before.documents[index]?.document),
    ).toEqual([true, true, false, true, true, true]);
  });

  const [list, item] = [JSON.stringify(listOf(ITEMS)), JSON.stringify(ITEMS[0])];
  it.each([
    ['another kind', list.replace('"List"', '"Pod"')],
    ['an item without a kind', list.replace('"kind":"Pod"', '"type":"Pod"')],
    ['an item that is not a resource', list.replace('"items":[', '"items":["a",')],
    ['no comma between items', list.replace(`${item},`, `${item} `)],
    ['a comma behind the last item', list.replace('}],"kind":"List"', '},],"kind":"List"')],
    ['items twice', list.replace('"kind":"List"', `"items":[${item}],"kind":"List"`)],
    [
      'annotations of the list',
      list.replace('"resourceVersion":""', '"annotations":{"linkerd.io/inject":"a"}'),
    ],
    ['a comment', list.replace('"items":', '# a\n"items":')],
    ['an anchor', list.replace('"Pod"', '&a "Pod"')],
    ['an alias', list.replace('"Pod"', '*a')],
    ['single quotes', list.replace('"Pod"', "'Pod'")],
    ['a bracket too few', list.slice(0, -1)],
    ['a bracket too many', `${list}}`],
    ['the wrong bracket', list.replace('}],"kind":"List"', '}},"kind":"List"')],
    ['a quote too many', list.replace('"Pod"', '"Pod""')],
    ['a list that is not at the top', `{"list":${list}}`],
  ])('stays whole with %s', (_, text) => {
    expect(partsOf(text)).toHaveLength(1);
    expect(lint(text + PADDING)).toEqual(lint(text));
  });
});
