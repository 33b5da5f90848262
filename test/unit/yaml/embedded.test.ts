import { describe, expect, it } from 'vitest';
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
