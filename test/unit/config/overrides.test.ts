import { describe, expect, it } from 'vitest';
import schema from '../../../schema/linkerd-lint.schema.json' with { type: 'json' };
import { readConfigFile } from '../../../server/src/config/configFile.ts';
import { OVERRIDE_KEYS, TOP_LEVEL_KEYS } from '../../../server/src/config/configKeys.ts';
import { globProblem, pathTest } from '../../../server/src/config/globs.ts';
import {
  DETECT_SETTING,
  ENVIRONMENT_SETTINGS,
  readEditorSettings,
} from '../../../server/src/config/settings.ts';
import { dedent } from '../../support/example.ts';
import { measured } from '../../support/processorTime.ts';

const RULES = ['skip-ports-overlap', 'skip-ports-whitespace'];

function read(source: string) {
  const text = dedent(source);
  const { problems, ...file } = readConfigFile(text, RULES);
  return {
    ...file,
    problems: problems.map(({ range, message }) => [text.slice(range.start, range.end), message]),
  };
}

describe('overrides', () => {
  it('have settings for the files that their globs name', () => {
    expect(
      read(`
        dataPlane: proxy-init
        overrides:
          - files: [clusters/prod/**, "**/*.prod.yaml"]
            environment:
              dataPlane: cni
              linkerd: 2.18
            rules: {skip-ports-overlap: off}
          - files: charts/**
            rules: {skip-ports-whitespace: hint}
      `),
    ).toEqual({
      settings: { environment: { dataPlane: 'proxy-init' }, rules: {} },
      overrides: [
        {
          files: ['clusters/prod/**', '**/*.prod.yaml'],
          environment: { dataPlane: 'cni', linkerd: '2.18' },
          rules: { 'skip-ports-overlap': 'off' },
        },
        { files: ['charts/**'], environment: {}, rules: { 'skip-ports-whitespace': 'hint' } },
      ],
      ignore: [],
      baseline: undefined,
      problems: [],
    });
  });

  it('must say which files they are for', () => {
    expect(read('overrides:\n  - rules: {skip-ports-overlap: off}\n').problems).toEqual([
      ['rules: {skip-ports-overlap: off}\n', expect.stringContaining('“files” lists the files')],
    ]);
  });

  it('are reported at the place of a mistake, and the rest counts', () => {
    const { overrides, problems } = read(`
      overrides:
        - file: charts/**
          files: [charts/**, {a: b}, ""]
          enviroment: {}
          environment: {dataplane: cni, linkerd: newest}
          rules: {skip-port-overlap: off, skip-ports-whitespace: hint}
        - all
    `);
    expect(problems).toEqual([
      ['file', 'There is no setting “file”. Did you mean “files”?'],
      ['enviroment', 'There is no setting “enviroment”. Did you mean “environment”?'],
      ['{a: b}', 'A string is expected here.'],
      ['""', 'A string is expected here.'],
      ['dataplane', 'There is no setting “dataplane”. Did you mean “dataPlane”?'],
      ['newest', expect.stringContaining('“newest” is not a valid value for linkerd.')],
      ['skip-port-overlap', 'There is no rule “skip-port-overlap”. Did you mean “skip-ports-overlap”?'],
      ['all', 'A mapping is expected here.'],
    ]);
    expect(overrides[0]).toEqual({
      files: ['charts/**'],
      environment: {},
      rules: { 'skip-ports-whitespace': 'hint' },
    });
  });
});

describe('ignore, baseline and detectEnvironment', () => {
  it('are read', () => {
    const file = read(
      'ignore: [vendor/, "**/*.gen.yaml"]\nbaseline: ci/known.json\ndetectEnvironment: false\n',
    );
    expect(file).toMatchObject({
      ignore: ['vendor/', '**/*.gen.yaml'],
      baseline: 'ci/known.json',
      settings: { detectEnvironment: false },
      problems: [],
    });
    expect(read('ignore: vendor/\ndetectEnvironment: true\n')).toMatchObject({
      ignore: ['vendor/'],
      problems: [],
    });
  });

  it('say what they take', () => {
    expect(read('ignore: {a: b}\n').problems).toEqual([['{a: b}', 'A list is expected here.']]);
    expect(read('baseline: [a.json]\n').problems).toEqual([['[a.json]', 'A string is expected here.']]);
    expect(read('baseline:\n').problems).toEqual([['baseline', 'A string is expected here.']]);
    expect(read('detectEnvironment: no\n').problems).toEqual([
      ['no', '“no” is not a valid value for detectEnvironment. Use one of: true, false.'],
    ]);
    expect(read('ignore: ["*a*a*a*a*b"]\n').problems).toEqual([
      ['"*a*a*a*a*b"', 'This pattern has too many stars, so it matches nothing.'],
    ]);
  });

  it('detectEnvironment has the same meaning in an editor', () => {
    expect(readEditorSettings({ detectEnvironment: false }).detectEnvironment).toBe(false);
    expect(readEditorSettings({ detectEnvironment: true }).detectEnvironment).toBeUndefined();
    expect(readEditorSettings({ detectEnvironment: 'no' }).detectEnvironment).toBeUndefined();
  });
});

describe('globs', () => {
  it.each([
    ['charts/**', ['charts/web.yaml', 'charts/a/b.yaml'], ['chart/web.yaml', 'a/charts/web.yaml']],
    ['*.yaml', ['web.yaml'], ['a/web.yaml', 'web.yml']],
    ['**/*.yaml', ['web.yaml', 'a/b/web.yaml'], ['web.json']],
    ['./clusters/prod/', ['clusters/prod/web.yaml', 'clusters/prod/a/b'], ['clusters/production/web.yaml']],
    ['/web.yaml', ['web.yaml'], ['a/web.yaml']],
    ['**/*.{yaml,yml}', ['a.yml', 'b/a.yaml'], ['a.json']],
    ['**/.hidden/**', ['.hidden/a', 'a/.hidden/b'], ['hidden/a']],
    ['a b/[c].yaml', ['a b/c.yaml'], ['a b/[d].yaml']],
  ])('%s', (glob, inside, outside) => {
    const test = pathTest([glob]);
    expect(inside.filter((path) => !test(path))).toEqual([]);
    expect(outside.filter(test)).toEqual([]);
  });

  it('behind ! take out what those before took in', () => {
    const test = pathTest(['charts/**', '!charts/ours/**', 'charts/ours/old.yaml']);
    expect(['charts/a', 'charts/ours/a', 'charts/ours/old.yaml', 'b'].map(test)).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect(pathTest([])('a')).toBe(false);
  });

  it('that would take for ever match nothing', () => {
    const hostile = [
      'a*a*a*a*a*b',
      `${'**/a/'.repeat(12)}b`,
      `{${'*,'.repeat(200)}}`,
      `${'{a,a}'.repeat(40)}b`,
    ];
    const long = ['**/*a*a/**/*a*ab', '(a+)+b', '+(a|aa)+(a|aa)b', '{a,a}{a,a}{a,a}*a*ab'];
    const path = `${'a'.repeat(200)}/${'a/'.repeat(300)}c`;
    expect(hostile.map(globProblem)).toEqual(hostile.map(() => 'complex'));
    expect(long.map(globProblem)).toEqual(long.map(() => undefined));
    const { milliseconds } = measured(() => {
      for (const glob of [...hostile, ...long]) {
        const test = pathTest([glob]);
        for (const hard of [path, 'a'.repeat(900), 'a'.repeat(255), 'a/'.repeat(450)])
          expect(test(hard), glob).toBe(false);
      }
    });
    expect(milliseconds).toBeLessThan(2_000);
  });

  it('take parentheses for what they are', () => {
    expect(pathTest(['a (copy)/b+c.yaml'])('a (copy)/b+c.yaml')).toBe(true);
    expect(pathTest(['(a|b).yaml'])('a.yaml')).toBe(false);
  });
});

describe('the schema', () => {
  it('has the settings that the reader knows, and no others', () => {
    const names = ENVIRONMENT_SETTINGS.map(({ name }) => name);
    const topLevel = TOP_LEVEL_KEYS.map(({ name }) => name);
    expect(Object.keys(schema.properties).sort()).toEqual([...names, ...topLevel].sort());
    expect(Object.keys(schema.properties.overrides.items.properties).sort()).toEqual(
      OVERRIDE_KEYS.map(({ name }) => name).sort(),
    );
    expect(topLevel).toContain(DETECT_SETTING.name);
  });
});
