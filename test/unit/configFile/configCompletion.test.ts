import { describe, expect, it } from 'vitest';
import { readConfigFile } from '../../../server/src/config/configFile.ts';
import { plainText } from '../../../server/src/features/completion/insertText.ts';
import { completeConfig } from '../../../server/src/features/configFile/configCompletion.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { dedent } from '../../support/example.ts';

const RULES = [
  { id: 'skip-ports-overlap', summary: 'A port that a list names twice.' },
  { id: 'skip-ports-whitespace', summary: 'Spaces around a port.' },
];
const RULE_IDS = RULES.map(({ id }) => id);

/** What is offered at the `$0` of a text. */
function offers(source: string) {
  const marked = dedent(source);
  const offset = marked.indexOf('$0');
  const text = marked.replace('$0', '');
  const { items } = completeConfig(text, offset, RULES);
  return { text, items, labels: items.map(({ label }) => label) };
}

/** The text after an offer is accepted. */
function accepted(source: string, label: string): string {
  const { text, items, labels } = offers(source);
  const item = items.find((candidate) => candidate.label === label);
  if (!item) throw new RangeError(`“${label}” is not offered, but ${labels.join()}`);
  return applyEdits(text, [{ range: item.range, newText: plainText(item.parts) }]);
}

const ENVIRONMENT = ['dataPlane', 'cniPlugin', 'linkerd', 'ipv6'];
const LEVELS = ['off', 'hint', 'information', 'warning', 'error'];

describe('completion in a configuration file', () => {
  it.each([
    [
      'an empty file',
      '$0',
      [...ENVIRONMENT, 'environment', 'detectEnvironment', 'rules', 'overrides', 'ignore', 'baseline'],
    ],
    [
      'the top',
      'dataPlane: cni\n$0\n',
      [
        'cniPlugin',
        'linkerd',
        'ipv6',
        'environment',
        'detectEnvironment',
        'rules',
        'overrides',
        'ignore',
        'baseline',
      ],
    ],
    [
      'a half-typed key',
      'cni$0\n',
      [...ENVIRONMENT, 'environment', 'detectEnvironment', 'rules', 'overrides', 'ignore', 'baseline'],
    ],
    ['the environment', 'environment:\n  linkerd: auto\n  $0\n', ['dataPlane', 'cniPlugin', 'ipv6']],
    ['the environment in braces', 'environment: {$0}\n', ENVIRONMENT],
    ['the rules', 'rules:\n  skip-ports-overlap: off\n  $0\n', ['skip-ports-whitespace']],
    ['the first rule', 'rules:\n  $0\n', RULE_IDS],
    ['a half-typed rule', 'rules:\n  skip-$0\n', RULE_IDS],
    ['an override', 'overrides:\n  - files: [a]\n    $0\n', ['rules', 'environment']],
    ['a new override', 'overrides:\n  - $0\n', ['files', 'rules', 'environment']],
    ['the rules of an override', 'overrides:\n  - files: [a]\n    rules:\n      $0\n', RULE_IDS],
  ])('offers the keys of %s', (_, source, expected) => {
    expect(offers(source).labels).toEqual(expected);
  });

  it.each([
    ['dataPlane: $0\n', ['auto', 'proxy-init', 'cni']],
    ['dataPlane:$0\n', ['auto', 'proxy-init', 'cni']],
    ['environment:\n  dataPlane: c$0\n', ['auto', 'proxy-init', 'cni']],
    ['cniPlugin: "$0"\n', ['v1.6.2', 'v1.6.4', 'auto']],
    ['linkerd: $0\n', ['edge-25.7.2', '2.18', 'auto']],
    ['ipv6: $0\n', ['auto', 'enabled', 'disabled']],
    ['detectEnvironment: $0\n', ['true', 'false']],
    ['rules:\n  skip-ports-overlap: $0\n', LEVELS],
    ['rules: {skip-ports-overlap: $0}\n', LEVELS],
    ['overrides:\n  - files: a\n    environment: {dataPlane: $0}\n', ['auto', 'proxy-init', 'cni']],
  ])('offers values: %s', (source, expected) => {
    expect(offers(source).labels).toEqual(expected);
  });

  it.each([
    '# $0',
    'ignore: [$0]\n',
    'baseline: $0\n',
    'unknown: $0\n',
    'unknown:\n  $0\n',
    'dataPlane: cni # $0\n',
  ])('offers nothing here: %s', (source) => {
    expect(offers(source).labels).toEqual([]);
  });

  it.each([
    ['$0', 'dataPlane', 'dataPlane: auto'],
    ['$0', 'rules', 'rules:\n  '],
    ['$0', 'ignore', 'ignore: []'],
    ['$0', 'overrides', 'overrides:\n  - files: []'],
    ['$0', 'baseline', 'baseline: .linkerd-lint-baseline.json'],
    ['data$0: cni\n', 'dataPlane', 'dataPlane: cni\n'],
    [
      'overrides:\n  - files: [a]\n    $0\n',
      'environment',
      'overrides:\n  - files: [a]\n    environment:\n      \n',
    ],
    ['rules:\n  skip$0\n', 'skip-ports-overlap', 'rules:\n  skip-ports-overlap: off\n'],
    ['dataPlane:$0\n', 'cni', 'dataPlane: cni\n'],
    ["dataPlane: 'c$0'\n", 'cni', "dataPlane: 'cni'\n"],
    ['dataPlane: "c$0\n', 'cni', 'dataPlane: "cni"\n'],
  ])('writes %s with %s', (source, label, expected) => {
    expect(accepted(source, label)).toBe(expected);
  });

  it('offers nothing that the reader would complain about', () => {
    const sources = [
      '$0',
      'rules:\n  $0\n',
      'environment: {$0}\n',
      'overrides:\n  - $0\n',
      'overrides:\n  - files: a\n    $0\n',
    ];
    for (const source of [
      ...sources,
      'dataPlane: $0\n',
      'cniPlugin: $0\n',
      'linkerd: $0\n',
      'rules: {skip-ports-overlap: $0}\n',
    ])
      for (const label of offers(source).labels) {
        const { problems } = readConfigFile(accepted(source, label), RULE_IDS);
        const others = problems.filter(({ message }) => !message.startsWith('“files” lists'));
        expect(others, accepted(source, label)).toEqual([]);
      }
  });

  it('says what each key and value means', () => {
    const said = (source: string, label: string) =>
      offers(source).items.find((item) => item.label === label)?.documentation;
    expect(said('$0', 'ignore')).toContain('not linted');
    expect(said('rules:\n  $0\n', 'skip-ports-overlap')).toBe('A port that a list names twice.');
    expect(said('dataPlane: $0\n', 'cni')).toContain('linkerd-cni plugin');
    expect(said('rules: {skip-ports-overlap: $0}\n', 'error')).toContain('exits with 1');
  });
});
