import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { GOOD, pod, SPACED, useWorkspace, WARNED } from './workspace.ts';

const workspace = useWorkspace();

const OUTBOUND = pod('"8080"', 'outbound');

test.each([
  ['nothing found', ['ok.yaml'], 0],
  ['only information', ['information.yaml'], 0],
  ['a warning', ['warning.yaml'], 1],
  ['an error', ['error.yaml'], 1],
  ['a warning where errors fail', ['warning.yaml', '--fail-on', 'error'], 0],
  ['an error where errors fail', ['error.yaml', '--fail-on', 'error'], 1],
  ['information where information fails', ['information.yaml', '--fail-on', 'information'], 1],
  ['an error where nothing fails', ['error.yaml', '--fail-on', 'none'], 0],
  ['as many warnings as are allowed', ['warning.yaml', '--max-warnings', '1'], 0],
  ['a warning too many', ['warning.yaml', '--max-warnings', '0'], 1],
  ['an error among allowed warnings', ['warning.yaml', 'error.yaml', '--max-warnings', '9'], 1],
  ['a warning too many where errors fail', ['warning.yaml', '--fail-on', 'error', '--max-warnings', '0'], 1],
  ['a diff', ['error.yaml', '--diff'], 1],
  ['nothing to fix', ['ok.yaml', '--diff'], 0],
  ['everything fixed', ['error.yaml', '--fix'], 0],
  ['a folder without manifests', ['empty'], 0],
  ['a rule turned off', ['warning.yaml', '--rule', 'skip-inbound-missing-proxy-ports=off'], 0],
  ['a glob', ['w*.yaml'], 1],
  ['the current folder', [], 1],
  ['help', ['--help'], 0],
  ['version', ['--version'], 0],
  ['a list of rules', ['rules'], 0],
  ['a rule explained', ['explain', 'skip-ports-overlap'], 0],
  ['a missing path beside a good one', ['ok.yaml', 'missing.yaml'], 2],
  ['a glob that matches nothing', ['*.toml'], 2],
  ['an unknown option', ['--nope'], 2],
  ['an unknown format', ['ok.yaml', '--format', 'xml'], 2],
  ['two formats on standard output', ['ok.yaml', '--format', 'json', '--format', 'sarif'], 2],
  ['a format without its file', ['ok.yaml', '--format', 'sarif:'], 2],
  ['a report that cannot be written', ['ok.yaml', '--format', 'sarif:missing/out.sarif'], 2],
  ['an unknown severity', ['ok.yaml', '--fail-on', 'fatal'], 2],
  ['no number', ['ok.yaml', '--max-warnings', 'many'], 2],
  ['an unknown rule', ['ok.yaml', '--rule', 'skip-ports-overlab=off'], 2],
  ['an unknown level', ['ok.yaml', '--rule', 'skip-ports-overlap=fatal'], 2],
  ['an option without its value', ['ok.yaml', '--config'], 2],
  ['a value for a switch', ['ok.yaml', '--fix=yes'], 2],
  ['a configuration file that is not there', ['ok.yaml', '--config', 'missing.yaml'], 2],
  ['a baseline that is not there', ['ok.yaml', '--baseline', 'missing.json'], 2],
  ['contradictions', ['ok.yaml', '--color', '--no-color'], 2],
  ['standard input beside files', ['-', 'ok.yaml'], 2],
  ['a rule to explain that does not exist', ['explain', 'nope'], 2],
  ['nothing to explain', ['explain'], 2],
  ['completion for an unknown shell', ['completion', 'tcsh'], 2],
])('%s', (_, args, status) => {
  workspace.write('ok.yaml', GOOD);
  workspace.write('information.yaml', OUTBOUND);
  workspace.write('warning.yaml', WARNED);
  workspace.write('error.yaml', SPACED);
  mkdirSync(join(workspace.folder, 'empty'));
  expect(workspace.run(args).status).toBe(status);
});
