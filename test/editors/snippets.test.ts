import { parse as parseToml } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { bin, contributes } from '../../package.json';
import { codeBelow } from './page.ts';

const PROGRAM = 'linkerd-language-server';
const COMMAND = [PROGRAM, '--stdio'];

describe('the configurations for editors that the tests cannot run', () => {
  it('name a program of the npm package', () => {
    expect(bin).toHaveProperty(PROGRAM);
  });

  it('Helix starts the server for YAML and Helm beside the usual one', () => {
    const { 'language-server': servers, language } = parseToml(onlyBlock('## Helix', 'toml'));
    expect(servers).toEqual({
      'linkerd-lint': { command: PROGRAM, args: ['--stdio'], config: { linkerdLint: settings() } },
    });
    expect(language).toEqual([
      { name: 'yaml', 'language-servers': ['yaml-language-server', 'linkerd-lint'] },
      { name: 'helm', 'language-servers': ['helm_ls', 'linkerd-lint'] },
    ]);
  });

  it('Zed starts it in place of a server that it knows', () => {
    expect(json('## Zed')).toEqual({
      lsp: {
        'yaml-language-server': {
          binary: { path: PROGRAM, arguments: ['--stdio'] },
          settings: { linkerdLint: settings() },
        },
      },
    });
  });

  it('Sublime Text starts it for YAML and JSON', () => {
    expect(json('## Sublime Text with LSP')).toEqual({
      clients: {
        'linkerd-lint': {
          enabled: true,
          command: COMMAND,
          selector: 'source.yaml | source.json',
          // Sublime's settings have dots where those of other editors are nested.
          settings: { 'linkerdLint.dataPlane': settings().dataPlane },
        },
      },
    });
  });

  it('Kate starts it for what it highlights as YAML', () => {
    const { servers } = json('## Kate') as { servers: { yaml: Record<string, unknown> } };
    expect(servers.yaml).toMatchObject({ command: COMMAND, settings: { linkerdLint: settings() } });
    expect(new RegExp(servers.yaml.highlightingModeRegex as string).test('YAML')).toBe(true);
    expect(servers.yaml.rootIndicationFileNames).toEqual(['.linkerd-lint.yaml', '.git']);
  });

  it('LSP4IJ starts it for YAML files', () => {
    const [template, configuration] = codeBelow('## JetBrains IDEs with LSP4IJ', 'json').map((it) =>
      JSON.parse(it),
    );
    expect(template).toMatchObject({ id: 'linkerd-lint', programArgs: { default: COMMAND.join(' ') } });
    expect(template.fileTypeMappings).toEqual([
      { fileType: { name: 'YAML', patterns: ['*.yaml', '*.yml'] }, languageId: 'yaml' },
    ]);
    expect(configuration).toEqual({ linkerdLint: settings() });
  });
});

/** The example of settings that the page uses throughout, if the extension has such a setting. */
function settings() {
  expect(contributes.configuration.properties['linkerdLint.dataPlane'].enum).toContain('cni');
  return { dataPlane: 'cni' };
}

function json(heading: string): unknown {
  return JSON.parse(onlyBlock(heading, 'json'));
}

function onlyBlock(heading: string, language: string): string {
  const blocks = codeBelow(heading, language);
  expect(blocks).toHaveLength(1);
  return blocks[0] ?? '';
}
