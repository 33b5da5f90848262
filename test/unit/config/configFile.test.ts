import { describe, expect, it } from 'vitest';
import { setEnvironment } from '../../../server/src/config/configEdits.ts';
import { readConfigFile } from '../../../server/src/config/configFile.ts';
import { mergeSettings, readEditorSettings } from '../../../server/src/config/settings.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { dedent } from '../../support/example.ts';

const RULES = ['skip-ports-overlap', 'skip-ports-whitespace', 'annotation-value-not-string'];

function read(source: string) {
  const text = dedent(source);
  const { settings, problems } = readConfigFile(text, RULES);
  return {
    settings,
    problems: problems.map(({ range, message }) => [text.slice(range.start, range.end), message]),
  };
}

describe('readConfigFile', () => {
  it('reads the environment, on top or in its own mapping, and the rules', () => {
    const file = read(`
      # our cluster
      dataPlane: cni
      environment:
        cniPlugin: 'v1.6.2' # since May
        linkerd: edge-25.7.2
        ipv6: enabled
      rules:
        skip-ports-overlap: off
        "skip-ports-whitespace": error
    `);
    expect(file).toEqual({
      settings: {
        environment: { dataPlane: 'cni', cniPlugin: 'v1.6.2', linkerd: 'edge-25.7.2', ipv6: 'enabled' },
        rules: { 'skip-ports-overlap': 'off', 'skip-ports-whitespace': 'error' },
      },
      problems: [],
    });
  });

  it('reads versions that look like numbers', () => {
    expect(read('linkerd: 2.20\n').settings.environment).toEqual({ linkerd: '2.20' });
  });

  it('takes auto for not set', () => {
    expect(read('dataPlane: auto\ncniPlugin: auto\nlinkerd: auto\nipv6: auto\n')).toEqual({
      settings: { environment: {}, rules: {} },
      problems: [],
    });
  });

  it('takes nothing for nothing', () => {
    for (const text of ['', '\n', '# nothing\n', '---\n', 'rules:\nenvironment:\n', '\uFEFF']) {
      expect(read(text), text).toEqual({ settings: { environment: {}, rules: {} }, problems: [] });
    }
  });

  it('guesses what a misspelt name was meant to be', () => {
    const { problems } = read(`
      dataplane: cni
      cni-plugin: v1.6.2
      rulse: {}
      colour: red
      skip-ports-overlap: off
      rules:
        skip-port-overlap: off
        something: off
        skip-inbound-overlap: off
    `);
    expect(problems).toEqual([
      ['dataplane', 'There is no setting “dataplane”. Did you mean “dataPlane”?'],
      ['cni-plugin', 'There is no setting “cni-plugin”. Did you mean “cniPlugin”?'],
      ['rulse', 'There is no setting “rulse”. Did you mean “rules”?'],
      ['colour', 'There is no setting “colour”.'],
      ['skip-ports-overlap', '“skip-ports-overlap” is a rule: put it under “rules:”.'],
      ['skip-port-overlap', 'There is no rule “skip-port-overlap”. Did you mean “skip-ports-overlap”?'],
      ['something', 'There is no rule “something”.'],
      ['skip-inbound-overlap', 'There is no rule “skip-inbound-overlap”.'],
    ]);
  });

  it('says which values a setting takes, and keeps the others', () => {
    const { settings, problems } = read(`
      dataPlane: istio
      cniPlugin: latest
      linkerd: [2.18]
      rules:
        skip-ports-overlap: fatal
        skip-ports-whitespace: {level: off}
        annotation-value-not-string: hint
    `);
    expect(settings).toEqual({ environment: {}, rules: { 'annotation-value-not-string': 'hint' } });
    expect(problems.map(([text]) => text)).toEqual(['istio', 'latest', '[2.18]', 'fatal', '{level: off}']);
    expect(problems[0]?.[1]).toBe(
      '“istio” is not a valid value for dataPlane. Use one of: auto, proxy-init, cni.',
    );
    expect(problems[1]?.[1]).toContain('Use one of: auto, v1.6.2');
    expect(problems[3]?.[1]).toBe(
      '“fatal” is not a valid level for a rule. Use one of: off, hint, information, warning, error.',
    );
  });

  it('says so where there is no mapping', () => {
    expect(read('cni\n').problems).toEqual([['cni', expect.stringContaining('must be a mapping')]]);
    expect(read('rules: off\n').problems).toEqual([['off', 'A mapping is expected here.']]);
    expect(read('environment: [cni]\n').problems).toEqual([['[cni]', 'A mapping is expected here.']]);
  });

  it('reads on behind broken YAML', () => {
    const { settings, problems } = read('dataPlane: cni\nrules: {skip-ports-overlap: off\n');
    expect(settings).toEqual({ environment: { dataPlane: 'cni' }, rules: { 'skip-ports-overlap': 'off' } });
    expect(problems.length).toBeGreaterThan(0);
    expect(problems[0]?.[1]).toContain('not valid YAML');
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'knows no rule and no value %s',
    (name) => {
      expect(read(`rules: {${name}: off}\n`).problems).toHaveLength(1);
      expect(read(`rules: {skip-ports-overlap: ${name}}\n`).problems).toHaveLength(1);
      expect(read(`dataPlane: ${name}\n`).problems).toHaveLength(1);
      expect(read(`${name}: cni\n`).problems).toHaveLength(1);
    },
  );
});

describe('settings', () => {
  it('from an editor count as far as they are as they should be', () => {
    const given = {
      dataPlane: 'cni',
      cniPlugin: 'newest',
      linkerd: 2.18,
      ipv6: 'disabled',
      rules: { 'skip-ports-overlap': 'off', 'skip-ports-whitespace': 1, other: 'hint' },
    };
    expect(readEditorSettings(given)).toEqual({
      environment: { dataPlane: 'cni', ipv6: 'disabled' },
      rules: { 'skip-ports-overlap': 'off', other: 'hint' },
    });
  });

  it.each([undefined, null, 'cni', 1, [], { rules: null }, { rules: 'off' }, { dataPlane: 'auto' }])(
    'are the defaults for %j',
    (given) => {
      expect(mergeSettings(readEditorSettings(given))).toEqual({
        environment: { dataPlane: 'auto', cniPlugin: 'auto', linkerd: 'auto', ipv6: 'auto' },
        rules: {},
      });
    },
  );

  it('count the more the later they come, each by itself', () => {
    const editor = {
      environment: { dataPlane: 'proxy-init', linkerd: '2.18' },
      rules: { a: 'off', b: 'off' },
    } as const;
    const file = { environment: { dataPlane: 'cni' }, rules: { b: 'error' } } as const;
    expect(mergeSettings(editor, file)).toEqual({
      environment: { dataPlane: 'cni', cniPlugin: 'auto', linkerd: '2.18', ipv6: 'auto' },
      rules: { a: 'off', b: 'error' },
    });
  });
});

describe('setEnvironment', () => {
  function set(text: string | undefined): string {
    return applyEdits(text ?? '', setEnvironment(text, 'cniPlugin', 'v1.6.3'));
  }

  it.each([
    [undefined, '# How this cluster runs Linkerd, for Linkerd Lint.\ncniPlugin: v1.6.3\n'],
    ['', 'cniPlugin: v1.6.3\n'],
    ['dataPlane: cni', 'dataPlane: cni\ncniPlugin: v1.6.3'],
    ['# nothing\n', '# nothing\ncniPlugin: v1.6.3\n'],
    ['# nothing', '# nothing\ncniPlugin: v1.6.3\n'],
    ['cniPlugin: # ?\n', 'cniPlugin: v1.6.3 # ?\n'],
    ['dataPlane: cni\r\n', 'dataPlane: cni\r\ncniPlugin: v1.6.3\r\n'],
    ['cniPlugin: auto # ?\nrules: {}\n', 'cniPlugin: v1.6.3 # ?\nrules: {}\n'],
    ['environment:\n  cniPlugin: "v1.6.2"\n', 'environment:\n  cniPlugin: v1.6.3\n'],
    ['rules:\n  skip-ports-overlap: off\n', 'rules:\n  skip-ports-overlap: off\ncniPlugin: v1.6.3\n'],
    ['cniPlugin:\n', 'cniPlugin: v1.6.3\n'],
    ['{dataPlane: cni}\n', '{dataPlane: cni, cniPlugin: v1.6.3}\n'],
    ['{}\n', '{cniPlugin: v1.6.3}\n'],
    ['dataPlane: cni\n...\n', 'dataPlane: cni\ncniPlugin: v1.6.3\n...\n'],
  ])('makes %j into %j', (before, after) => {
    expect(set(before)).toBe(after);
    expect(readConfigFile(set(before), RULES).settings.environment.cniPlugin).toBe('v1.6.3');
    expect(readConfigFile(set(before), RULES).problems).toEqual([]);
  });
});
