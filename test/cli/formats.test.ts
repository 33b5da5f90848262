import { stripVTControlCharacters } from 'node:util';
import sarifSchema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import Ajv from 'ajv';
import type { Log } from 'sarif';
import { beforeEach, describe, expect, test } from 'vitest';
import { useWorkspace } from './workspace.ts';

const workspace = useWorkspace();

/** Two files with every severity, safe fixes and suggestions, tabs, wide characters, and what XML has to escape. */
beforeEach(() => {
  workspace.write(
    'shop/web.yaml',
    [
      'apiVersion: v1',
      'kind: Pod',
      'metadata:',
      '  annotations:',
      '    config.linkerd.io/skip-inbound-ports: "8080, 4190,4191" # 決済\t<shop> & "co"',
      '    {"説明": "\t二", config.linkerd.io/skip-outbound-ports: "80,80,x<y"}',
      '',
    ]
      .join('\n')
      .replace('    {', '  labels:\n    {')
      .replace('  labels:\n    {', '---\n{kind: Pod, metadata: {annotations: {')
      .replace('"}\n', '"}}}\n'),
  );
  workspace.write(
    'shop/odd name,1:2%.yaml',
    'kind: Pod\r\nmetadata:\r\n  annotations:\r\n    config.linkerd.io/skip-inbound-ports: "8080"\r\n',
  );
});

test.each(['text', 'compact', 'json', 'sarif', 'github', 'checkstyle', 'junit'])('%s', async (format) => {
  const { stdout, stderr, status } = workspace.run(['shop', '--format', format, '--no-color']);
  expect({ stderr, status }).toEqual({ stderr: '', status: 1 });
  // The version and the rules' pages change more often than the format.
  const lasting = stdout
    .replaceAll(/("(?:semanticV|v)ersion": )"\d+\.\d+\.\d+"/g, '$1"…"')
    .replaceAll(/("(?:text|markdown)": )"# .*"/g, '$1"…"');
  await expect(lasting).toMatchFileSnapshot(`golden/${format}`);
});

test('text is colored on request, and the same without the colors', () => {
  const plain = workspace.run(['shop']).stdout;
  for (const options of [{ args: ['--color'] }, { args: [], env: { FORCE_COLOR: '1' } }]) {
    const colored = workspace.run(['shop', ...(options.args ?? [])], options).stdout;
    expect(colored).toContain('\u001b[31merror');
    expect(stripVTControlCharacters(colored)).toBe(plain);
  }
  expect(workspace.run(['shop'], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } }).stdout).not.toBe(plain);
  expect(workspace.run(['shop', '--no-color'], { env: { FORCE_COLOR: '1' } }).stdout).toBe(plain);
  expect(workspace.run(['shop'], { env: { NO_COLOR: '1' } }).stdout).toBe(plain);
});

test('a manifest cannot steer the terminal', () => {
  workspace.write(
    'evil.yaml',
    'kind: Pod\nmetadata: {annotations: {config.linkerd.io/skip-inbound-ports: "\u001b[2Jx\u202E"}}\n',
  );
  const { stdout } = workspace.run(['evil.yaml']);
  expect(stdout).toContain('\uFFFD[2Jx\uFFFD');
  expect(stdout).not.toMatch(/(?!\n)\p{Cc}|\u202e/u);
});

test('a long line is cut around what is marked', () => {
  const padding = Array.from({ length: 500 }, (_, index) => `"key${index}":"値"`).join(',');
  workspace.write(
    'one-line.json',
    `{"kind":"Pod","metadata":{"labels":{${padding}},"annotations":{"config.linkerd.io/skip-inbound-ports":"80, 90"},"x":{${padding}}}}`,
  );
  const { stdout } = workspace.run(['one-line.json', '--rule', 'skip-inbound-missing-proxy-ports=off']);
  const [, , source = '', carets = ''] = stdout.split('\n');
  expect(source.length).toBeLessThan(120);
  expect(source).toMatch(/^ {5}1 \| ….*"80, 90".*…$/);
  expect(carets.trim()).toMatch(/^\| +\^+$/);
});

describe('several formats in one run', () => {
  test('go each to its file, and one to standard output', () => {
    const { stdout } = workspace.run(['shop', '-f', 'json', '-f', 'sarif:out.sarif', '-f', 'junit:out.xml']);
    const findings = JSON.parse(stdout) as unknown[];
    const sarif = JSON.parse(workspace.read('out.sarif')) as Log;
    expect(sarif.runs[0]?.results).toHaveLength(findings.length);
    expect(workspace.read('out.xml')).toContain('<testsuites name="linkerd-lint"');
  });

  test('leave text on standard output where none is for it', () => {
    expect(workspace.run(['shop', '-f', 'sarif:out.sarif']).stdout).toBe(workspace.run(['shop']).stdout);
  });
});

describe('sarif', () => {
  function readLog(args: readonly string[]): Log {
    return JSON.parse(workspace.run([...args, '--format', 'sarif']).stdout) as Log;
  }

  test.each([
    ['with findings', ['shop']],
    ['without', ['shop', '--fail-on', 'none', '--quiet']],
    ['after trouble', ['shop', 'missing.yaml']],
  ])('is valid %s', (_, args) => {
    // The schema is of an older draft, whose words are a part of today's.
    const { $schema: _draft, id: _id, ...schema } = sarifSchema;
    const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
    validate(readLog(args));
    expect(validate.errors).toBeNull();
  });

  test('marks exactly what is wrong, and fixes it', () => {
    const [run] = readLog(['shop/web.yaml']).runs;
    const result = run?.results?.find(({ ruleId }) => ruleId === 'skip-ports-whitespace');
    const text = workspace.read('shop/web.yaml');
    const {
      charOffset = 0,
      charLength = 0,
      startLine,
    } = result?.locations?.[0]?.physicalLocation?.region ?? {};
    expect([startLine, text.slice(charOffset, charOffset + charLength)]).toEqual([5, ' 4190']);
    const [replacement] = result?.fixes?.[0]?.artifactChanges[0]?.replacements ?? [];
    const { charOffset: at = 0, charLength: length = 0 } = replacement?.deletedRegion ?? {};
    expect(
      text.slice(0, at) + (replacement?.insertedContent?.text ?? '') + text.slice(at + length),
    ).toContain('"8080,4190,4191"');
  });

  test('describes its rules with their pages', () => {
    const [run] = readLog(['shop']).runs;
    for (const rule of run?.tool.driver.rules ?? []) {
      expect(rule.help?.markdown).toContain(`# ${rule.id}`);
      expect(rule.help?.markdown).not.toContain('<!--');
    }
  });

  /** What `hash` of github/codeql-action computes for these lines; equal lines differ by their number. */
  test('has the fingerprints that GitHub gives', () => {
    const line = '{kind: Pod, metadata: {annotations: {config.linkerd.io/skip-inbound-ports: "80, 90"}}}';
    workspace.write('twice.yaml', `${line}\n---\n${line}\r\n---\n${line}`);
    const hashes = readLog([
      'twice.yaml',
      '--rule',
      'skip-inbound-missing-proxy-ports=off',
    ]).runs[0]?.results?.map(({ partialFingerprints }) => partialFingerprints?.primaryLocationLineHash);
    expect(hashes).toEqual(['b30bb27bfe62edb:1', 'b30bb27bfe62edb:2', '4228f0bbca6469fa:1']);
  });
});
