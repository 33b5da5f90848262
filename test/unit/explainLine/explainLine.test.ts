import { describe, expect, it } from 'vitest';
import { NO_SETTINGS, type PartialSettings } from '../../../server/src/config/settings.ts';
import { type ResolvedSettings, SettingsResolver } from '../../../server/src/config/settingsResolver.ts';
import { ENGINE_RULES } from '../../../server/src/engine/engineRules.ts';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { explainLine } from '../../../server/src/features/explainLine/explainLine.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { CORPUS_FILES, readCorpusFile } from '../../support/corpus.ts';
import { dedent } from '../../support/example.ts';
import { linter } from '../../support/lint.ts';

const URI = 'file:///shop/web.yaml';

interface Setup {
  readonly config?: string;
  readonly baseline?: string;
  readonly editor?: PartialSettings;
  readonly override?: PartialSettings;
}

async function resolve({ config, baseline, editor, override }: Setup): Promise<ResolvedSettings> {
  const files: Record<string, string | undefined> = {
    'file:///shop/.linkerd-lint.yaml': config,
    'file:///shop/baseline.json': baseline,
    'file:///shop/.git/HEAD': 'ref: refs/heads/main\n',
  };
  const ids = [...RULES, ...ENGINE_RULES].map(({ id }) => id);
  const resolver = new SettingsResolver({ readText: async (uri) => files[uri] }, ids);
  return resolver.resolve(URI, { editor: editor ?? NO_SETTINGS, override: override ?? NO_SETTINGS });
}

/** What is said of the line that holds `marked`, by heading. */
async function explain(source: string, marked: string, setup: Setup = {}): Promise<Record<string, string>> {
  const text = dedent(source);
  const line = text.slice(0, text.indexOf(marked)).split('\n').length - 1;
  const lines = explainLine(linter, {
    file: SourceFile.read(text),
    uri: URI,
    line,
    resolved: await resolve(setup),
    pathOf: (uri) => uri.replace('file:///shop/', ''),
  });
  expect(lines[0]).toMatch(new RegExp(`^web\\.yaml:${line + 1}: `));
  const sections = lines.slice(2).join('\n').split('\n\n');
  // What is known of the cluster has an empty line in it.
  const reason = sections.pop();
  return Object.fromEntries(
    sections.map((section) => {
      const [heading = '', ...content] = section.split('\n');
      const isLast = section === sections.at(-1);
      return [heading, [...content, ...(isLast ? [reason] : [])].join('\n')];
    }),
  );
}

const WEB = `
  apiVersion: apps/v1
  kind: Deployment
  metadata:
    name: web
    annotations:
      config.linkerd.io/proxy-await: enabled
  spec:
    template:
      metadata:
        labels: {app: web}
        annotations:
          config.linkerd.io/skip-inbound-ports: "8080" # here
`;

describe('a line with an annotation', () => {
  it('says what it is, what was found, and why at this level', async () => {
    expect(await explain(WEB, 'skip-inbound')).toMatchObject({
      'What is written here': expect.stringMatching(
        /^ {2}The annotation config\.linkerd\.io\/skip-inbound-ports\n {4}It is set on the pods of Deployment web\.\n {4}Linkerd reads its value as: .*8080/,
      ),
      Findings: expect.stringMatching(
        /^ {2}warning skip-inbound-missing-proxy-ports: .*\n {6}“warning” is the rule’s default in this environment: It is unknown/,
      ),
      'Checked, without a finding': expect.stringContaining('skip-ports-whitespace'),
      'The cluster': expect.stringContaining('dataPlane: auto  # nothing found'),
    });
  });

  it('ends the meaning of a word with one full stop', async () => {
    const source = `
      apiVersion: v1
      kind: Pod
      metadata:
        annotations:
          config.linkerd.io/proxy-log-format: json
    `;
    expect(await explain(source, 'proxy-log-format')).toMatchObject({
      'What is written here': expect.stringMatching(
        /Linkerd reads its value as: One JSON object for each event\.$/m,
      ),
    });
  });

  it.each<[string, Setup, string]>([
    [
      'the file',
      { config: 'rules: {skip-inbound-missing-proxy-ports: error}' },
      'error|is set in .linkerd-lint.yaml',
    ],
    [
      'a part of the file',
      { config: 'overrides: [{files: [web.yaml], rules: {skip-inbound-missing-proxy-ports: hint}}]' },
      'hint|is set in .linkerd-lint.yaml',
    ],
    [
      'the editor',
      { editor: { environment: {}, rules: { 'skip-inbound-missing-proxy-ports': 'information' } } },
      'note|is set in the editor’s settings',
    ],
    [
      'the command line',
      { override: { environment: {}, rules: { 'skip-inbound-missing-proxy-ports': 'error' } } },
      'error|is set on the command line',
    ],
  ])('says that the level comes from %s', async (_, setup, expected) => {
    const [severity = '', reason = ''] = expected.split('|');
    const { Findings } = await explain(WEB, 'skip-inbound', setup);
    expect(Findings).toMatch(new RegExp(`^ {2}${severity} skip-inbound-missing-proxy-ports`));
    expect(Findings).toContain(reason);
  });

  it.each<[string, string, Setup, string]>([
    [
      'the environment',
      WEB,
      { config: 'dataPlane: proxy-init' },
      'skip-inbound-missing-proxy-ports: “off” is the rule’s default in this environment: proxy-init always skips',
    ],
    [
      'a setting',
      WEB,
      { config: 'rules: {skip-inbound-missing-proxy-ports: off}' },
      'skip-inbound-missing-proxy-ports: “off” is set in .linkerd-lint.yaml. If enabled, it would report this line.',
    ],
    [
      'a comment',
      WEB.replace('# here', '# linkerd-lint-disable-line skip-inbound-missing-proxy-ports'),
      {},
      'skip-inbound-missing-proxy-ports: suppressed by the comment in line 12.',
    ],
    [
      'the baseline',
      WEB,
      {
        config: 'baseline: baseline.json',
        baseline: JSON.stringify({
          version: 1,
          findings: {
            'web.yaml': {
              'skip-inbound-missing-proxy-ports': {
                'config.linkerd.io/skip-inbound-ports: "8080" # here': 1,
              },
            },
          },
        }),
      },
      'skip-inbound-missing-proxy-ports: the baseline has it.',
    ],
    [
      'an ignored file',
      WEB,
      { config: 'ignore: ["*.yaml"]' },
      'Everything in this file: .linkerd-lint.yaml ignores it.',
    ],
  ])('says what is not reported because of %s', async (_, text, setup, expected) => {
    expect((await explain(text, 'skip-inbound', setup))['Not reported']).toContain(expected);
  });

  it('says that a rule does not apply in this environment', async () => {
    const { 'Not reported': passedOver } = await explain(WEB, 'skip-inbound');
    expect(passedOver).toContain('annotation-too-new: has nothing to report in this environment.');
  });

  it.each([
    [
      'proxy-await',
      WEB,
      'It is set on Deployment web itself, not on its pods.\n    Linkerd does not read it there.',
    ],
    [
      'inject',
      'podAnnotations:\n  linkerd.io/inject: {{ .Values.mesh }}\n',
      'A template produces part of it',
    ],
    ['inject', 'annotations:\n  linkerd.io/inject: enabled\n', 'It is unknown which resource it ends up in'],
    [
      'inject',
      'kind: Namespace\nmetadata:\n  name: shop\n  annotations: {linkerd.io/inject: true}\n',
      'It is set on Namespace shop.\n    Its value is not a string',
    ],
    [
      'nonsense',
      'kind: Pod\nmetadata: {annotations: {config.linkerd.io/nonsense: a}}\n',
      'No version of Linkerd knows this key.',
    ],
    [
      '*shared',
      'a: &shared {linkerd.io/inject: enabled}\nkind: Pod\nmetadata:\n  annotations: *shared\n',
      'An alias repeats it; it is written in line 1.',
    ],
    [
      'inject',
      'kind: ConfigMap\ndata:\n  pod.yaml: |\n    kind: Pod\n    metadata: {annotations: {linkerd.io/inject: enabled}}\n',
      'It is in a document inside a string: pod.yaml.',
    ],
    [
      'inject',
      `kind: Pod\nmetadata:\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: |\n      {"kind":"Pod","metadata":{"annotations":{"linkerd.io/inject":"enabled"}}}\n`,
      'the copy that kubectl apply stores',
    ],
    [
      'retry',
      'kind: Pod\nmetadata:\n  labels: {multicluster.linkerd.io/retry: a}\n',
      'The label multicluster.linkerd.io/retry',
    ],
  ])('describes %s in %j', async (marked, text, expected) => {
    expect((await explain(text, marked))['What is written here']).toContain(expected);
  });
});

describe('a line without one', () => {
  it.each([
    ['a comment', '# linkerd.io/inject\nkind: Pod\n', '# linkerd', 'This is a comment.'],
    [
      'a template',
      'kind: Pod # linkerd\nmetadata:\n{{ include "linkerd.io" . }}\n',
      '{{',
      'A template produces',
    ],
    [
      'another document',
      'kind: Pod\n---\nkind: Pod # linkerd\n',
      'kind: Pod\n---',
      'does not mention Linkerd',
    ],
    [
      'a selector',
      'kind: Service\nspec:\n  selector:\n    linkerd.io/control-plane-ns: a\n',
      'linkerd.io',
      'is not in a mapping of annotations',
    ],
    [
      'a value',
      'kind: Pod # linkerd\nspec:\n  a: |\n    linkerd.io/inject\n',
      '    linkerd.io',
      'part of a value',
    ],
    [
      'another key',
      'kind: Pod # linkerd\nmetadata: {}\n',
      'metadata',
      'Part of Pod.\n  Not a Linkerd annotation or label.',
    ],
    ['a broken document', 'linkerd.io/inject: "enabled\n', 'linkerd', 'The annotation linkerd.io/inject'],
  ])('says what it is: %s', async (_, text, marked, expected) => {
    expect((await explain(text, marked))['What is written here']).toContain(expected);
  });

  it('has the findings of rules about its resource', async () => {
    const text = `
      apiVersion: policy.linkerd.io/v1beta3
      kind: Server
      metadata: {name: web}
      spec:
        accessPolicy: nobody
    `;
    const said = await explain(text, 'accessPolicy');
    expect(said.Findings).toContain('policy-rejected');
    expect(said['What is written here']).toContain('Part of Server web.');
  });

  it('has what the engine itself finds', async () => {
    const said = await explain('linkerd.io/inject: "enabled\n', 'linkerd');
    expect(said.Findings).toContain('error yaml-syntax-error');
  });
});

describe('laws', () => {
  it.each(CORPUS_FILES)('every finding of %s is among those of its line', async (path) => {
    const text = readCorpusFile(path);
    const file = SourceFile.read(text);
    const resolved = await resolve({});
    const starts = text.split('\n').map((_, index, all) => all.slice(0, index).join('\n').length);
    for (const { rule, range } of linter.lint(file, resolved.settings)) {
      const line = starts.findLastIndex((start) => start <= range.start - (start === 0 ? 0 : 1));
      const lines = explainLine(linter, { file, uri: URI, line, resolved, pathOf: (uri) => uri });
      expect(lines.join('\n')).toContain(` ${rule}: `);
    }
  });

  it('a line that a file does not have is not explained', async () => {
    const question = { file: SourceFile.read('a\n'), uri: URI, resolved: await resolve({}), pathOf: String };
    expect(explainLine(linter, { ...question, line: 1 })).not.toEqual([]);
    expect(explainLine(linter, { ...question, line: 2 })).toEqual([]);
  });
});
