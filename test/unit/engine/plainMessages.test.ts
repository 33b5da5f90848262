import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../server/src/engine/finding.ts';
import { CATALOGUE } from '../../../server/src/linkerd/catalogue/catalogue.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { CORPUS_FILES, readCorpusFile } from '../../support/corpus.ts';
import { readExample } from '../../support/example.ts';
import { AFFECTED, lint } from '../../support/lint.ts';
import { pageExamplesOf } from '../../support/rulePages.ts';
import { VALUES } from '../linkerd/catalogue/values.ts';

/** What Markdown would make bold, code or a link, and a plain list of problems shows as it is. */
const MARKDOWN = /\*\*|`|\]\(/;

/** The messages that a person reads in the Problems panel: of findings, their related places and their fixes. */
function textsOf({ message, related, fixes }: Finding): string[] {
  return [message, ...related.map((place) => place.message), ...fixes.map(({ title }) => title)];
}

/** Every text of the manifests that has Markdown in it, although the manifest itself has none to quote. */
function withMarkdown(manifests: readonly string[]): string[] {
  return manifests
    .filter((text) => !MARKDOWN.test(text))
    .flatMap((text) => lint(text, AFFECTED))
    .flatMap(textsOf)
    .filter((text) => MARKDOWN.test(text));
}

describe('no message shows Markdown', () => {
  it.each(RULES.map(({ id }) => id))('%s, on the examples of its page', (id) => {
    expect(withMarkdown(pageExamplesOf(id).map(({ text }) => text))).toEqual([]);
  });

  it('about any value that Linkerd refuses', () => {
    const manifests = Object.entries(VALUES).flatMap(([key, [, invalid]]) =>
      CATALOGUE.filter((entry) => entry.key === key).flatMap(({ targets }) =>
        targets.map((kind) => JSON.stringify({ kind, metadata: { annotations: { [key]: invalid } } })),
      ),
    );
    expect(manifests.flatMap((text) => lint(text, AFFECTED)).length).toBeGreaterThan(30);
    expect(withMarkdown(manifests)).toEqual([]);
  });

  it('on the corpus', () => {
    expect(withMarkdown(CORPUS_FILES.map((file) => readExample(readCorpusFile(file)).text))).toEqual([]);
  });
});

/** UTF-16 code units of two to three plain sentences; a message beyond that belongs on the page of its rule. */
const LONGEST_MESSAGE = 300;

/** What most messages keep to, so that a list of problems can be read line by line. */
const USUAL_MESSAGE = 200;

describe('messages are short', () => {
  const messages = [
    ...new Set(
      RULES.flatMap(({ id }) => pageExamplesOf(id).flatMap(({ text }) => lint(text, AFFECTED))).map(
        ({ message }) => message,
      ),
    ),
  ];

  it('each of them', () => {
    expect(messages.length).toBeGreaterThan(100);
    expect(messages.filter(({ length }) => length > LONGEST_MESSAGE)).toEqual([]);
  });

  it('nine of ten in two lines', () => {
    const long = messages.filter(({ length }) => length > USUAL_MESSAGE);
    expect(long.length).toBeLessThanOrEqual(messages.length / 10);
  });
});
