import { stringify } from 'yaml';
import {
  admissionPolicies,
  type PolicyAction,
  type PolicyEngine,
} from '../../admission/admissionPolicies.ts';
import { EXPORTS } from '../../admission/exportedRules.ts';
import { ALL_RULES } from '../../rules/allRules.ts';
import { oneOf } from '../arguments/lintArguments.ts';
import { Misuse, noSuchRule } from '../arguments/misuse.ts';
import type { Option } from '../arguments/options.ts';
import type { ParsedArguments } from '../arguments/parse.ts';
import { Disk } from '../files/disk.ts';
import { Messages } from '../messages.ts';
import { SettingsSource } from '../settingsSource.ts';
import { write } from '../terminal.ts';

const ENGINES: readonly PolicyEngine[] = ['vap', 'kyverno'];
const ACTIONS: readonly PolicyAction[] = ['warn', 'audit', 'deny'];

/** The options of `linkerd-lint policy`. */
export const POLICY_OPTIONS: readonly Option[] = [
  { name: 'engine', value: 'name', choices: ENGINES, help: 'vap (default) or kyverno' },
  { name: 'rules', value: 'ids', help: 'only these rules, separated by commas' },
  { name: 'action', value: 'action', choices: ACTIONS, help: 'warn (default), audit or deny' },
  { name: 'config', short: 'c', value: 'file', isPath: true, help: 'says what the cluster is' },
];

/**
 * Prints admission policies for the rules that one resource is enough for. What the cluster is decides about some rules; it
 * comes from the configuration and the files of the current folder, as in a run. Returns the exit status.
 *
 * @throws Misuse for an engine, an action or a rule that does not exist, and for a rule that is not exported
 */
export async function printPolicies(given: ParsedArguments): Promise<number> {
  const engine = oneOf('engine', ENGINES, given.value('engine') ?? 'vap');
  const action = oneOf('action', ACTIONS, given.value('action') ?? 'warn');
  const wanted = given
    .value('rules')
    ?.split(',')
    .map((id) => id.trim());
  const ids = ALL_RULES.map(({ id }) => id);
  for (const id of wanted ?? []) if (!ids.includes(id)) throw new Misuse(noSuchRule(id, ids));
  const messages = new Messages(false);
  const source = await SettingsSource.start(
    { config: given.value('config'), rules: [] },
    messages,
    new Disk(),
  );
  const { settings } = await source.of('any.yaml');
  const rules = Object.keys(EXPORTS).flatMap((id) => ALL_RULES.find((rule) => rule.id === id) ?? []);
  const chosen = wanted ? ALL_RULES.filter(({ id }) => wanted.includes(id)) : rules;
  const { manifests, notExported } = admissionPolicies(chosen, settings.environment, engine, action);
  const [first] = notExported;
  if (manifests.length === 0 && first)
    throw new Misuse(`${first.id} has no admission policy: ${first.reason}.`);
  const others = ALL_RULES.length - Object.keys(EXPORTS).length;
  const comments = [
    ...notExported.map(({ id, reason }) => `# Not exported: ${id}: ${reason}.\n`),
    ...(wanted
      ? []
      : [`# ${others} more rules need the file, other resources, or more than CEL can express exactly.\n`]),
  ];
  const documents = manifests.map((manifest) => stringify(manifest, { lineWidth: 0 }));
  write(1, `${comments.join('')}${documents.map((text) => `---\n${text}`).join('')}`);
  return messages.hasFailed ? 2 : 0;
}
