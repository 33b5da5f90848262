import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  allowsComments,
  ENDINGS,
  EVIDENCE_ENDINGS,
  isLinted,
  LANGUAGES,
} from '../../../server/src/kubernetes/fileKinds.ts';

const read = (path: string): string => readFileSync(path, 'utf8');
const manifest = JSON.parse(read('package.json'));

describe('the list of file kinds is the list of', () => {
  it('the languages that start the extension', () => {
    expect(manifest.activationEvents).toEqual(
      expect.arrayContaining(LANGUAGES.map((language) => `onLanguage:${language}`)),
    );
  });

  it('the languages that the palette offers commands for', () => {
    const [{ when }] = manifest.contributes.menus.commandPalette;
    expect(when).toBe(`editorLangId =~ /^(${LANGUAGES.join('|')})$/`);
  });

  it('the scopes that get highlighting', () => {
    for (const { injectTo } of manifest.contributes.grammars)
      expect(injectTo).toEqual(LANGUAGES.map((language) => `source.${language}`));
  });

  it.each(['.pre-commit-hooks.yaml', 'docs/ci.md'])('the files that pre-commit passes: %s', (path) => {
    const patterns = [...read(path).matchAll(/^ *files: (.*)$/gm)].map(([, pattern = '']) => pattern);
    expect(patterns.length).toBeGreaterThan(0);
    for (const pattern of patterns) {
      const passes = new RegExp(pattern);
      for (const ending of ENDINGS) expect(passes.test(`web${ending}`), `${pattern} ${ending}`).toBe(true);
      for (const name of ['web.ts', 'web.gotmpl', 'web.tpl.go', 'yaml'])
        expect(passes.test(name)).toBe(false);
    }
  });

  it('the endings on the page of the command line', () => {
    const [, listed = ''] = /^In folders: ([^\n]*?)\. A file/m.exec(read('docs/command-line.md')) ?? [];
    expect([...listed.matchAll(/`([^`]+)`/g)].map(([, ending]) => ending)).toEqual(ENDINGS);
  });

  it('the languages on the page of editors', () => {
    const lists = [...read('docs/editors.md').matchAll(/(?:pattern|filetypes) = \{ ('yaml'[^}]*) \}/g)];
    expect(lists.length).toBeGreaterThan(0);
    for (const [, list] of lists) expect(list).toBe(LANGUAGES.map((language) => `'${language}'`).join(', '));
  });

  it('the endings on the page of settings that may tell of the cluster', () => {
    const [, listed = ''] =
      /^Linkerd Lint reads the ([^\n]*?) files of the repository/m.exec(read('docs/configuration.md')) ?? [];
    expect([...listed.matchAll(/`([^`]+)`/g)].map(([, ending]) => ending)).toEqual(EVIDENCE_ENDINGS);
  });
});

it('says by the name whether a file is linted', () => {
  expect(['a.YAML', 'values.yml.gotmpl', '_helpers.tpl', 'a.json'].every(isLinted)).toBe(true);
  expect(['a.gotmpl', 'yaml', 'a.yaml.bak', 'tpl.txt'].some(isLinted)).toBe(false);
});

it('says where no comment may stand', () => {
  expect(allowsComments('yaml', 'file:///a.yaml')).toBe(true);
  expect(allowsComments('json', 'file:///a.yaml')).toBe(false);
  expect(allowsComments('jsonc', 'untitled:a')).toBe(false);
  expect(allowsComments('yaml', 'file:///a.json')).toBe(false);
});
