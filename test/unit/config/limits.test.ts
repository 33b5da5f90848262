import { describe, expect, it } from 'vitest';
import { readConfigFile } from '../../../server/src/config/configFile.ts';
import { globProblem, pathTest } from '../../../server/src/config/globs.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { measured } from '../../support/processorTime.ts';

const RULE_IDS = RULES.map(({ id }) => id);

/** The messages of a configuration, and how long reading it took. */
function read(text: string) {
  const { result, milliseconds } = measured(() => readConfigFile(text, RULE_IDS));
  return { ...result, messages: result.problems.map(({ message }) => message), milliseconds };
}

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('');
}

describe('a configuration file', () => {
  it('that is larger than any real one is not read', () => {
    const { settings, messages, milliseconds } = read(`dataPlane: cni\n${'# x\n'.repeat(100_000)}`);
    expect(settings).toEqual({ environment: {}, rules: {} });
    expect(messages).toEqual(['This file is larger than 256 kB and was not read.']);
    expect(milliseconds).toBeLessThan(1_000);
  });

  it.each(['[', '{a: ', '- '])('that is nested deeper than any real one is not read: %s', (opening) => {
    const { messages, milliseconds } = read(`dataPlane: cni\nignore:\n  ${opening.repeat(50_000)}`);
    expect(messages).toEqual(['This file is nested too deeply and was not read.']);
    expect(milliseconds).toBeLessThan(5_000);
  });

  it.each([
    ['unknown rules', `rules:\n${lines(9_000, (index) => `  skip-portz-${index}: off\n`)}`],
    ['unknown settings', lines(12_000, (index) => `dataPlanez${index}: cni\n`)],
    ['one key many times', 'dataPlane: cni\n'.repeat(15_000)],
    ['wrong levels', `rules:\n${'  skip-ports-overlap: x\n'.repeat(10_000)}`],
    ['overrides without files', `overrides:\n${'  - rules: {}\n'.repeat(15_000)}`],
    ['errors of YAML', '"\n: [\n'.repeat(10_000)],
  ])('with %s has at most a hundred problems, and does not take long', (_, text) => {
    const { messages, milliseconds } = read(text);
    expect(messages).toHaveLength(100);
    expect(messages.at(-1)).toBe('This file has more mistakes than are listed.');
    expect(milliseconds).toBeLessThan(5_000);
  });

  it('has at most a thousand globs, the first ones', () => {
    const { overrides, ignore, messages } = read(
      `overrides:\n${lines(999, (index) => `  - files: [a${index}]\n`)}ignore: [b, c, d]\n`,
    );
    expect(overrides).toHaveLength(999);
    expect(ignore).toEqual(['b']);
    expect(messages).toEqual(Array(2).fill(expect.stringContaining('at most 1000 patterns')));
  });

  it('says that a key is repeated, and that a second document is not read', () => {
    const { settings, messages } = read('dataPlane: cni\ndataPlane: proxy-init\n---\nlinkerd: edge-25.7.2\n');
    expect(settings.environment).toEqual({ dataPlane: 'proxy-init' });
    expect(messages).toEqual([
      'Only the first YAML document of this file is read.',
      '“dataPlane” is here twice; the last one applies.',
    ]);
  });
});

describe('a glob that names nothing', () => {
  it.each(['/', './', './/', '!', '!/', '!./'])('is reported and costs nothing else: %s', (glob) => {
    const { ignore, overrides, messages } = read(
      `ignore: [${JSON.stringify(glob)}, vendor/]\noverrides:\n  - files: [${JSON.stringify(glob)}, "b"]\n`,
    );
    expect(ignore).toEqual(['vendor/']);
    expect(overrides[0]?.files).toEqual(['b']);
    expect(messages).toEqual(Array(2).fill(expect.stringContaining('matches nothing')));
    expect(globProblem(glob)).toBe('empty');
    expect(pathTest([glob, 'vendor/'])('vendor/a.yaml')).toBe(true);
    expect(pathTest([glob])('a.yaml')).toBe(false);
  });
});
