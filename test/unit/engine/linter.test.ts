import { describe, expect, it, test } from 'vitest';
import type { Finding, Fix } from '../../../server/src/engine/finding.ts';
import { fixAll } from '../../../server/src/engine/fixAll.ts';
import { Linter } from '../../../server/src/engine/linter.ts';
import type { Rule, RuleMetadata } from '../../../server/src/engine/rule.ts';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { MESH_RULES, RULES } from '../../../server/src/rules/registry.ts';
import { lint, linter, throwFailure, UNKNOWN } from '../../support/lint.ts';

const POD = 'kind: Pod\nmetadata: {annotations: {config.linkerd.io/skip-inbound-ports: "80, 90"}}\n';

describe('Linter', () => {
  it('judges a file in as many turns as it has documents, where no turn has any time', () => {
    const file = SourceFile.read([POD, POD, POD].join('---\n'));
    const fresh = new Linter(RULES, () => {});
    const turns = [1, 2, 3].map(() => fresh.prepare(file, UNKNOWN, 0));
    expect(turns).toEqual([false, false, true]);
    expect(fresh.lint(file, UNKNOWN)).toEqual(linter.lint(file, UNKNOWN));
  });

  it('judges a file in one turn, where there is time', () => {
    expect(linter.prepare(SourceFile.read([POD, POD].join('---\n')), UNKNOWN, Number.POSITIVE_INFINITY)).toBe(
      true,
    );
  });

  it('leaves out what a rule about several resources says better of the same text, unless a comment silences that', () => {
    const pod = (comment: string) =>
      `kind: Pod\nmetadata:\n  annotations:\n${comment}    config.linkerd.io/skip-outbound-ports: "5000"\n`;
    const withMesh = new Linter(RULES, throwFailure, MESH_RULES);
    const rulesIn = (comment: string) => {
      const file = SourceFile.read(pod(comment));
      const found = withMesh
        .lintUnsuppressed(file, UNKNOWN)
        .findings.map((finding): Finding => ({ ...finding, rule: 'skip-drops-default' }));
      return withMesh.lint(file, UNKNOWN, { findings: found }).map(({ rule }) => rule);
    };
    expect(rulesIn('')).toEqual(['skip-drops-default']);
    expect(rulesIn('    # linkerd-lint-disable-next-line skip-drops-default\n')).toEqual([
      'skip-outbound-missing-proxy-ports',
    ]);
    expect(rulesIn('    # linkerd-lint-disable-next-line skip-outbound-missing-proxy-ports\n')).toEqual([
      'skip-drops-default',
    ]);
  });

  it('has its findings and those of other files in the order of the text, without what these say is repaired', () => {
    const file = SourceFile.read([POD, POD].join('---\n'));
    const [first, second] = linter.lint(file, UNKNOWN).filter(({ rule }) => rule === 'skip-ports-whitespace');
    if (!first || !second) return expect.fail();
    const ahead: Finding = { ...first, rule: 'of-others', range: { start: 0, end: 4 } };
    const placesOf = (findings: readonly Finding[]) =>
      findings
        .filter(({ rule }) => rule === ahead.rule || rule === first.rule)
        .map(({ rule, range }) => `${rule} ${range.start}`);
    const own = [first, second].map(({ rule, range }) => `${rule} ${range.start}`);
    expect(placesOf(linter.lint(file, UNKNOWN, { findings: [ahead] }))).toEqual(['of-others 0', ...own]);
    const isRepaired = ({ range }: Finding) => range.start === first.range.start;
    expect(placesOf(linter.lint(file, UNKNOWN, { findings: [], isRepaired }))).toEqual(own.slice(1));
  });

  it('leaves out the documents that nobody asks for', () => {
    const file = SourceFile.read([POD, POD].join('---\n'));
    const [, second] = file.documents;
    const starts = linter
      .lint(file, UNKNOWN, undefined, (placed) => placed !== second)
      .map(({ range }) => range.start >= (second?.offset ?? 0));
    expect(new Set(starts)).toEqual(new Set([true]));
  });

  it('leaves out what another rule says better at the same text only', () => {
    const file = SourceFile.read([POD, POD].join('---\n'));
    const covered = linter.lint(file, UNKNOWN).filter(({ rule }) => rule === 'skip-ports-whitespace');
    const better: RuleMetadata = {
      id: 'better',
      summary: '',
      level: 'error',
      fixable: undefined,
      since: '0.2.0',
      covers: 'skip-ports-whitespace',
    };
    const findings = covered.slice(0, 1).map((finding): Finding => ({ ...finding, rule: better.id }));
    const left = new Linter(RULES, throwFailure, [better])
      .lint(file, UNKNOWN, { findings })
      .filter(({ rule }) => rule === better.id || rule === better.covers);
    expect(left.map(({ rule, range }) => [rule, range])).toEqual([
      ['better', covered[0]?.range],
      ['skip-ports-whitespace', covered[1]?.range],
    ]);
  });

  it('judges an embedded document anew where the next version makes a patch of it', () => {
    // What a patch leaves out may be elsewhere.
    const server =
      'apiVersion: policy.linkerd.io/v1beta3\n  kind: Server\n  metadata: {name: web}\n  spec: {port: 80}\n';
    const holding = (key: string) => `${key}: |\n  ${server}`;
    const before = SourceFile.read(holding('other'));
    expect(linter.lint(before, UNKNOWN)).not.toEqual([]);
    const after = SourceFile.read(holding('patch'), before);
    expect(linter.lint(after, UNKNOWN)).toEqual(linter.lint(SourceFile.read(holding('patch')), UNKNOWN));
    expect(linter.lint(after, UNKNOWN)).toEqual([]);
  });
});

describe('a second document', () => {
  const TWICE = `kind: Pod
metadata:
  annotations:
    config.linkerd.io/skip-inbound-ports: "80, 90"
    config.linkerd.io/skip-inbound-ports: "80, 90"
`;

  it('has the findings of the first, with fixes and related places, behind it', () => {
    const first = lint(TWICE);
    expect(new Set(first.map(({ rule }) => rule))).toContain('duplicate-annotation');
    expect(first.some(({ fixes, related }) => fixes.length > 0 && related.length > 0)).toBe(true);
    const by = `${TWICE}---\n`.length;
    const moved = <Ranged extends { range: { start: number; end: number } }>(place: Ranged) => ({
      ...place,
      range: { start: place.range.start + by, end: place.range.end + by },
    });
    const second = first.map((finding) => ({
      ...moved(finding),
      fixes: finding.fixes.map((fix) => ({ ...fix, edits: fix.edits.map(moved) })),
      related: finding.related.map(moved),
    }));
    expect(lint(`${TWICE}---\n${TWICE}`)).toEqual([...first, ...second]);
  });
});

describe('a document in another one', () => {
  const POD = `kind: Pod
metadata:
  annotations:
    config.linkerd.io/skip-inbound-ports: "80"
    config.linkerd.io/skip-inbound-ports: "80"
`;

  it('has the findings that it has alone, with related places, where its text is', () => {
    const source = `kind: ConfigMap\ndata:\n  pod.yaml: |\n${POD.replace(/^/gm, '    ')}`;
    const shown = (text: string) =>
      lint(text).map(({ rule, range, related }) => {
        const lineOf = (offset: number) => text.slice(0, offset).split('\n').length;
        const before = lineOf(text.indexOf('kind: Pod'));
        const places = [range, ...related.map((place) => place.range)];
        return [
          rule,
          ...places.map(({ start, end }) => `${lineOf(start) - before} ${text.slice(start, end)}`),
        ];
      });
    expect(shown(source)).toEqual(shown(POD));
    expect(shown(source).some(([rule, , related]) => rule === 'duplicate-annotation' && related)).toBe(true);
  });
});

/** A rule that reports each annotation with this key. */
function ruleAbout(key: string, given: Partial<Rule> = {}): Rule {
  return {
    id: 'a-rule',
    summary: '',
    level: 'error',
    fixable: undefined,
    since: '0.1.0',
    query: { annotation: (subject) => subject.key === key },
    *check({ annotations }) {
      for (const annotation of annotations)
        if (annotation.key.value === key) yield { range: annotation.key.range, message: 'wrong' };
    },
    ...given,
  };
}

const INJECT = 'linkerd.io/inject';
const INJECTED = `kind: Pod\nmetadata: {annotations: {${INJECT}: enabled}}\n`;

describe('a rule', () => {
  const found = (text: string, rule: Rule, settings = UNKNOWN) =>
    new Linter([rule], throwFailure).lint(SourceFile.read(text), settings);

  it('has its level, or that of a finding; what people configure counts more', () => {
    const mild = ruleAbout(INJECT, {
      *check({ document: { text } }) {
        yield { range: { start: 0, end: text.length }, message: 'wrong', severity: 'hint' };
      },
    });
    const severities = (rule: Rule, rules = {}) =>
      found(INJECTED, rule, { ...UNKNOWN, rules }).map(({ severity }) => severity);
    expect(severities(ruleAbout(INJECT))).toEqual(['error']);
    expect(severities(mild)).toEqual(['hint']);
    for (const rule of [mild, ruleAbout(INJECT)]) {
      expect(severities(rule, { 'a-rule': 'warning' })).toEqual(['warning']);
      expect(severities(rule, { 'a-rule': 'off' })).toEqual([]);
      expect(severities(rule, { 'another-rule': 'off' })).toHaveLength(1);
    }
  });

  it('runs in the environments that it applies in, with the level of these', () => {
    const onPlugin = ruleAbout(INJECT, { appliesIn: ({ dataPlane }) => dataPlane === 'cni' });
    const onCni = { ...UNKNOWN, environment: { ...UNKNOWN.environment, dataPlane: 'cni' } } as const;
    expect(found(INJECTED, onPlugin)).toEqual([]);
    expect(found(INJECTED, onPlugin, onCni)).toHaveLength(1);
    const level = { none: 'hint', unknown: 'warning', broken: 'error' } as never;
    expect(found(INJECTED, ruleAbout(INJECT, { level }))[0]?.severity).toBe('warning');
  });

  it.each<[string, Rule['query'], string]>([
    ['annotations', { annotation: ({ key }) => key === INJECT }, INJECTED],
    [
      'labels',
      { label: ({ key }) => key === 'linkerd.io/control-plane-ns' },
      `kind: Pod\nmetadata: {labels: {linkerd.io/control-plane-ns: linkerd}}\n`,
    ],
    [
      'resources',
      { resource: ({ kind }) => kind === 'Server' },
      'apiVersion: policy.linkerd.io/v1beta3\nkind: Server\n',
    ],
    ['documents', { document: ({ text }) => text.includes('these') }, 'linkerd: these\n'],
  ])('runs on documents with the %s that its query names', (_, query, text) => {
    const seen: string[] = [];
    const watching = ruleAbout('', {
      query,
      *check({ document }) {
        seen.push(document.text);
        yield* [];
      },
    });
    const others = `kind: Pod\nmetadata: {labels: {linkerd.io/is-control-plane: "true"}, annotations: {linkerd.io/created-by: helm}}\n`;
    found(`${others}---\n${text}`, watching);
    expect(seen).toEqual([`---\n${text}`]);
  });

  it('is asked in its turn, whatever led to it', () => {
    const whole = (id: string, query: Rule['query']) =>
      ruleAbout('', {
        id,
        query,
        *check() {
          yield { range: { start: 0, end: 4 }, message: 'wrong' };
        },
      });
    const rules = [
      whole('of-documents', { document: () => true }),
      whole('of-annotations', { annotation: () => true }),
      whole('of-resources', { resource: () => true }),
    ];
    const ids = new Linter(rules, throwFailure)
      .lint(SourceFile.read(INJECTED), UNKNOWN)
      .map(({ rule }) => rule);
    expect(ids).toEqual(['of-documents', 'of-annotations', 'of-resources']);
  });

  it('runs once on a document, until other settings are given', () => {
    let runs = 0;
    const counting = ruleAbout(INJECT, {
      *check() {
        runs++;
        yield* [];
      },
    });
    const linterOfOne = new Linter([counting], throwFailure);
    const file = SourceFile.read(INJECTED);
    expect([linterOfOne.lint(file, UNKNOWN), linterOfOne.lint(file, UNKNOWN), runs]).toEqual([[], [], 1]);
    linterOfOne.lint(file, { ...UNKNOWN });
    expect(runs).toBe(2);
  });

  it('reports nothing more than is said of one finding', () => {
    expect(found(INJECTED, ruleAbout(INJECT))).toEqual([
      {
        rule: 'a-rule',
        severity: 'error',
        range: {
          start: INJECTED.indexOf(INJECT),
          end: INJECTED.indexOf(INJECT) + INJECT.length,
        },
        message: 'wrong',
        fixes: [],
        related: [],
        isUnnecessary: false,
      },
    ]);
  });

  it('that throws loses its own findings only', () => {
    const failed: string[] = [];
    const broken = ruleAbout(INJECT, {
      id: 'broken-rule',
      check: () => {
        throw new Error('broken');
      },
    });
    const two = new Linter([broken, ruleAbout(INJECT)], (rule) => failed.push(rule));
    expect(two.lint(SourceFile.read(INJECTED), UNKNOWN).map(({ rule }) => rule)).toEqual(['a-rule']);
    expect(failed).toEqual(['broken-rule']);
  });

  it('reports no more in a document than is wanted', () => {
    const text = `kind: Pod\nmetadata:\n  annotations:\n${`    ${INJECT}: enabled\n`.repeat(4)}`;
    const counts = [1, 3, 9].map(
      (mostFindings) => found(`${text}---\n${text}`, ruleAbout(INJECT), { ...UNKNOWN, mostFindings }).length,
    );
    expect(counts).toEqual([2, 6, 8]);
  });

  it('reports the same of a text once, whichever alias leads to it', () => {
    const text = `kind: List\nitems:\n- kind: Pod\n  metadata: {annotations: &a {${INJECT}: enabled}}\n- kind: Pod\n  metadata: {annotations: *a}\n`;
    expect(found(text, ruleAbout(INJECT))).toHaveLength(1);
    const named = ruleAbout(INJECT, {
      *check({ annotations }) {
        for (const [index, { key }] of annotations.entries()) yield { range: key.range, message: `${index}` };
      },
    });
    expect(found(text, named).map(({ message }) => message)).toEqual(['0', '1']);
  });

  it('that says it all with one finding has one in a file', () => {
    const once = ruleAbout(INJECT, { isOncePerFile: true });
    expect(found(`${INJECTED}---\n${INJECTED}`, once)).toHaveLength(1);
    const both = new Linter([once, ruleAbout(INJECT, { id: 'often' })], throwFailure);
    const rules = both.lint(SourceFile.read(`${INJECTED}---\n${INJECTED}`), UNKNOWN).map(({ rule }) => rule);
    expect(rules.sort()).toEqual(['a-rule', 'often', 'often']);
  });

  it('sees documents without a word of Linkerd only if they are values of its charts', () => {
    const everywhere = ruleAbout('', {
      query: { document: () => true },
      *check() {
        yield { range: { start: 0, end: 1 }, message: 'wrong' };
      },
    });
    expect(found('a: b\n', everywhere)).toEqual([]);
    expect(
      found('a: b\n', everywhere, {
        ...UNKNOWN,
        charts: [{ chart: 'linkerd-control-plane', version: undefined, below: undefined }],
      }),
    ).toHaveLength(1);
  });

  it('is told whether it sees a patch, and whether that says what for', () => {
    const seen: string[] = [];
    const watching = ruleAbout(INJECT, {
      *check({ isPatch, hasTarget }) {
        seen.push(`${isPatch ? 'patch' : 'whole'}${hasTarget ? ' with target' : ''}`);
        yield* [];
      },
    });
    const inline = (key: string, target = '') =>
      `${key}:\n- ${target}patch: |\n    ${INJECTED.replace(/\n(?=.)/g, '\n    ')}`;
    found(INJECTED, watching);
    found(INJECTED, watching, { ...UNKNOWN, patch: { hasTarget: false } });
    found(INJECTED, watching, { ...UNKNOWN, patch: { hasTarget: true } });
    found(inline('patches'), watching);
    found(inline('patches', 'target: {kind: Pod}\n  '), watching);
    found(`data:\n  a: |\n    ${INJECTED.replace(/\n(?=.)/g, '\n    ')}`, watching);
    expect(seen).toEqual(['whole', 'patch', 'patch with target', 'patch', 'patch with target', 'whole']);
  });
});

describe('findings in a document in another one', () => {
  const inner = `kind: Pod
metadata:
  annotations: {linkerd.io/inject: enabled, config.linkerd.io/skip-inbound-ports: '80, 90'}
`;

  it('are found anew with other settings, and not for another text around it', () => {
    let runs = 0;
    const counting = ruleAbout(INJECT, {
      *check({ document }) {
        runs++;
        yield { range: { start: 0, end: 4 }, message: document.text.slice(0, 4) };
      },
    });
    const counted = new Linter([counting], throwFailure);
    const around = (first: string) =>
      SourceFile.read(`${first}: |\n  ${inner.replace(/\n(?=.)/g, '\n  ')}other: 1\n`);
    const before = around('a');
    const starts = (file: SourceFile, settings = UNKNOWN) =>
      counted.lint(file, settings).map(({ range, severity }) => `${severity} ${range.start}`);
    expect(starts(before)).toEqual(['error 7']);
    expect(starts(SourceFile.read(before.text.replace('other: 1', 'other: 2'), before))).toEqual(['error 7']);
    expect(runs).toBe(1);
    expect(starts(before, { ...UNKNOWN, rules: { 'a-rule': 'hint' } })).toEqual(['hint 7']);
    expect(runs).toBe(2);
  });

  test.each([
    ['block scalars, with its indentation', `a: |\n  ${inner.replace(/\n(?=.)/g, '\n  ')}`, 1],
    ['quotes, with their escapes', `a: ${JSON.stringify(inner)}\n`, 1],
    // kubectl keeps a copy there.
    [
      'the annotation of kubectl apply',
      `metadata:\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: |\n      ${inner.replace(/\n(?=.)/g, '\n      ')}`,
      0,
    ],
  ])('are at their characters in %s', (_, text, count) => {
    const spaces = (source: string) => lint(source).filter(({ rule }) => rule === 'skip-ports-whitespace');
    expect(spaces(text).map(({ range }) => text.slice(range.start, range.end))).toEqual(
      Array(count).fill(' 90'),
    );
    expect(fixAll(linter, text, UNKNOWN).text).toBe(count === 1 ? text.replace('80, 90', '80,90') : text);
  });
});

describe('a fix of a document in another one', () => {
  const adding = ruleAbout(INJECT, {
    *check({ document: { text } }) {
      const range = { start: 0, end: 1 };
      const fix = (title: string, newText: string): Fix => ({
        title,
        safety: 'safe',
        isPreferred: false,
        edits: [{ range, newText }],
      });
      yield {
        range: { start: 0, end: text.length },
        message: 'wrong',
        fixes: [fix('two lines', '{\n'), fix('one', '{ ')],
      };
    },
  });
  const json = `{"kind":"Pod","metadata":{"annotations":{"${INJECT}":"enabled"}}}`;

  it.each([
    ['single quotes', `a: '${json}'\n`, ['one']],
    ['double quotes', `a: ${JSON.stringify(json)}\n`, ['two lines', 'one']],
    ['a block scalar', `a: |\n  ${json}\n`, ['two lines', 'one']],
  ])('is there if its edits can be written in %s', (_, text, titles) => {
    const [finding] = new Linter([adding], throwFailure).lint(SourceFile.read(text), UNKNOWN);
    expect(finding?.fixes.map(({ title }) => title)).toEqual(titles);
  });
});

describe('lines that end in a lone carriage return', () => {
  it('have findings without fixes, which may need whole lines', () => {
    const text = POD.replaceAll('\n', '\r');
    const found = lint(text);
    expect(found.map(({ rule }) => rule)).toEqual(lint(POD).map(({ rule }) => rule));
    expect(found.flatMap(({ fixes }) => fixes)).toEqual([]);
    expect(lint(POD).flatMap(({ fixes }) => fixes)).not.toEqual([]);
  });
});
