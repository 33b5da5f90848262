import { describe, expect, it } from 'vitest';
import { check, checkFix } from '../../support/check.ts';
import { AFFECTED, lint, PROXY_INIT } from '../../support/lint.ts';

/** How a mistake is found in every form in which people write YAML. */
describe('forms of YAML', () => {
  it('block and flow, quoted keys, comments, tabs behind values', () => {
    check(
      `
      kind: Pod
      metadata:
        annotations: # about ports
          'config.linkerd.io/skip-inbound-ports' : '80, 90'	# tab
      #                                                ^^^ error skip-ports-whitespace safe
          ? config.linkerd.io/skip-outbound-ports
          : "80, 90"
      #         ^^^ error skip-ports-whitespace safe
      ---
      {kind: Pod, metadata: {annotations: {"config.linkerd.io/skip-inbound-ports":"80, 90"}}}
      #                                                                               ^^^ error skip-ports-whitespace safe
      `,
      PROXY_INIT,
    );
  });

  it('keys that are written with escapes', () => {
    check(
      String.raw`
      kind: Pod
      metadata:
        annotations:
          "config.\u006cinkerd.io/skip-inbound-ports": "80, 90"
      #                                                    ^^^ error skip-ports-whitespace safe
      `,
      PROXY_INIT,
    );
  });

  it('JSON', () => {
    check(
      `
      {
        "apiVersion": "v1",
        "kind": "List",
        "items": [
          {"kind": "Pod", "metadata": {"annotations": {"config.linkerd.io/skip-inbound-ports": "9001"}}}
      #                                                                                        ^^^^^^ warning skip-inbound-missing-proxy-ports suggestion
        ]
      }
      `,
      AFFECTED,
    );
  });

  it('directives', () => {
    check(
      `
      %YAML 1.1
      ---
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "80, 90"
      #                                             ^^^ error skip-ports-whitespace safe
      ...
      %YAML 1.2
      ---
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "90, 80"
      #                                             ^^^ error skip-ports-whitespace safe
      `,
      PROXY_INIT,
    );
  });

  it('markers in block scalars, and the end marker', () => {
    check(
      `
      kind: ConfigMap
      data:
        text: |
          ---
          metadata: {annotations: {config.linkerd.io/skip-inbound-ports: "1, 2"}}
      #                                                                     ^^ error skip-ports-whitespace safe
          ...
      ...
      ---
      kind: Pod
      metadata: {annotations: {config.linkerd.io/skip-inbound-ports: "80, 90"}}
      #                                                                  ^^^ error skip-ports-whitespace safe
      `,
      PROXY_INIT,
    );
  });

  it('a broken document between good ones', () => {
    check(
      `
      kind: Pod
      metadata: {annotations: {config.linkerd.io/skip-inbound-ports: "80, 90"}}
      #                                                                  ^^^ error skip-ports-whitespace safe
      ---
      kind: "Pod
      metadata: [{
      --- # next
      kind: Pod
      metadata: {annotations: {config.linkerd.io/skip-inbound-ports: "80, 90"}}
      #                                                                  ^^^ error skip-ports-whitespace safe
      `,
      PROXY_INIT,
    );
  });

  it('what stands before a mistake', () => {
    check(
      `
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: "80, 90"
      #                                             ^^^ error skip-ports-whitespace safe
      spec:
        containers: [
      #             ^ error yaml-syntax-error: the closing brace or bracket is missing
      `,
      PROXY_INIT,
    );
  });

  it('nothing in texts that hold nothing', () => {
    for (const text of [
      '',
      '\n',
      '---\n---\n',
      '# linkerd\n',
      'linkerd',
      '- linkerd\n',
      'linkerd.io/inject: enabled\n',
      '{{/* linkerd */}}',
    ]) {
      check(text);
    }
  });
});

describe('anchors', () => {
  it('mark the alias where the text stands elsewhere, and fix the text', () => {
    const text = `
      ports: &ports "80, 90"
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: *ports
      #                                         ^^^^^^ error skip-ports-whitespace suggestion
    `;
    check(text, PROXY_INIT);
    checkFix(
      text,
      'Remove the spaces (changes every use of “&ports”)',
      `
      ports: &ports "80,90"
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/skip-inbound-ports: *ports
      `,
      PROXY_INIT,
    );
    expect(
      lint('a: &a "1, 2"\nannotations: {config.linkerd.io/skip-inbound-ports: *a}\n', PROXY_INIT)[0]?.related,
    ).toEqual([{ range: { start: 6, end: 12 }, message: 'The value is set here.' }]);
  });

  it('mark the alias of a whole mapping, and of a merged one', () => {
    check(
      `
      shared: &shared
        config.linkerd.io/skip-inbound-ports: "80, 90"
      ---
      shared: &shared
        config.linkerd.io/skip-inbound-ports: "80, 90"
      kind: Pod
      metadata:
        annotations: *shared
      #              ^^^^^^^ error skip-ports-whitespace suggestion
      spec:
        template:
          metadata:
            annotations:
              <<: *shared
      #           ^^^^^^^ error skip-ports-whitespace suggestion
          spec: {}
      `,
      PROXY_INIT,
    );
  });

  it('let a mapping’s own entry win over a merged one', () => {
    check(
      `
      shared: &shared {config.linkerd.io/skip-inbound-ports: "80, 90"}
      kind: Pod
      metadata:
        annotations:
          <<: *shared
          config.linkerd.io/skip-inbound-ports: "80"
      `,
      PROXY_INIT,
    );
  });

  it('mark the definition itself where it is an annotation', () => {
    check(
      `
      kind: List
      items:
        - kind: Pod
          metadata:
            annotations: &shared
              config.linkerd.io/skip-inbound-ports: "80, 90"
      #                                                 ^^^ error skip-ports-whitespace safe
        - kind: Pod
          metadata:
            annotations: *shared
      #                  ^^^^^^^ error skip-ports-whitespace safe
      `,
      PROXY_INIT,
    );
  });
});

describe('Helm templates', () => {
  it('are read around their actions', () => {
    check(
      `
      {{- /* A comment
        over lines: {{ "}}" }} */}}
      {{- if .Values.enabled }}
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: {{ include "web.fullname" . }}
        labels:
          {{- include "web.labels" . | nindent 4 }}
      spec:
        replicas: {{ .Values.replicas }}
        template:
          metadata:
            annotations:
              checksum/config: {{ include (print $.Template.BasePath "/config.yaml") . | sha256sum }}
              {{- with .Values.podAnnotations }}
              {{- toYaml . | nindent 8 }}
              {{- end }}
              {{- if .Values.mesh }}
              linkerd.io/inject: {{ .Values.inject | default "enabled" | quote }}
              config.linkerd.io/skip-inbound-ports: "80, 90,{{ .Values.port }}, {{ .Values.other }}"
      #                                                 ^^^ error skip-ports-whitespace safe
              {{- else }}
              config.linkerd.io/skip-inbound-ports: "http,{{ .Values.port }}"
      #                                              ^^^^ error skip-ports-invalid-token
              {{- end }}
              {{- range $key, $value := .Values.more }}
              {{ $key }}: {{ $value | quote }}
              {{- end }}
          spec:
            containers:
              {{- range .Values.containers }}
              - name: {{ .name }}
              {{- end }}
      {{- end }}
      `,
      AFFECTED,
    );
  });

  it('may have actions that are not closed yet', () => {
    check(
      `
      kind: Pod
      metadata:
        name: {{ .Values.name
        annotations:
          config.linkerd.io/skip-inbound-ports: "80, 90"
      #                                             ^^^ error skip-ports-whitespace safe
          other: {{ .Values.other }}
      `,
      PROXY_INIT,
    );
  });

  it('leave what they make unknown in embedded documents too', () => {
    const text = `
      kind: ConfigMap
      data:
        job.yaml: |
          kind: Job
          metadata:
            name: a
            annotations:
              linkerd.io/inject: "{{ .Values.inject }}"
      #       ^^^^^^^^^^^^^^^^^ error annotation-on-workload-metadata
          spec: {template: {metadata: {labels: {a: b}, annotations: {config.linkerd.io/proxy-await: {{ .x }}}}}}
    `;
    check(text);
    checkFix(text, 'annotation-on-workload-metadata', undefined);
  });

  it('may be templated with something else', () => {
    check(
      `
      apiVersion: argoproj.io/v1alpha1
      kind: Rollout
      spec:
        template:
          metadata:
            annotations:
              linkerd.io/inject: {{args.linkerd-enabled}}
              config.linkerd.io/skip-inbound-ports: {{inputs.parameters.ports}}
          spec: {}
      `,
      AFFECTED,
    );
  });
});
