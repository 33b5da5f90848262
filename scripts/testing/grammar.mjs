/** The tests of the syntax highlighting. */
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cache, root } from '../project/paths.mjs';
import { npm } from '../project/processes.mjs';
import { broken, total } from './outcome.mjs';

/** @returns {Promise<import('./outcome.mjs').Outcome>} */
export async function grammar() {
  const reports = join(cache, 'results', 'grammar');
  await rm(reports, { recursive: true, force: true });
  await mkdir(reports, { recursive: true });
  const failure = await npm(['run', 'test:grammar', '--', '--xunit-report', reports], { cwd: root }).catch(
    (error) => error,
  );
  const parts = readdirSync(reports).map((file) => counts(readFileSync(join(reports, file), 'utf8')));
  const unexplained = failure && !parts.some((part) => part.failed > 0);
  return total('grammar', unexplained || parts.length === 0 ? [...parts, broken] : parts);
}

/** The tool writes XUnit only: one `testcase` element for each test line, with a `failure` inside if it failed. */
function counts(xml) {
  const count = (pattern) => xml.match(pattern)?.length ?? 0;
  const failed = count(/<testcase\b[^>]*>\s*<(failure|error)\b/g);
  return { passed: count(/<testcase\b/g) - failed, failed, skipped: 0 };
}
