import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../server/src/engine/finding.ts';
import {
  findingAt,
  findingsInOutput,
  placeAmong,
  placeInTemplate,
  placeInValues,
  printedDocumentAt,
} from '../../../server/src/engine/renderedOutput.ts';
import { REPOSITORY_RULES } from '../../../server/src/rules/allRules.ts';
import { linter, throwFailure, UNKNOWN } from '../../support/lint.ts';

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

describe('what a program printed', () => {
  const pod = (name: string) => `apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: {app: ${name}}, annotations: {linkerd.io/inject: "on"}}
`;
  const server = `apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata: {name: web}
spec: {podSelector: {matchLabels: {app: web}}, port: 8080}
`;

  it('is judged by itself and by what its resources say of each other', async () => {
    const output = [pod('web'), server, server.replace('name: web', 'name: other')].join('---\n');
    const judge = { linter, rules: REPOSITORY_RULES, onFailure: throwFailure, settings: UNKNOWN };
    const rules = new Set((await findingsInOutput(output, judge)).map(({ rule }) => rule));
    expect(rules).toContain('invalid-inject-value');
    expect(rules).toContain('server-overlaps');
  });

  it('is a finding of the file that made it, without what only the output has', () => {
    const range = { start: 0, end: 1 };
    const finding: Finding = {
      rule: 'a-rule',
      severity: 'error',
      range: { start: 5, end: 9 },
      message: 'Wrong.',
      fixes: [{ title: 'Edit', safety: 'safe', isPreferred: true, edits: [{ range, newText: '' }] }],
      related: [{ range, message: 'see' }],
      advice: 'Upgrade',
      isUnnecessary: false,
    };
    expect(findingAt(finding, range, 'helm template')).toEqual({
      rule: 'a-rule',
      severity: 'error',
      range,
      message: 'Wrong. (in the output of helm template)',
      fixes: [],
      related: [],
      relatedElsewhere: [],
      advice: undefined,
      isUnnecessary: false,
    });
  });
});

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

  it('may be empty', () => {
    const output = `---\n# Source: web/templates/empty.yaml\n${OUTPUT}`;
    expect(printedDocumentAt(output, 5)).toMatchObject({ template: 'templates/empty.yaml', text: '' });
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

  it('may be printed by the last line, without a line break', () => {
    const texts = new Map([
      [path, LINE],
      ['values.yaml', 'mesh: {inject: enabled}\n'],
    ]);
    const inTemplate = { path, range: { start: LINE.length, end: LINE.length } };
    const output = 'linkerd.io/inject: enabled';
    const range = { start: output.length, end: output.length };
    expect(shown(texts, placeInValues(texts, output, range, inTemplate))).toEqual(['values.yaml', 'enabled']);
  });

  it('is not what the lines around print', () => {
    const output = 'enabled: 1\nlinkerd.io/inject: disabled\nenabled: 2\n';
    const texts = new Map([
      [path, LINE],
      ['values.yaml', 'mesh: {inject: enabled}\n'],
    ]);
    for (const part of ['linkerd.io', 'disabled'])
      expect(
        placeInValues(texts, output, rangeOf(output, part), { path, range: { start: 0, end: 0 } }),
      ).toBeUndefined();
  });

  it('may have quotes inside', () => {
    const output = 'a: say "hi" or \'no\' now\n';
    expect(place(LINE, 'mesh:\n  inject: say "hi" or \'no\' now\n', output)).toEqual([
      'values.yaml',
      `say "hi" or 'no' now`,
    ]);
    expect(place(LINE, 'mesh:\n  inject: say "hi"\n', 'a: say hi\n')).toBeUndefined();
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
    expect(place({ 'kustomization.yaml.orig': '', 'web.yaml': 'kind: Pod\n' })).toEqual([
      'kustomization.yaml',
      undefined,
    ]);
  });

  it.each([
    ['has the line without a key', '- enabled\n', 'a: b\n- enabled\n', '- enabled'],
    ['has the key at the end of a line', 'enabled:\n', 'x: enabled:\nb: c\n', 'enabled:'],
    ['is not certain if only a text has the key', '- see enabled: x\n', 'enabled: y\n', undefined],
    ['is not certain for an empty line', '\n', 'a: b\n', undefined],
  ])('%s', (_, printed, text, expected) => {
    const texts = new Map([
      ['web.yaml', text],
      ['kustomization.yaml', ''],
    ]);
    const found = shown(texts, placeAmong(texts, printed, rangeOf(printed, expected ? 'enabled' : '')));
    expect(found).toEqual(expected === undefined ? ['kustomization.yaml', ''] : ['web.yaml', expected]);
  });
});
