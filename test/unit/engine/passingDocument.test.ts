import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { readFileFacts } from '../../../server/src/facts/fileFacts.ts';
import { linter, UNKNOWN } from '../../support/lint.ts';

const COUNT = 40;
const TEXT = Array.from(
  { length: COUNT },
  (_, index) => `apiVersion: v1
kind: Pod
metadata:
  name: pod-${index}
  annotations: {config.linkerd.io/skip-inbound-ports: "80, 90"}
spec: {containers: [{name: web, image: web}]}
`,
).join('---\n');

describe('the documents of a text that is read in passing', () => {
  it('say what those say that are kept', () => {
    const kept = SourceFile.read(TEXT);
    const passing = SourceFile.readInPassing(TEXT);
    expect(linter.lint(passing, UNKNOWN)).toEqual(linter.lint(kept, UNKNOWN));
    expect(linter.lint(passing, UNKNOWN).length).toBeGreaterThanOrEqual(COUNT);
    expect(readFileFacts(passing.documents)).toEqual(readFileFacts(kept.documents));
    const offset = TEXT.indexOf('pod-20');
    expect(passing.documentAt(offset)?.document.text).toBe(kept.documentAt(offset)?.document.text);
  });

  it('are kept for some turns, and forgotten when others were asked for', () => {
    const [first, second, ...others] = SourceFile.readInPassing(TEXT).documents;
    const document = first?.document;
    expect(second?.document).not.toBe(document);
    expect(first?.document).toBe(document);
    expect(others.map((other) => other.document.roots.length)).toEqual(others.map(() => 1));
    expect(first?.document).not.toBe(document);
    expect(first?.document.text).toBe(document?.text);
  });
});
