/** Generates small charts with values, the same ones each time: annotations as people write them in templates. */

/** Values of `ports` in a values file, as YAML. */
const VALUES = [
  '4190',
  '"4190"',
  "'4190,4191'",
  '4190,4191',
  '4190-4191',
  '4190_4191',
  '41904191',
  '1000000',
  '999999',
  '12345678901',
  '010',
  '0x1F90',
  '1.5',
  '0.00001',
  '1e3',
  '-1',
  '0',
  'true',
  'on',
  'off',
  '"true"',
  'null',
  '~',
  '',
  '""',
  '" 4190, 4191 "',
  '"a \\"b\\" c"',
  '"it\'s"',
  '"a: b"',
  '"a #b"',
  '"#a"',
  '"- a"',
  '"-a"',
  '"*"',
  '"{a}"',
  '"%"',
  '"22:30"',
  '"="',
  '"a\\nb"',
  '"a\\n"',
  '{}',
  '[]',
  '[4190, "4191"]',
  '{a: 4190, b: "4191", c: null, d: true}',
  '{config.linkerd.io/skip-inbound-ports: 4190, linkerd.io/inject: enabled}',
  '{nested: {list: [a, {b: 1}], empty: {}, none: []}}',
  '"{{ .Release.Name }}"',
  '"00:00"',
  'infinity',
  'enabled',
  'Enabled',
  '"a,b,,c"',
  '2024-01-01',
  '"2024-01-01"',
  '"y"',
  'yes',
  '1.10',
  '100m',
  '5s',
  '"1_000"',
  '"0o17"',
  '0o17',
  '+5',
  '.5',
  '"<nil>"',
  '"a  b"',
];

/** What a template does with them; `V` is the value. */
const EXPRESSIONS = [
  '{{ V }}',
  '{{- V -}}',
  '"{{ V }}"',
  '{{ V | quote }}',
  '{{ quote V }}',
  '{{ V | squote }}',
  '{{ V | toString }}',
  '{{ V | toString | quote }}',
  '{{ V | default "4190" }}',
  '{{ default 4190 V | quote }}',
  '{{ V | default .Values.other | quote }}',
  '{{ .Values.absent | default V | quote }}',
  '{{ .Values.absent | quote }}',
  '{{ .Values.absent }}',
  '{{ .Values.absent.deeper }}',
  '{{ toYaml V }}',
  '{{ V | toYaml | quote }}',
  '{{ toYaml V | nindent 4 }}',
  '{{- toYaml V | trim | indent 2 }}',
  '{{ with V }}{{ . }}{{ end }}',
  '{{- with V }}\n  a: {{ toYaml . | nindent 4 }}\n{{- end }}',
  '{{ with V }}{{ . | quote }}{{ else }}nothing{{ end }}',
  '{{ if V }}on{{ else }}off{{ end }}',
  '{{- if V }}\n  on\n{{- else if .Values.other }}\n  other\n{{- else }}\n  off\n{{- end }}',
  '{{ if not V }}off{{ end }}',
  '{{ if and V .Values.other }}both{{ else }}not both{{ end }}',
  '{{ if or V .Values.absent }}one{{ end }}',
  '{{ if eq V "4190" }}same{{ else }}other{{ end }}',
  '{{ if ne (V | toString) "4190" }}other{{ end }}',
  '{{ if eq (V | toString) "4190" "true" }}same{{ end }}',
  '{{ if empty V }}empty{{ end }}',
  '{{ if kindIs "string" V }}string{{ else if kindIs "float64" V }}float{{ else if kindIs "map" V }}map{{ end }}',
  '{{ if hasKey .Values "ports" }}has{{ end }}',
  '{{ range V }}{{ . }};{{ end }}',
  '{{ range $i, $e := V }}{{ $i }}={{ $e | quote }};{{ else }}none{{ end }}',
  '{{- range $k, $v := V }}\n  {{ $k }}: {{ $v | quote }}\n{{- end }}',
  '{{ join "," V }}',
  '{{ include "app.ports" . }}',
  '{{ include "app.ports" . | quote }}',
  '{{ include "app.block" . | nindent 4 }}',
  '{{ include "app.absent" . | quote }}',
  '{{ template "app.ports" . }}',
  '{{ include "app.of" (dict "value" V "name" "x") }}',
  '{{ include "app.of" (dict "value" V) | indent 2 }}',
  '{{ printf "%v" V }}',
  '{{ printf "%s,4190" V }}',
  '{{ printf "%s" (V | toString) | quote }}',
  '{{ printf "%q" (toString V) }}',
  '{{ printf "%d" (int V) }}',
  '{{ int V }}',
  '{{ V | int | quote }}',
  '{{ V | toString | trim }}',
  '{{ V | toString | trunc 4 }}',
  '{{ V | toString | trunc -2 }}',
  '{{ V | toString | replace "," "-" | quote }}',
  '{{ V | toString | upper }}',
  '{{ V | toString | trimSuffix "0" | trimPrefix "4" }}',
  '{{ V | toString | trimAll "04" }}',
  '{{ if contains "4190" (toString V) }}in{{ end }}',
  '{{ if hasPrefix "4" (toString V) }}first{{ end }}',
  '{{ ternary "yes" "no" (eq (toString V) "true") }}',
  '{{ ternary "yes" "no" V }}',
  '{{ coalesce .Values.absent V "last" }}',
  '{{ required "ports are needed" V }}',
  '{{ len V }}',
  '{{ index .Values "ports" }}',
  '{{ index .Values.map "a" | quote }}',
  '{{ get .Values "ports" | quote }}',
  '{{ get .Values "absent" | quote }}',
  '{{ $x := V }}{{ $x | quote }}',
  '{{ $x := "a" }}{{ if V }}{{ $x = "b" }}{{ end }}{{ $x }}',
  '{{- $x := "a" -}}{{- range .Values.list -}}{{- $x = . -}}{{- end -}}{{ $x }}',
  '{{ (dict "a" V).a }}',
  '{{ list V "b" | join "," }}',
  '{{ $.Values.ports | quote }}',
  '{{ with .Values.map }}{{ .a }}{{ $.Values.ports }}{{ end }}',
  '{{ tpl "plain" . }}',
  '{{ tpl (toString V) . }}',
  '{{ .Chart.Name }}-{{ .Chart.Version | quote }}-{{ .Chart.AppVersion | quote }}',
  '{{ .Release.Service }}',
  '{{ .Release.Name | quote }}',
  '{{/* a comment {{ */}}{{- /* another */ -}}',
  '{{ V | b64enc }}',
  '{{ V | sha256sum }}',
  '{{ if gt (int V) 4000 }}more{{ else }}less{{ end }}',
  '{{ if eq V .Values.other }}same{{ end }}',
  '{{ print V }}',
  '{{ V | lower }}',
  '{{ V | nindent 2 }}',
  '{{ V | trunc 63 | trimSuffix "-" }}',
  '{{ .Values.map.a | default (V | quote) }}',
  '{{ if (and V (eq .Values.map.a "x")) }}x{{ end }}',
  '{{ if .Values.map }}{{ .Values.map.absent | default "y" | quote }}{{ end }}',
];

const HELPERS = `{{/* Helpers. */}}
{{- define "app.ports" -}}
{{- .Values.ports -}}
{{- end -}}
{{- define "app.block" -}}
first: {{ .Values.ports | quote }}
second: {{ .Values.other | quote }}
{{- end }}
{{- define "app.of" -}}
{{- with .value }}{{ . | quote }}{{ else }}none{{ end -}}
{{- end -}}
`;

/** Other values files, of which one or all may be given. */
const OTHERS = [
  [],
  ['replicas: 2\n'],
  ['ports: 8080\n'],
  ['other: z\nmap: {a: x}\n', 'ports: SAME\n'],
  ['ports: null\n', 'map: {b: y, a: null}\n'],
];

/** All pairs of an expression with a value, and some of them with other values files; `share` from 0 to 1 of them all. */
export function* generateCharts(share = 1) {
  let number = 0;
  for (const expression of EXPRESSIONS)
    for (const value of VALUES) {
      number++;
      // 7919 is a prime: a part has all expressions and all values.
      if (((number * 7919) % 1000) / 1000 >= share) continue;
      const others = OTHERS[number % 15] ?? [];
      yield chartOf(
        expression,
        value,
        others.map((text) => text.replace('SAME', value)),
      );
    }
}

function chartOf(expression, value, others) {
  const template = `before\n  key: «${expression.replaceAll(/\bV\b/g, '.Values.ports')}»\nafter\n`;
  return {
    name: `${expression.replaceAll('\n', '⏎')} with ${value}${others.length > 0 ? ` and ${others.length} other files` : ''}`,
    chart: 'apiVersion: v2\nname: app\nversion: 1.2.3\nappVersion: "4.5"\n',
    values: `ports: ${value}\nother: "5"\nmap:\n  a: x\nlist: [p, q]\n`,
    others,
    templates: { 'web.yaml': template, '_helpers.tpl': HELPERS },
  };
}
