import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONFIG_FILE, readConfigFile } from '../../server/src/config/configFile.ts';
import { mergeSettings, NO_SETTINGS } from '../../server/src/config/settings.ts';
import type { LintSettings } from '../../server/src/engine/lintDocument.ts';
import { ALL_RULES } from '../../server/src/rules/allRules.ts';
import { LineIndex } from '../../server/src/text/lineIndex.ts';
import { lint } from '../support/lint.ts';
import { lintMesh } from '../support/lintMesh.ts';

const FOLDER = 'examples';
const RULE_IDS = ALL_RULES.map(({ id }) => id);
const FILES = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).map((path) =>
  path.replaceAll('\\', '/'),
);

/** The settings of a file: those of a configuration beside it, if there is one. */
function settingsBeside(path: string): LintSettings {
  const config = join(dirname(path), CONFIG_FILE).replaceAll('\\', '/');
  if (!FILES.includes(config)) return mergeSettings(NO_SETTINGS);
  const { settings, problems } = readConfigFile(readFileSync(join(FOLDER, config), 'utf8'), RULE_IDS);
  expect(problems).toEqual([]);
  return mergeSettings(settings);
}

/** Every finding as `file:line rule`. */
function findings(): string[] {
  const manifests = FILES.filter((path) => /\.(?:ya?ml|tpl)$/.test(path) && !path.endsWith(CONFIG_FILE));
  const texts = new Map(manifests.map((path) => [path, readFileSync(join(FOLDER, path), 'utf8')]));
  const ofMesh = lintMesh(texts);
  return manifests.flatMap((path) => {
    const text = texts.get(path) ?? '';
    const lines = new LineIndex(text);
    return [...lint(text, settingsBeside(path)), ...(ofMesh.get(path) ?? [])].map(
      ({ rule, range }) => `${path}:${lines.lineAt(range.start) + 1} ${rule}`,
    );
  });
}

/** What the README's table promises, as `file:line rule`. */
function promises(): string[] {
  const rows = readFileSync(join(FOLDER, 'README.md'), 'utf8').matchAll(
    /^\| \[(?<file>[^\]]+)\]\((?<link>[^)]+)\):(?<line>\d+) \| `(?<rule>[^`]+)`/gm,
  );
  return [...rows].map(({ groups }) => {
    expect(groups?.link).toBe(groups?.file);
    return `${groups?.file}:${groups?.line} ${groups?.rule}`;
  });
}

describe('examples', () => {
  it('show the findings that their README names, at its lines, and no others', () => {
    expect(findings().sort()).toEqual(promises().sort());
  });

  it('show no rule twice', () => {
    const shown = findings().map((finding) => finding.split(' ')[1]);
    expect(shown.sort()).toEqual([...new Set(shown)].sort());
  });
});
