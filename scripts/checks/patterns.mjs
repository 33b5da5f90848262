/**
 * Checks that no regular expression of the product takes quadratic time or worse, which a hostile manifest could
 * exploit.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyse } from 'scslre';
import ts from 'typescript';
import { root } from '../project/paths.mjs';
import { fail } from '../project/progress.mjs';
import { sourceFiles } from '../project/sourceFiles.mjs';

function main() {
  const problems = sourceFiles(['client/src', 'picture/src', 'server/src'], '.ts').flatMap(slowPatterns);
  if (problems.length > 0) fail(problems.join('\n'));
}

function slowPatterns(path) {
  const source = ts.createSourceFile(
    path,
    readFileSync(join(root, path), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const found = [];
  const visit = (node) => {
    if (ts.isRegularExpressionLiteral(node) && isSlow(node.text)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${path}:${line + 1}: ${node.text} can take more than linear time.`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isSlow(literal) {
  const end = literal.lastIndexOf('/');
  return analyse({ source: literal.slice(1, end), flags: literal.slice(end + 1) }).reports.length > 0;
}

main();
