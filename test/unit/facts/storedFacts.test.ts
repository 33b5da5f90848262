import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { type FileFacts, NO_FACTS, readFileFacts } from '../../../server/src/facts/fileFacts.ts';
import { areEqual } from '../../../server/src/facts/freeze.ts';
import { restoreFacts, storeFacts } from '../../../server/src/facts/storedFacts.ts';
import { CORPUS, EXAMPLE_FILES, PAGE_EXAMPLES } from '../../support/sampleTexts.ts';

const factsIn = (text: string, isKustomization = false) =>
  readFileFacts(SourceFile.read(text).documents, isKustomization);

const storedAndRestored = (facts: FileFacts) => restoreFacts(storeFacts(facts));

describe('stored facts', () => {
  it('are the same once they are restored: of the corpus, the examples and the pages', () => {
    for (const { name, text } of [...CORPUS, ...EXAMPLE_FILES, ...PAGE_EXAMPLES]) {
      const facts = factsIn(text, /kustomization/.test(name));
      const restored = storedAndRestored(facts);
      expect(restored, name).toStrictEqual(facts);
      expect(areEqual(restored, facts), name).toBe(true);
    }
  });

  it('of nothing are nothing', () => {
    expect(storedAndRestored(NO_FACTS)).toBe(NO_FACTS);
  });

  it('keep what JSON does not have: unknown values, absent ones, tildes, and maps with any key', () => {
    const facts = factsIn(`apiVersion: v1
kind: Service
metadata:
  name: "{{ .Values.name }}"
  labels: {"~": "~?", "~-": "~", __proto__: "~~", constructor: x}
spec: {}
`);
    expect(facts.resources).toHaveLength(1);
    const restored = storedAndRestored(facts);
    expect(restored).toStrictEqual(facts);
    const [service] = restored.resources;
    if (service?.type !== 'Service') throw new Error('not a Service');
    expect(Object.getPrototypeOf(service.labels.values)).toBeNull();
    expect(Object.entries(service.labels.values)).toEqual([
      ['~', '~?'],
      ['~-', '~'],
      ['__proto__', '~~'],
      ['constructor', 'x'],
    ]);
  });
});
