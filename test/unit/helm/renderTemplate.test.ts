import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ChartFiles, readChart } from '../../../server/src/helm/chart.ts';
import { measured } from '../../support/processorTime.ts';

const CHART = 'apiVersion: v2\nname: web\nversion: 1.2.3\n';

function chartOf(template: string, values: string, more: Partial<ChartFiles> = {}): ChartFiles {
  const { templates = new Map(), ...others } = more;
  return {
    chart: CHART,
    values,
    otherValues: new Map(),
    subcharts: [],
    ...others,
    templates: new Map([['web.yaml', template], ...templates]),
  };
}

function piecesOf(files: ChartFiles, keepsEmpty = false) {
  return readChart(files)?.render('web.yaml', keepsEmpty);
}

/** What the template prints; what is unknown stays as it is written. */
function render(
  template: string,
  values: string,
  more?: Partial<ChartFiles>,
  keepsEmpty?: boolean,
): string | undefined {
  return piecesOf(chartOf(template, values, more), keepsEmpty)
    ?.map(({ content }) => content.text)
    .join('');
}

const HELPERS = new Map([
  [
    '_helpers.tpl',
    '{{- define "ports" -}}\n{{ .Values.a }},{{ .Values.b }}\n{{- end -}}\n{{- define "name" -}}{{ .Release.Name }}{{- end -}}',
  ],
]);

describe('a value', () => {
  it.each([
    ['{{ .Values.ports }}', 'ports: "4190,4191"', '4190,4191'],
    ['{{ .Values.a.b | quote }}', 'a: {b: x}', '"x"'],
    ['{{ .Values.ports | quote }}', 'ports: 4190_4191', '"4.1904191e+07"'],
    ['{{ .Values.ports | quote }}', 'ports: 010', '"8"'],
    ['{{ .Values.on | quote }}', 'on: yes', '{{ .Values.on | quote }}'],
    ['{{ .Values.ports }}', 'ports: null', ''],
    ['{{ .Values.none | default 4190 | quote }}', '', '"4190"'],
    ['{{ toYaml .Values.a | nindent 2 }}', 'a: {d: 4190, c: "4190"}', '\n  c: "4190"\n  d: 4190'],
    ['{{ with .Values.a }}{{ .b }}{{ end }}', 'a: {b: x}', 'x'],
    ['{{ if .Values.a }}x{{ else }}y{{ end }}', 'a: false', 'y'],
    ['{{ range .Values.a }}{{ . }};{{ end }}', 'a: [x, z]', 'x;z;'],
    ['{{ printf "%s,%s" .Values.a .Values.b }}', 'a: x\nb: z', 'x,z'],
    ['{{ .Chart.Name }}', '', 'web'],
    ['a:\n  {{- if .Values.a }}\n  b: c\n  {{- end }}\n', 'a: 1', 'a:\n  b: c\n'],
    ['{{ include "ports" . | quote }}', 'a: x\nb: z', '"x,z"'],
  ])('%s with %s', (template, values, expected) => {
    expect(render(template, values, { templates: HELPERS })).toBe(expected);
  });
});

describe('what is unknown stays as it is written', () => {
  it.each([
    ['the release', '{{ .Release.Name | quote }}', ''],
    ['a helper that uses it', '{{ include "name" . }}', ''],
    ['a helper that is not there', '{{ include "absent" . }}', ''],
    ['a function that is not known', '{{ .Values.a | b64enc }}', 'a: x'],
    ['what makes Helm fail', '{{ .Values.a.b.c }}', 'a: x'],
    ['a value that another tool fills in', '{{ .Values.a }}', 'a: "{{ .Release.Name }}"'],
    ['a method', '{{ .Files.Get "x" }}', ''],
  ])('%s', (_, template, values) => {
    expect(render(template, values, { templates: HELPERS })).toBe(template);
  });

  it('with the whitespace around it', () => {
    const template = 'a:\n  {{- if .Release.IsUpgrade }}\n  b: {{ .Values.b }}\n  {{- end }}\nc: d\n';
    expect(render(template, 'b: x')).toBe(template.replace('{{ .Values.b }}', 'x'));
  });

  it('with every branch of it', () => {
    const template = '{{ if .Release.A }}{{ .Values.b }}{{ else if .Values.b }}y{{ else }}z{{ end }}';
    expect(render(template, 'b: x')).toBe(template.replace('{{ .Values.b }}', 'x'));
  });

  it('a variable that a branch may have changed', () => {
    const template = '{{ $x := "a" }}{{ if .Release.A }}{{ $x = "b" }}{{ end }}{{ $x }}';
    expect(render(template, '')).toMatch(/\{\{ \$x \}\}$/);
  });

  it('a value on which values files differ, and one that only another file has', () => {
    const otherValues = new Map([['values-prod.yaml', 'a: y\nb: x\nc: z']]);
    const template = '{{ .Values.a }} {{ .Values.b }} {{ .Values.c }}';
    expect(render(template, 'a: x\nb: x', { otherValues })).toBe('{{ .Values.a }} x {{ .Values.c }}');
  });

  it('the values of a chart that this one depends on', () => {
    expect(render('{{ .Values.redis.a }}', 'redis: {a: x}', { subcharts: ['redis'] })).toContain('{{');
  });

  it('everything, where a template may change the values', () => {
    expect(render('{{ $_ := set .Values "a" 1 }}', 'a: x')).toBeUndefined();
    expect(render('{{ $_ := set (dict) "a" 1 }}{{ .Values.a }}', 'a: x')).toBeDefined();
    expect(render('{{/* set it */}}# set it\n{{ .Values.a }}', '# set it\na: x')).toBe('# set it\nx');
  });

  it('a default that is empty, if that is asked for', () => {
    const template = 'a: {{ toYaml .Values.a }}\n{{ if .Values.b }}\nb: {{ .Values.c }}\n{{ end }}\n';
    expect(render(template, 'a: {}\nb: false\nc: x', {}, true)).toBe(
      template.replace('{{ .Values.c }}', 'x'),
    );
  });

  it('a template that is broken', () => {
    expect(render('{{ if .Values.a }}', 'a: x')).toBeUndefined();
    expect(render('{{ .Values.a | }}', 'a: x')).toBeUndefined();
  });
});

describe('a printed text knows its value', () => {
  /** The characters of each mark, with those of the values file that it names. */
  function marks(template: string, values: string): [string, string, number | undefined][] {
    return (piecesOf(chartOf(template, values, { templates: HELPERS })) ?? []).flatMap(({ content }) =>
      content.marks.map(({ start, end, place, from }): [string, string, number | undefined] => [
        content.text.slice(start, end),
        values.slice(place.range.start, place.range.end),
        from,
      ]),
    );
  }

  it('through quotes, helpers and YAML', () => {
    expect(marks('{{ .Values.a | quote }}', 'a: "x,y"')).toEqual([['x,y', '"x,y"', 0]]);
    expect(marks('{{ include "ports" . }}', 'a: x\nb: 010')).toEqual([
      ['x', 'x', 0],
      ['8', '010', undefined],
    ]);
    expect(marks('{{ toYaml .Values.a | nindent 2 }}', 'a: {b: x}')).toEqual([
      ['b', 'b', 0],
      ['x', 'x', 0],
    ]);
  });

  it('and that it was converted', () => {
    expect(marks('{{ .Values.a | upper }}', 'a: x')).toEqual([['X', 'x', undefined]]);
  });
});

describe('bounds', () => {
  it('end a template that includes itself, or a loop within loops', () => {
    const endless = new Map([['_a.tpl', '{{ define "a" }}{{ include "a" . }}{{ include "a" . }}{{ end }}']]);
    const many = `a: [${'x,'.repeat(200)}x]`;
    const loops = '{{ range $.Values.a }}'.repeat(8) + '{{ end }}'.repeat(8);
    const { milliseconds } = measured(() => {
      expect(render('{{ include "a" . }}', '', { templates: endless })).toContain('{{');
      expect(render(loops, many)).toBeDefined();
    });
    expect(milliseconds).toBeLessThan(4_000);
  });

  const list = `l: [${'1,'.repeat(50_000)}1]`;
  const long = `b: ${'b'.repeat(190_000)}`;
  const doubled = `{{ $s := "a" }}${'{{ $s = printf "%s%s" $s $s }}'.repeat(17)}`;
  it.each([
    [
      'lists that hold each other',
      `{{ $x := list 1 }}${'{{ $x = list $x $x }}'.repeat(40)}`,
      '{{ toYaml $x }}',
      '',
    ],
    ['maps that do', `{{ $x := dict }}${'{{ $x = dict "a" $x "b" $x }}'.repeat(40)}`, '{{ toYaml $x }}', ''],
    [
      'a deep list',
      '{{ $x := list }}{{ range .Values.l }}{{ $x = list $x }}{{ end }}',
      '{{ toYaml $x }}',
      list,
    ],
    ['a join of long texts', doubled, '{{ join $s .Values.l }}', list],
    ['a replacement by long texts', doubled, '{{ replace "a" $s $s }}', ''],
    [
      'texts that are changed for ever',
      '',
      '{{ range .Values.l }}{{ upper $.Values.b }}{{ end }}',
      `${list}\n${long}`,
    ],
    ['many marks', '', '{{ toYaml .Values.m | indent 2 | indent 2 }}', `m: [${'a,'.repeat(40_000)}a]`],
    ['rounds of a long body', '', `{{ range .Values.l }}${'{{1}}'.repeat(20_000)}{{ end }}`, list],
    [
      'rounds of a long expression',
      '',
      `{{ range .Values.l }}{{ print ${'(upper "a") '.repeat(10_000)} }}{{ end }}`,
      list,
    ],
    ['yaml in each round', '', '{{ range .Values.l }}{{ $x := toYaml $.Values.l }}{{ end }}', list],
    [
      'a search for a long text',
      '',
      '{{ range .Values.l }}{{ contains $.Values.b $.Values.b }}{{ end }}',
      `${list}\n${long}`,
    ],
    [
      'assignments in kept blocks',
      '',
      '{{ if .Release.x }}'.repeat(90) + '{{ $x = 1 }}'.repeat(10_000) + '{{ end }}'.repeat(90),
      '',
    ],
  ])('end %s: what is before is still printed', (_, before, bomb, values) => {
    let printed: string | undefined;
    const { milliseconds } = measured(() => {
      printed = render(`{{ .Chart.Name }}${before}${bomb}`, values);
    });
    expect(printed).toMatch(/^web/);
    expect(printed).toContain(bomb.slice(0, 10));
    expect(milliseconds).toBeLessThan(4_000);
  });

  it('end a template that is included again and again', () => {
    const templates = new Map([['_a.tpl', `{{ define "a" }}${'{{1}}'.repeat(50_000)}{{ end }}`]]);
    const { milliseconds } = measured(() => {
      expect(render(`{{ print ${'(include "a" .) '.repeat(10_000)} }}`, '', { templates })).toContain('{{');
    });
    expect(milliseconds).toBeLessThan(4_000);
  });

  it('do not touch what people write', () => {
    const values = `l: [${'a,'.repeat(999)}a]`;
    expect(render('{{ range .Values.l }}{{ . | upper | quote }}{{ end }}', values)).toBe('"A"'.repeat(1_000));
    expect(render('{{ toYaml .Values.l | indent 2 }}', values)).toBe(Array(1_000).fill('  - a').join('\n'));
  });

  it('end deep nesting and unclosed actions', () => {
    for (const template of [
      '{{ if .a }}'.repeat(5_000),
      `{{ if .a }}${'{{ else if .a }}'.repeat(5_000)}{{ end }}`,
      `{{ ${'('.repeat(5_000)} }}`,
      `{{ ${'.a'.repeat(50_000)} }}`,
      '{{ "'.repeat(5_000),
      '{{'.repeat(5_000),
    ])
      expect(render(template, '')).toBeUndefined();
    expect(render('{{ .Values.a }}', 'a: {'.repeat(500))).toBe('{{ .Values.a }}');
  });
});

const ROOT = resolve(import.meta.dirname, '../../..');

/** Milliseconds. With the modules compiled before it takes seconds; the first time is for `npm run test:real`. */
const LONGEST_BUILD_MS = 60_000;

/** Helm's engine, if Go is here with the modules: a unit test downloads nothing. */
function helmEngine(): string | undefined {
  const binary = resolve(ROOT, 'node_modules/.cache/linkerd-lint-helm');
  const { status } = spawnSync('go', ['build', '-o', binary, '.'], {
    cwd: resolve(ROOT, 'test/real/helm/tools'),
    timeout: LONGEST_BUILD_MS,
    env: { ...process.env, GOPROXY: 'off', GOFLAGS: '-mod=readonly', GOTOOLCHAIN: 'local' },
  });
  return status === 0 ? binary : undefined;
}

const engine = helmEngine();
// Machines without it are not asked to have it.
if (engine === undefined)
  console.log(
    'The comparison with Helm is left out: it needs Go, and once "npm run test:real -- helm" for the modules.',
  );
else
  it('what we say that templates print, Helm prints', () => {
    const { status, stdout } = spawnSync(
      process.execPath,
      ['test/real/main.mjs', 'helm', '--tools', engine, '--share', '0.06'],
      { cwd: ROOT, encoding: 'utf8' },
    );
    expect(stdout).toMatch(/^3\d\d charts .* 0 differences\.\n$/);
    expect(status).toBe(0);
  });
