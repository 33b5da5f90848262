import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { dedent } from '../../support/example.ts';
import { lint } from '../../support/lint.ts';

/** Enough of a comment to make any document a large one, and nothing else of it. */
const PADDING = `${`# ${'-'.repeat(98)}\n`.repeat(700)}`;

const DEPLOYMENTS = (list: string) =>
  dedent(`
    - apiVersion: apps/v1
      kind: Deployment
      metadata:
        annotations: {linkerd.io/inject: enabled} # on the wrong object
        name: a
      spec:
        template:
          metadata:
            annotations:
              config.linkerd.io/skip-inbound-ports: "80, 90"
              note: |
                - apiVersion: v1
                kind: no item
          spec: {containers: []}
    # between
    - apiVersion: v1
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-outbound-ports: 90-80
  `).replaceAll(/^/gm, list);

const LARGE: readonly (readonly [what: string, text: string, parts: number])[] = [
  ['a List', `apiVersion: v1\nkind: List\nitems:\n${DEPLOYMENTS('  ')}\n`, 3],
  [
    'a List as kubectl prints it',
    `apiVersion: v1\nitems:\n${DEPLOYMENTS('')}\nkind: List\nmetadata:\n  resourceVersion: ""\n`,
    4,
  ],
  [
    'a List behind a marker, with CRLF',
    `---\nkind: PodList # all\nitems:\n\n# first\n${DEPLOYMENTS('')}\n`.replaceAll('\n', '\r\n'),
    3,
  ],
  [
    'values',
    'web:\n  podAnnotations:\n    config.linkerd.io/skip-inbound-ports: "80,80"\n"api":\n  podAnnotations: {config.linkerd.io/skip-inbound-ports: http}\nnote: >\n  linkerd.io/\n',
    3,
  ],
];

const WHOLE: readonly (readonly [what: string, text: string])[] = [
  [
    'a resource',
    'kind: Pod\nmetadata:\n  annotations:\n    config.linkerd.io/skip-inbound-ports: "80, 90"\nspec: {}\n',
  ],
  [
    'a document with an anchor',
    'a: &x\n  config.linkerd.io/skip-inbound-ports: "80, 90"\nb:\n  podAnnotations: *x\n',
  ],
  ['JSON', '{\n"kind": "List", "items": [\n{"kind": "Pod"}]\n}\n'],
];

describe('a large document', () => {
  it.each(LARGE)('is read in parts: %s', (_, text, parts) => {
    expect(SourceFile.read(text).documents).toHaveLength(1);
    const { documents } = SourceFile.read(text + PADDING);
    expect(documents).toHaveLength(parts);
    expect(documents.map(({ document }) => document.text).join('')).toBe(text + PADDING);
  });

  it('is smaller if it is a List than if it has no kind', () => {
    const padding = PADDING.slice(0, 5_000);
    const counts = LARGE.map(([, text]) => SourceFile.read(text + padding).documents.length);
    expect(counts).toEqual([3, 4, 3, 1]);
  });

  it.each(WHOLE)('stays whole: %s', (_, text) => {
    expect(SourceFile.read(text + PADDING).documents).toHaveLength(1);
  });

  it.each([...LARGE, ...WHOLE].map(([what, text]) => [what, text] as const))(
    'has the findings that it has when it is small: %s',
    (_, text) => {
      expect(lint(text + PADDING)).toEqual(lint(text));
    },
  );

  it.each(LARGE)('has the same findings in a string: %s', (_, text) => {
    const inString = (inner: string) =>
      `kind: ConfigMap\ndata:\n  inner: |\n${inner.replaceAll(/^(?=.)/gm, '    ')}`;
    const findings = lint(inString(text));
    expect(findings).not.toEqual([]);
    expect(lint(inString(text + PADDING))).toEqual(findings);
  });

  it('keeps what was found in the parts that an edit does not touch', () => {
    const text = `kind: List\nitems:\n${DEPLOYMENTS('')}\n${PADDING}`;
    const before = SourceFile.read(text);
    const after = SourceFile.read(text.replace('80, 90', '80,90'), before);
    expect(
      after.documents.map(({ document }, index) => document === before.documents[index]?.document),
    ).toEqual([true, false, true]);
  });
});
