import { describe, expect, it } from 'vitest';
import { Linter } from '../../../server/src/engine/linter.ts';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { linter, UNKNOWN } from '../../support/lint.ts';

const POD = 'kind: Pod\nmetadata: {annotations: {config.linkerd.io/skip-inbound-ports: "80, 90"}}\n';

describe('Linter', () => {
  it('judges a file in as many turns as it has documents, where no turn has any time', () => {
    const file = SourceFile.read([POD, POD, POD].join('---\n'));
    const fresh = new Linter(RULES, () => {});
    const turns = [1, 2, 3].map(() => fresh.prepare(file, UNKNOWN, 0));
    expect(turns).toEqual([false, false, true]);
    expect(fresh.lint(file, UNKNOWN)).toEqual(linter.lint(file, UNKNOWN));
  });

  it('judges a file in one turn, where there is time', () => {
    expect(linter.prepare(SourceFile.read([POD, POD].join('---\n')), UNKNOWN, Number.POSITIVE_INFINITY)).toBe(
      true,
    );
  });

  it('judges an embedded document anew where the next version makes a patch of it', () => {
    // What a patch leaves out may be elsewhere.
    const server =
      'apiVersion: policy.linkerd.io/v1beta3\n  kind: Server\n  metadata: {name: web}\n  spec: {port: 80}\n';
    const holding = (key: string) => `${key}: |\n  ${server}`;
    const before = SourceFile.read(holding('other'));
    expect(linter.lint(before, UNKNOWN)).not.toEqual([]);
    const after = SourceFile.read(holding('patch'), before);
    expect(linter.lint(after, UNKNOWN)).toEqual(linter.lint(SourceFile.read(holding('patch')), UNKNOWN));
    expect(linter.lint(after, UNKNOWN)).toEqual([]);
  });
});
