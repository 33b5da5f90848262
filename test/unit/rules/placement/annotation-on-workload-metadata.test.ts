import { describe, expect, it } from 'vitest';
import rule from '../../../../server/src/rules/placement/annotation-on-workload-metadata.ts';
import { describeRule } from '../../../support/describeRule.ts';
import { FIXED_CNI, lint, PROXY_INIT, UNKNOWN } from '../../../support/lint.ts';

const TITLE = 'Move to the pod template';

describeRule(rule, ({ check, checkFix }) => {
  it('is silent about one that a patch deletes', () => {
    check(`
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
        annotations:
          linkerd.io/inject: null
      spec:
        template:
          metadata:
            labels: {app: web}
    `);
  });

  it('marks the key, in every environment', () => {
    for (const settings of [FIXED_CNI, PROXY_INIT, UNKNOWN]) {
      check(
        `
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          annotations:
            linkerd.io/inject: enabled
        #   ^^^^^^^^^^^^^^^^^ error annotation-on-workload-metadata suggestion: Linkerd never reads this on a Deployment’s own metadata, so it has no effect here
            "config.linkerd.io/proxy-cpu-limit": "1"
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error annotation-on-workload-metadata suggestion
        spec:
          template:
            metadata:
              labels: {app: web}
            spec: {}
        `,
        settings,
      );
    }
  });

  for (const kind of [
    'Deployment',
    'ReplicaSet',
    'StatefulSet',
    'DaemonSet',
    'ReplicationController',
    'Job',
    'CronJob',
    'PodTemplate',
  ]) {
    it(`knows ${kind}`, () => {
      const text = `kind: ${kind}\nmetadata: {annotations: {linkerd.io/inject: enabled}}\n`;
      expect(lint(text).map(({ rule }) => rule)).toEqual(['annotation-on-workload-metadata']);
    });
  }

  it('covers the metadata between a CronJob and its pod template', () => {
    check(`
      apiVersion: batch/v1
      kind: CronJob
      metadata:
        annotations:
          linkerd.io/inject: disabled
      #   ^^^^^^^^^^^^^^^^^ error annotation-on-workload-metadata suggestion: the value enabled in the pod template applies
      spec:
        jobTemplate:
          metadata:
            annotations:
              linkerd.io/inject: disabled
      #       ^^^^^^^^^^^^^^^^^ error annotation-on-workload-metadata suggestion: on a Job’s own metadata
          spec:
            template:
              metadata:
                annotations:
                  linkerd.io/inject: enabled
              spec: {}
    `);
  });

  it('is a note where the pod template has the same', () => {
    check(`
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: api
        annotations:
          linkerd.io/inject: enabled
      #   ^^^^^^^^^^^^^^^^^ information annotation-on-workload-metadata suggestion: the pod template has the same
      spec:
        template:
          metadata:
            annotations:
              linkerd.io/inject: enabled
    `);
    checkFix(
      `
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: api
        annotations:
          linkerd.io/inject: enabled
      spec:
        template: {metadata: {annotations: {linkerd.io/inject: enabled}}}
      `,
      'Remove it',
      `
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: api
      spec:
        template: {metadata: {annotations: {linkerd.io/inject: enabled}}}
      `,
    );
  });

  it('removes one that the pod template overrides, unless a template may write the others', () => {
    const job = (annotations: string) =>
      `kind: Job\nmetadata:\n  name: a\n  annotations:\n${annotations}spec: {template: {metadata: {annotations: {linkerd.io/inject: disabled}}}}\n`;
    const INJECT = '    linkerd.io/inject: enabled\n';
    checkFix(job(`${INJECT}    a: b\n`), 'Remove it', job('    a: b\n'));
    checkFix(job(`${INJECT}    a: "{{ .Values.a }}"\n`), 'Remove it', job('    a: "{{ .Values.a }}"\n'));
    checkFix(job(`${INJECT}    {{- toYaml .Values.annotations | nindent 4 }}\n`), 'Remove it', undefined);
  });

  it('says what it should be if the pod template’s value is not certain', () => {
    check(`
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: api
        annotations:
          linkerd.io/inject: enabled
      #   ^^^^^^^^^^^^^^^^^ error annotation-on-workload-metadata: so it has no effect here
      spec:
        template:
          metadata:
            annotations:
              linkerd.io/inject: "{{ .Values.inject }}"
    `);
  });

  it('is silent where Linkerd looks, where others look, and about annotations that others read', () => {
    check(`
      apiVersion: v1
      kind: Namespace
      metadata: {annotations: {linkerd.io/inject: enabled}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {annotations: {linkerd.io/inject: enabled}}
      ---
      apiVersion: v1
      kind: Service
      metadata: {annotations: {config.linkerd.io/opaque-ports: "25"}}
      ---
      apiVersion: argoproj.io/v1alpha1
      kind: Rollout
      metadata: {annotations: {linkerd.io/inject: enabled}}
      ---
      apiVersion: example.com/v1
      kind: Deployment
      metadata: {annotations: {linkerd.io/inject: enabled}}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        annotations:
          linkerd.io/created-by: linkerd/cli
          viz.linkerd.io/disable-tap: "true"
          config.linkerd.io/proxy-additional-env: "[]"
          example.com/linkerd.io: x
      ---
      kind: StatefulSet
      spec:
        volumeClaimTemplates:
          - metadata: {annotations: {linkerd.io/inject: enabled}}
      ---
      kind: Deployment
      metadata:
        labels: {linkerd.io/control-plane-ns: linkerd}
    `);
  });

  it('marks a templated value too, because the place is wrong for any value', () => {
    check(`
      apiVersion: {{ include "deployment.apiVersion" . }}
      kind: Deployment
      metadata:
        annotations:
          linkerd.io/inject: {{ .Values.inject | quote }}
      #   ^^^^^^^^^^^^^^^^^ error annotation-on-workload-metadata
    `);
  });

  describe('Move to the pod template', () => {
    it('adds to annotations that are there', () => {
      checkFix(
        `
        kind: Deployment
        metadata:
          annotations:
            config.linkerd.io/skip-inbound-ports: '25' # mail
            a: b
        spec:
          template:
            metadata:
              annotations:
                c: d
                # last

              labels: {}
        `,
        TITLE,
        `
        kind: Deployment
        metadata:
          annotations:
            a: b
        spec:
          template:
            metadata:
              annotations:
                c: d
                config.linkerd.io/skip-inbound-ports: '25' # mail
                # last

              labels: {}
        `,
      );
    });

    it('adds the annotations, and takes an empty mapping away', () => {
      checkFix(
        `
        kind: CronJob
        metadata:
          name: backup
          annotations:
            linkerd.io/inject: disabled
        spec:
          jobTemplate:
            spec:
              template:
                metadata:
                  labels:
                    app: backup
                spec: {}
        `,
        TITLE,
        `
        kind: CronJob
        metadata:
          name: backup
        spec:
          jobTemplate:
            spec:
              template:
                metadata:
                  labels:
                    app: backup
                  annotations:
                    linkerd.io/inject: disabled
                spec: {}
        `,
      );
    });

    it('fills an empty flow mapping', () => {
      checkFix(
        `
        kind: Job
        spec:
          template:
            metadata:
              annotations: {}
        metadata:
          name: once
          annotations: {linkerd.io/inject: disabled}
        `,
        TITLE,
        `
        kind: Job
        spec:
          template:
            metadata:
              annotations: {"linkerd.io/inject": "disabled"}
        metadata:
          name: once
        `,
      );
    });

    it('works in a list, at the end of a file without line break', () => {
      checkFix(
        'kind: List\nitems:\n- kind: Job\n  metadata: {name: a, annotations: {linkerd.io/inject: disabled}}\n  spec:\n    template:\n      metadata:\n        annotations:\n          a: b',
        TITLE,
        'kind: List\nitems:\n- kind: Job\n  metadata: {name: a}\n  spec:\n    template:\n      metadata:\n        annotations:\n          a: b\n          "linkerd.io/inject": "disabled"',
      );
    });

    it('works in JSON', () => {
      checkFix(
        `
        {
          "kind": "Deployment",
          "metadata": {
            "annotations": {"linkerd.io/inject":"enabled","a":"b"}
          },
          "spec": {
            "template": {
              "metadata": {
                "labels": {
                  "app": "web"
                }
              }
            }
          }
        }
        `,
        TITLE,
        `
        {
          "kind": "Deployment",
          "metadata": {
            "annotations": {"a":"b"}
          },
          "spec": {
            "template": {
              "metadata": {
                "labels": {
                  "app": "web"
                },
                "annotations": {"linkerd.io/inject": "enabled"}
              }
            }
          }
        }
        `,
      );
    });

    it('keeps flow safe from what was bare in block style', () => {
      checkFix(
        `
        kind: Job
        metadata:
          name: once
          annotations:
            config.linkerd.io/skip-outbound-ports: 25,4190-4191
        spec: {template: {metadata: {labels: {a: b}}}}
        `,
        TITLE,
        `
        kind: Job
        metadata:
          name: once
        spec: {template: {metadata: {labels: {a: b}, "annotations": {"config.linkerd.io/skip-outbound-ports": "25,4190-4191"}}}}
        `,
      );
    });

    for (const [why, text] of [
      [
        'the template has the annotation',
        'kind: Job\nmetadata: {name: a, annotations: {linkerd.io/inject: disabled}}\nspec: {template: {metadata: {annotations: {linkerd.io/inject: enabled}}}}\n',
      ],
      [
        'there is no template',
        'kind: Job\nmetadata: {name: a, annotations: {linkerd.io/inject: disabled}}\nspec: {}\n',
      ],
      [
        'a template decides about the value',
        'kind: Job\nmetadata: {name: a, annotations: {linkerd.io/inject: "{{ .x }}"}}\nspec: {template: {metadata: {labels: {}}}}\n',
      ],
      [
        'an alias depends on it',
        'kind: Job\nmetadata:\n  name: a\n  annotations:\n    linkerd.io/inject: &inject enabled\nspec: {template: {metadata: {labels: {}}}}\n',
      ],
      [
        'the value stands elsewhere',
        'x: &inject enabled\nkind: Job\nmetadata:\n  name: a\n  annotations:\n    linkerd.io/inject: *inject\nspec: {template: {metadata: {labels: {}}}}\n',
      ],
      [
        'the value takes several lines',
        'kind: Job\nmetadata:\n  name: a\n  annotations:\n    linkerd.io/inject: >-\n      enabled\nspec: {template: {metadata: {labels: {}}}}\n',
      ],
      [
        'it shares its line with the key above',
        'kind: Job\nmetadata:\n  name: a\n  ? annotations\n  : linkerd.io/inject: enabled\nspec: {template: {metadata: {labels: {a: b}}}}\n',
      ],
      [
        'it would leave lines of a template behind',
        'kind: Job\nmetadata:\n  name: a\n  annotations:\n    linkerd.io/inject: enabled\n    {{- toYaml .Values.annotations | nindent 4 }}\nspec: {template: {metadata: {labels: {a: b}}}}\n',
      ],
      [
        'it appears under a condition',
        'kind: Job\nmetadata:\n  annotations:\n    a: b\n    {{- if .Values.mesh }}\n    linkerd.io/inject: enabled\n    {{- end }}\nspec: {template: {metadata: {labels: {a: b}}}}\n',
      ],
      [
        'the last annotation of the template appears under a condition',
        'kind: Job\nmetadata:\n  annotations:\n    a: b\n    linkerd.io/inject: enabled\nspec:\n  template:\n    metadata:\n      annotations:\n        {{- if .Values.a }}\n        a: b\n        {{- end }}\n',
      ],
      [
        'the template’s annotations are templated',
        'kind: Job\nmetadata:\n  name: a\n  annotations:\n    linkerd.io/inject: enabled\nspec:\n  template:\n    metadata:\n      annotations:\n        {{- toYaml .Values.a | nindent 8 }}\n',
      ],
    ] as const) {
      it(`is not offered where ${why}`, () => {
        expect(lint(text).some(({ rule }) => rule === 'annotation-on-workload-metadata')).toBe(true);
        checkFix(text, TITLE, undefined);
      });
    }

    it('keeps the labels that a template adds below the last one', () => {
      checkFix(
        `
        kind: Deployment
        metadata:
          name: web
          annotations:
            linkerd.io/inject: enabled
        spec:
          template:
            metadata:
              labels:
                app: web
                {{- include "web.labels" . | nindent 8 }}
            spec: {}
        `,
        TITLE,
        `
        kind: Deployment
        metadata:
          name: web
        spec:
          template:
            metadata:
              annotations:
                linkerd.io/inject: enabled
              labels:
                app: web
                {{- include "web.labels" . | nindent 8 }}
            spec: {}
        `,
      );
    });

    it('moves within one condition', () => {
      checkFix(
        `
        {{- if .Values.web }}
        kind: Deployment
        metadata:
          name: {{ .Release.Name }}
          annotations:
            linkerd.io/inject: enabled
        spec:
          template:
            metadata:
              labels:
                app: web
        {{- end }}
        `,
        TITLE,
        `
        {{- if .Values.web }}
        kind: Deployment
        metadata:
          name: {{ .Release.Name }}
        spec:
          template:
            metadata:
              labels:
                app: web
              annotations:
                linkerd.io/inject: enabled
        {{- end }}
        `,
      );
    });
  });
});
