import { describe, expect, it } from 'vitest';
import {
  placeAmong,
  placeInTemplate,
  placeInValues,
  printedDocumentAt,
} from '../../../server/src/engine/renderedOutput.ts';

const DEPLOYMENT = `spec:
  template:
    metadata:
      annotations:
        "config.linkerd.io/skip-inbound-ports": "8080"
        linkerd.io/inject: enabled
`;
const OUTPUT = `---
# Source: web/templates/service.yaml
kind: Service
---
# Source: web/charts/api/templates/deployment.yaml
${DEPLOYMENT}---
# Source: web/templates/web.yaml
kind: Pod
`;

/** The range of a text in another one. */
function rangeOf(text: string, part: string) {
  const start = text.indexOf(part);
  return { start, end: start + part.length };
}

/** A place with the text that is there. */
function shown(texts: ReadonlyMap<string, string>, place: ReturnType<typeof placeInTemplate>) {
  return place && [place.path, texts.get(place.path)?.slice(place.range.start, place.range.end)];
}

describe('a document that Helm printed', () => {
  it('is named by the comment above it', () => {
    expect(printedDocumentAt(OUTPUT, OUTPUT.indexOf('kind: Service'))?.template).toBe(
      'templates/service.yaml',
    );
    expect(printedDocumentAt(OUTPUT, OUTPUT.indexOf('skip-inbound'))).toEqual({
      template: 'charts/api/templates/deployment.yaml',
      start: OUTPUT.indexOf('spec:'),
      text: DEPLOYMENT,
    });
    expect(printedDocumentAt(OUTPUT, OUTPUT.length)?.text).toBe('kind: Pod\n');
  });

  it('is not known without the comment', () => {
    expect(printedDocumentAt('kind: Pod\n', 3)).toBeUndefined();
    expect(printedDocumentAt('---\nkind: Pod # Source: web/templates/web.yaml\n', 8)).toBeUndefined();
  });
});

describe('the line of a template that printed a range', () => {
  const path = 'charts/api/templates/deployment.yaml';
  const place = (template: string, part: string) => {
    const texts = new Map([[path, template]]);
    return shown(texts, placeInTemplate(texts, OUTPUT, rangeOf(OUTPUT, part)));
  };

  it.each([
    ['has the same key', 'a:\n  linkerd.io/inject: {{ .Values.inject }}\n', 'enabled', 'linkerd.io/inject:'],
    [
      'may have its key in quotes',
      '"config.linkerd.io/skip-inbound-ports" : 1\n',
      '8080',
      'config.linkerd.io/skip-inbound-ports',
    ],
    ['is not certain without the key', '{{ include "annotations" . }}\n', 'enabled', ''],
    ['is not certain if several have the key', 'linkerd.io/inject: 1\nlinkerd.io/inject: 2\n', 'enabled', ''],
  ])('%s', (_, template, part, expected) => {
    expect(place(template, part)).toEqual([path, expected]);
  });

  it('is in no other file', () => {
    const texts = new Map([['templates/other.yaml', 'linkerd.io/inject: 1\n']]);
    expect(placeInTemplate(texts, OUTPUT, rangeOf(OUTPUT, 'enabled'))).toBeUndefined();
    expect(placeInTemplate(texts, 'linkerd.io/inject: enabled\n', { start: 0, end: 3 })).toBeUndefined();
  });
});

describe('the default that a template printed', () => {
  const path = 'web.yaml';
  const place = (line: string, values: string | undefined, output = 'linkerd.io/inject: enabled\n') => {
    const texts = new Map([[path, `a: b\n${line}\n`]]);
    if (values !== undefined) texts.set('values.yaml', values);
    const inTemplate = { path, range: rangeOf(`a: b\n${line}\n`, line) };
    return shown(texts, placeInValues(texts, output, { start: 3, end: 4 }, inTemplate));
  };
  const LINE = 'linkerd.io/inject: {{ .Values.mesh.inject }}';

  it('is the value in values.yaml that its line names, if it is what was printed', () => {
    expect(place(LINE, 'mesh: {inject: enabled}\n')).toEqual(['values.yaml', 'enabled']);
    expect(place(LINE, 'mesh:\n  inject: "enabled"\n')).toEqual(['values.yaml', '"enabled"']);
    expect(place(`${LINE} # {{ .Values.mesh.inject }}`, 'mesh: {inject: enabled}\n')).toEqual([
      'values.yaml',
      'enabled',
    ]);
  });

  it.each([
    ['it is not what was printed', LINE, 'mesh: {inject: disabled}\n'],
    ['it is empty', LINE, 'mesh: {inject: ""}\n'],
    ['it has no default', LINE, 'mesh: {}\n'],
    ['there are no defaults', LINE, undefined],
    ['its line names no value', 'linkerd.io/inject: enabled', 'mesh: {inject: enabled}\n'],
    ['its line names several', `${LINE} # {{ .Values.other }}`, 'mesh: {inject: enabled}\nother: enabled\n'],
  ])('is not known if %s', (_, line, values) => {
    expect(place(line, values)).toBeUndefined();
  });
});

describe('the place among the files of a kustomization', () => {
  const output = 'annotations:\n  - linkerd.io/inject: enabled\n';
  const place = (files: Readonly<Record<string, string>>) => {
    const texts = new Map(Object.entries(files));
    return shown(texts, placeAmong(texts, output, rangeOf(output, 'enabled')));
  };
  const own = { 'base/kustomization.yaml': 'resources: [web.yaml]\n' };

  it('has the line that was printed, or else its key', () => {
    const line = '- linkerd.io/inject: enabled';
    const other = 'linkerd.io/inject: disabled';
    expect(place({ ...own, 'a.yaml': `a:\n${line}\n`, 'b.yaml': other })).toEqual(['a.yaml', line]);
    expect(place({ ...own, 'b.yaml': other })).toEqual(['b.yaml', 'linkerd.io/inject:']);
  });

  it('is the kustomization where that is not certain', () => {
    const line = 'linkerd.io/inject: disabled\n';
    expect(place({ 'a.yaml': line, 'b.yaml': line, ...own })).toEqual(['base/kustomization.yaml', '']);
    expect(place({ 'web.yaml': 'kind: Pod\n', 'kustomization.yml': '' })).toEqual(['kustomization.yml', '']);
    expect(place({ 'web.yaml': 'kind: Pod\n' })).toEqual(['kustomization.yaml', undefined]);
  });
});
