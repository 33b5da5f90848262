import { describe, expect, it } from 'vitest';
import { ChartFindings } from '../../../server/src/engine/chartFindings.ts';
import { Linter } from '../../../server/src/engine/linter.ts';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { UNKNOWN_ENVIRONMENT } from '../../../server/src/linkerd/environment/environment.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import type { ListingHost } from '../../../server/src/workspace/fileHost.ts';
import { MemoryFiles, uriOf } from '../../support/memoryFiles.ts';
import { measuredAsync } from '../../support/processorTime.ts';

const SETTINGS = { environment: UNKNOWN_ENVIRONMENT, rules: {} };

function throwing(rule: string, error: unknown): never {
  throw new Error(rule, { cause: error });
}

/** A Deployment's template with these lines of annotations for its pods. */
function template(...lines: string[]): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "web.name" . }}
spec:
  template:
    metadata:
      annotations:
${lines.map((line) => `        ${line}\n`).join('')}    spec:
      containers:
        - name: web
`;
}

interface Given {
  readonly values?: string;
  readonly files?: Readonly<Record<string, string>>;
}

function chartOf(text: string, { values = '', files = {} }: Given = {}) {
  const host = new MemoryFiles({
    'web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
    'web/values.yaml': values,
    'web/templates/web.yaml': text,
    'web/templates/_helpers.tpl': '{{- define "web.ports" -}}{{ .Values.ports }}{{- end -}}',
    ...files,
  });
  return { host, charts: new ChartFindings(host, new Linter(RULES, throwing)) };
}

/** Rule, characters and message of what is found in the template. */
async function found(text: string, given?: Given): Promise<[rule: string, text: string, message: string][]> {
  const { charts } = chartOf(text, given);
  const findings = await charts.findings(uriOf('web/templates/web.yaml'), SourceFile.read(text), SETTINGS);
  return findings.map(({ rule, range, message }) => [rule, text.slice(range.start, range.end), message]);
}

const PORTS = 'config.linkerd.io/skip-inbound-ports: {{ .Values.ports | quote }}';

describe('a default of a chart', () => {
  it('is judged where the template prints it', async () => {
    const [finding, ...more] = await found(template(PORTS), { values: '# defaults\nports: "8080"\n' });
    expect(finding?.[0]).toBe('skip-inbound-missing-proxy-ports');
    expect(finding?.[1]).toBe('{{ .Values.ports | quote }}');
    expect(finding?.[2]).toMatch(/ The value is the default in values\.yaml, line 2\.$/);
    expect(more).toEqual([]);
  });

  it('is judged with the type that Helm gives it', async () => {
    const rules = await found(template('config.linkerd.io/skip-inbound-ports: {{ .Values.ports }}'), {
      values: 'ports: 4190_4191\n',
    });
    expect(rules.map(([rule]) => rule)).toEqual(['annotation-value-not-string']);
  });

  it('is judged through a helper, a default of the template, and with', async () => {
    for (const [line, values] of [
      ['{{ include "web.ports" . | quote }}', 'ports: "8080"\n'],
      ['{{ .Values.ports | default "8080" | quote }}', ''],
      ['{{ with .Values.a }}{{ .ports | quote }}{{ end }}', 'a: {ports: "8080"}\n'],
    ] as const)
      expect(
        (await found(template(`config.linkerd.io/skip-inbound-ports: ${line}`), { values })).map(
          ([rule]) => rule,
        ),
      ).toEqual(['skip-inbound-missing-proxy-ports']);
  });

  it('is not named if the template says the default, or Chart.yaml', async () => {
    for (const line of ['{{ .Values.ports | default "8080" | quote }}', '{{ .Chart.Version | quote }}']) {
      const [finding] = await found(template(`config.linkerd.io/skip-inbound-ports: ${line}`));
      expect(finding?.[2], line).toMatch(/ This is what the template prints by default\.$/);
    }
  });

  it('is judged once, however much of it is wrong', async () => {
    const line = (value: string) => template(`config.linkerd.io/skip-outbound-ports: ${value}`);
    const invalid = (rule: string) => rule === 'skip-ports-invalid-token';
    const written = new Linter(RULES, throwing).lint(SourceFile.read(line('"8 0,9 0,9090"')), SETTINGS);
    expect(written.filter(({ rule }) => invalid(rule))).toHaveLength(2);
    const printed = await found(line('{{ .Values.ports | quote }}'), { values: 'ports: "8 0,9 0,9090"\n' });
    expect(printed.filter(([rule]) => invalid(rule))).toHaveLength(1);
  });

  it('is judged at each place that prints it', async () => {
    const text = template(PORTS, 'config.linkerd.io/opaque-ports: {{ .Values.ports | quote }}');
    expect((await found(text, { values: 'ports: "80800"\n' })).map(([rule, at]) => `${rule} ${at}`)).toEqual([
      'skip-ports-no-valid-token {{ .Values.ports | quote }}',
      'invalid-opaque-ports {{ .Values.ports | quote }}',
    ]);
  });

  it('is judged in a chart in a folder of charts', async () => {
    const text = template(PORTS);
    const files = {
      'shop/charts/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
      'shop/charts/web/values.yaml': 'ports: "8080"\n',
      'shop/charts/web/templates/web.yaml': text,
    };
    const { charts } = chartOf(text, { files });
    const uri = uriOf('shop/charts/web/templates/web.yaml');
    expect(await charts.findings(uri, SourceFile.read(text), SETTINGS)).toHaveLength(1);
  });

  it('is judged though the chart has other files that hold no values', async () => {
    const files = {
      'web/values.yaml.bak/a.yaml': 'ports: "1"\n',
      'web/crds/values.yaml': 'ports: "1"\n',
      'web/files/charts/ports/a.yaml': '',
    };
    expect(await found(template(PORTS), { values: 'ports: "8080"\n', files })).toHaveLength(1);
  });

  it('is judged without reading the chart again for its other templates', async () => {
    const text = template(PORTS);
    const { charts, host } = chartOf(text, { values: 'ports: "8080"\n' });
    for (const name of ['web', 'api', 'web'])
      await charts.findings(uriOf(`web/templates/${name}.yaml`), SourceFile.read(text), SETTINGS);
    expect(host.read.filter((uri) => uri === uriOf('web/values.yaml'))).toHaveLength(1);
  });

  it('leads to its line', async () => {
    const text = template(PORTS);
    const { charts } = chartOf(text, { values: 'ports: "8080"\n' });
    const [finding] = await charts.findings(uriOf('web/templates/web.yaml'), SourceFile.read(text), SETTINGS);
    expect(finding?.relatedElsewhere).toEqual([
      {
        uri: uriOf('web/values.yaml'),
        start: { line: 0, character: 7 },
        end: { line: 0, character: 13 },
        message: 'the chart’s default',
      },
    ]);
    // They are for the text that is printed.
    expect(finding?.fixes).toEqual([]);
    expect(finding?.related).toEqual([]);
  });
});

describe('nothing is found', () => {
  it.each<[string, string, Given]>([
    ['without values', PORTS, {}],
    ['in an empty default', PORTS, { values: 'ports: ""\n' }],
    [
      'in a value that another values file replaces',
      PORTS,
      {
        values: 'ports: "8080"\n',
        files: { 'web/values-prod.yaml': 'ports: "4190,4191"\n' },
      },
    ],
    [
      'in a value that a folder of environments replaces',
      PORTS,
      {
        values: 'ports: "8080"\n',
        files: { 'web/environments/prod.yaml': 'ports: "4190,4191"\n' },
      },
    ],
    ['in what the release decides', 'config.linkerd.io/skip-inbound-ports: {{ .Release.Name | quote }}', {}],
    [
      'that the values file has itself',
      '{{ toYaml .Values.podAnnotations | nindent 8 }}',
      {
        values: 'podAnnotations:\n  config.linkerd.io/skip-inbound-ports: "8080"\n',
      },
    ],
    [
      'that the values file has itself, under the key that the template prints',
      '{{- range $key, $value := .Values.podAnnotations }}\n        {{ $key }}: {{ $value | quote }}\n        {{- end }}',
      { values: 'podAnnotations:\n  config.linkerd.io/skip-inbound-ports: "8080"\n' },
    ],
    [
      'that the values file has itself, under a key that the template names',
      'config.linkerd.io/skip-inbound-ports: {{ index .Values.podAnnotations "config.linkerd.io/skip-inbound-ports" | quote }}',
      { values: 'podAnnotations:\n  config.linkerd.io/skip-inbound-ports: "8080"\n' },
    ],
    ['in text that no action prints', 'config.linkerd.io/skip-inbound-ports: "8080"', { values: 'a: b\n' }],
    [
      'in a chart whose templates change the values',
      PORTS,
      {
        values: 'ports: "8080"\n',
        files: {
          'web/templates/broken.yaml': '{{ if }}',
          'web/templates/set.yaml': '{{ $_ := set .Values "ports" "1" }}',
        },
      },
    ],
    [
      'in a value of a chart within it, which has its own defaults',
      PORTS.replace('.Values.ports', '.Values.redis.ports'),
      { values: 'redis: {ports: "8080"}\n', files: { 'web/charts/redis-1.2.3.tgz': '' } },
    ],
  ])('%s', async (_, line, given) => {
    expect(await found(template(line), given)).toEqual([]);
  });

  it('if a file of the chart cannot be read, or it has more files than are read', async () => {
    const text = template(PORTS);
    const other = uriOf('web/values-prod.yaml');
    const numbered = (count: number) =>
      Array.from({ length: count }, (_, index) => uriOf(`web/files/${index}.yaml`));
    const listed = (host: MemoryFiles, more: readonly string[]) => {
      host.listFiles = async () => [...host.texts.keys(), ...more];
    };
    for (const [more, count] of [
      [[], 1],
      [[other], 0],
      [numbered(495), 1],
      [numbered(496), 0],
    ] as const) {
      const { charts, host } = chartOf(text, { values: 'ports: "8080"\n' });
      listed(host, more);
      const uri = uriOf('web/templates/web.yaml');
      expect(await charts.findings(uri, SourceFile.read(text), SETTINGS)).toHaveLength(count);
    }
  });

  it('in values that a link takes from outside of the repository', async () => {
    const text = template(PORTS);
    const values = 'ports: "8080"\n';
    const { charts, host } = chartOf(text, { values, files: { 'web/.git/HEAD': 'ref: refs/heads/main\n' } });
    const readText: ListingHost['readText'] = async (uri, options) =>
      options?.staysIn === uriOf('web') && uri === uriOf('web/values.yaml') ? undefined : host.texts.get(uri);
    Object.assign(host, { readText });
    const uri = uriOf('web/templates/web.yaml');
    expect(await charts.findings(uri, SourceFile.read(text), SETTINGS)).toEqual([]);
  });

  it('in a template that is longer than people write', async () => {
    const values = 'ports: "8080"\n';
    const text = template(PORTS);
    expect(await found(text.padEnd(200_000, '#'), { values })).toHaveLength(1);
    expect(await found(text.padEnd(200_001, '#'), { values })).toEqual([]);
  });

  it('outside of a chart, and in a chart within another one', async () => {
    const text = template(PORTS);
    const { charts, host } = chartOf(text, { values: 'ports: "8080"\n' });
    host.texts.set(uriOf('web/charts/inner/Chart.yaml'), 'apiVersion: v2\nname: inner\nversion: 1.0.0\n');
    host.texts.set(uriOf('web/charts/inner/values.yaml'), 'ports: "8080"\n');
    for (const path of [
      'other/templates/web.yaml',
      'web/charts/inner/templates/web.yaml',
      'web/templates/_web.yaml',
    ])
      expect(await charts.findings(uriOf(path), SourceFile.read(text), SETTINGS)).toEqual([]);
  });
});

it('judges the template as it is given, saved or not', async () => {
  const { charts } = chartOf('a: b\n', { values: 'ports: "8080"\n' });
  const uri = uriOf('web/templates/web.yaml');
  expect(await charts.findings(uri, SourceFile.read(template(PORTS)), SETTINGS)).toHaveLength(1);
});

it('ends all templates of a run together, however many double their includes', async () => {
  const doubling = Array.from(
    { length: 24 },
    (_, level) => `{{ define "d${level}" }}${`{{ include "d${level + 1}" . }}`.repeat(2)}{{ end }}`,
  ).join('\n');
  const text = `${template(PORTS)}{{ include "d0" . }}`;
  const files = { 'web/templates/_doubling.tpl': `${doubling}{{ define "d24" }}x{{ end }}` };
  const { charts } = chartOf(text, { values: 'ports: "8080"\n', files });
  const at = (index: number) =>
    charts.findings(uriOf(`web/templates/${index}.yaml`), SourceFile.read(text), SETTINGS);
  const counts: number[] = [];
  const { milliseconds } = await measuredAsync(async () => {
    for (let index = 0; index < 300; index++) counts.push((await at(index)).length);
  });
  expect(counts[0]).toBe(1);
  expect(counts.at(-1)).toBe(0);
  expect(milliseconds).toBeLessThan(4_000);
});

it('finds as much in the last of hundreds of ordinary templates as in the first', async () => {
  const text = template(PORTS);
  const names = Array.from({ length: 400 }, (_, index) => `web/templates/${index}.yaml`);
  const files = Object.fromEntries(names.map((name) => [name, text]));
  const { charts } = chartOf(text, { values: 'ports: "8080"\n', files });
  for (const name of names)
    expect(await charts.findings(uriOf(name), SourceFile.read(text), SETTINGS), name).toHaveLength(1);
});
