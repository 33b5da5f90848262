import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../server/src/engine/finding.ts';
import { Linter } from '../../../server/src/engine/linter.ts';
import { SourceFile } from '../../../server/src/engine/sourceFile.ts';
import { MESH_RULES, RULES } from '../../../server/src/rules/registry.ts';
import { linter, throwFailure, UNKNOWN } from '../../support/lint.ts';

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

  it('leaves out what a rule about several resources says better of the same text, unless a comment silences that', () => {
    const pod = (comment: string) =>
      `kind: Pod\nmetadata:\n  annotations:\n${comment}    config.linkerd.io/skip-outbound-ports: "5000"\n`;
    const withMesh = new Linter(RULES, throwFailure, MESH_RULES);
    const rulesIn = (comment: string) => {
      const file = SourceFile.read(pod(comment));
      const found = withMesh
        .lintUnsuppressed(file, UNKNOWN)
        .findings.map((finding): Finding => ({ ...finding, rule: 'skip-drops-default' }));
      return withMesh.lint(file, UNKNOWN, { findings: found }).map(({ rule }) => rule);
    };
    expect(rulesIn('')).toEqual(['skip-drops-default']);
    expect(rulesIn('    # linkerd-lint-disable-next-line skip-drops-default\n')).toEqual([
      'skip-outbound-missing-proxy-ports',
    ]);
    expect(rulesIn('    # linkerd-lint-disable-next-line skip-outbound-missing-proxy-ports\n')).toEqual([
      'skip-drops-default',
    ]);
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
