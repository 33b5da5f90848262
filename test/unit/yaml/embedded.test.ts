import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { YamlDocument } from '../../../server/src/yaml/document.ts';
import { embeddedFinder, inheritEmbedded } from '../../../server/src/yaml/embedded.ts';

function embeddedTexts(text: string): readonly string[] {
  return embeddedFinder((part) => part.includes('linkerd'))(new YamlDocument(text)).map(
    ({ document }) => document.text,
  );
}

describe('embedded documents', () => {
  it('finds what stands in a collection that is a key, as broken files have it', () => {
    expect(embeddedTexts(`? {pod.json: '{"linkerd.io/inject": "enabled"}'}\n: 1\n`)).toEqual([
      '{"linkerd.io/inject": "enabled"}',
    ]);
  });

  it('takes no key and no plain scalar for a document', () => {
    expect(embeddedTexts(`'linkerd.io/inject: enabled': 1\nkey: [linkerd.io/inject:enabled]\n`)).toEqual([]);
  });

  it('gives each inserted line the indentation of a block that ends with empty lines', () => {
    const text = 'pod.yaml: |+\n  linkerd: 1\n\nnext: 1\n';
    const [embedded] = embeddedFinder((part) => part.includes('linkerd'))(new YamlDocument(text));
    const end = 'linkerd: 1\n'.length;
    const edit = embedded?.toOuterEdit({ range: { start: end, end }, newText: 'a:\n  b: 1\n' });
    expect(edit && applyEdits(text, [edit])).toBe('pod.yaml: |+\n  linkerd: 1\n  a:\n    b: 1\n\nnext: 1\n');
  });

  it.each(['|', '|+'])('moves the last lines of a block %s further up', (style) => {
    const text = `pod.yaml: ${style}\n  linkerd: 1\n  a:\n    b: 1\nnext: 1\n`;
    const [embedded] = embeddedFinder((part) => part.includes('linkerd'))(new YamlDocument(text));
    const [start, end] = ['linkerd: 1\n'.length, 'linkerd: 1\na:\n  b: 1\n'.length];
    const edits = [
      { range: { start, end: start }, newText: 'b: 1\n' },
      { range: { start, end }, newText: '' },
    ].flatMap((edit) => embedded?.toOuterEdit(edit) ?? []);
    expect(applyEdits(text, edits)).toBe(`pod.yaml: ${style}\n  linkerd: 1\n  b: 1\nnext: 1\n`);
  });

  describe('in the next version of a document', () => {
    const find = embeddedFinder((part) => part.includes('linkerd'));
    const documentsIn = (document: YamlDocument) => find(document).map((embedded) => embedded.document);
    const configMap = (...values: string[]) =>
      new YamlDocument(
        `data:\n${values.map((value, index) => `  ${index}: |\n    linkerd: ${value}\n`).join('')}`,
      );
    const next = (before: YamlDocument, ...values: string[]) => {
      const document = configMap(...values);
      inheritEmbedded(document, before);
      return document;
    };

    it('are the ones from before, where their text is the same', () => {
      const before = configMap('1', '2', '3');
      const [first, second, third] = documentsIn(before);
      const after = documentsIn(next(before, '3', '1', 'two'));
      expect(after[0]).toBe(third);
      expect(after[1]).toBe(first);
      expect(after[2]).not.toBe(second);
    });

    it('are so even if those of a version in between were not requested', () => {
      const before = configMap('1');
      const [first] = documentsIn(before);
      expect(documentsIn(next(next(before, '2'), '1'))[0]).toBe(first);
    });

    it('are two where two places have the same text', () => {
      const before = configMap('1');
      const [first] = documentsIn(before);
      const [one, other] = documentsIn(next(before, '1', '1'));
      expect(one).toBe(first);
      expect(other).not.toBe(first);
    });

    it('are not those of a version before that', () => {
      const before = configMap('1', '2');
      const [, second] = documentsIn(before);
      const between = next(before, '1');
      documentsIn(between);
      expect(documentsIn(next(between, '1', '2'))[1]).not.toBe(second);
    });
  });
});
