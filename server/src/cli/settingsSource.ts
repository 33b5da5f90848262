import { isRuleLevel, type PartialSettings, RULE_LEVELS } from '../config/settings.ts';
import { type ResolvedSettings, SettingsResolver } from '../config/settingsResolver.ts';
import { usesOf } from '../linkerd/charts/chartUse.ts';
import { ALL_RULES } from '../rules/allRules.ts';
import { LineIndex } from '../text/lineIndex.ts';
import { isBelow, pathBelow } from '../workspace/fileHost.ts';
import { Repositories } from '../workspace/repositories.ts';
import type { LintArguments } from './arguments/lintArguments.ts';
import { didYouMean, Misuse, noSuchRule } from './arguments/misuse.ts';
import type { Disk } from './files/disk.ts';
import type { Messages } from './messages.ts';
import { displayUri, folderUri, uriOf } from './paths.ts';

/** The settings of each file: the arguments, over the configuration file that applies to it. */
export class SettingsSource {
  readonly #messages: Messages;
  readonly #disk: Disk;
  readonly #resolver: SettingsResolver;
  readonly #override: PartialSettings;
  readonly #repositories: Repositories;
  /** Configuration files and baselines whose problems were reported. */
  readonly #told = new Set<string>();

  private constructor(
    disk: Disk,
    resolver: SettingsResolver,
    override: PartialSettings,
    repositories: Repositories,
    messages: Messages,
  ) {
    this.#disk = disk;
    this.#resolver = resolver;
    this.#override = override;
    this.#repositories = repositories;
    this.#messages = messages;
  }

  /** @throws Misuse if the arguments name a rule, a level or a file that does not exist */
  static async start(
    { config, rules }: Pick<LintArguments, 'config' | 'rules'>,
    messages: Messages,
    disk: Disk,
  ): Promise<SettingsSource> {
    const ruleIds = ALL_RULES.map(({ id }) => id);
    const repositories = new Repositories(disk);
    const here = folderUri('.');
    const resolver = new SettingsResolver(disk, ruleIds, (uri) =>
      repositories.find(uri, isBelow(uri, here) ? here : undefined),
    );
    const override = { environment: {}, rules: readRules(rules, ruleIds) };
    if (config !== undefined) {
      const isRead = await resolver.useConfig(config === false ? undefined : uriOf(config), folderUri('.'));
      if (!isRead) throw new Misuse(`--config: ${config} cannot be read.`);
    }
    return new SettingsSource(disk, resolver, override, repositories, messages);
  }

  /** The settings that apply to a file. Problems in its configuration are reported once. */
  async of(path: string): Promise<ResolvedSettings> {
    const resolved = await this.#resolver.resolve(uriOf(path), { override: this.#override });
    const { config, baseline } = resolved;
    if (config && !this.#told.has(config.uri)) {
      this.#told.add(config.uri);
      await this.#tell(config.uri, config.problems);
    }
    if (baseline && !baseline.baseline && !this.#told.has(baseline.uri)) {
      this.#told.add(baseline.uri);
      this.#messages.fail(`${displayUri(baseline.uri)} ${baseline.problem}.`);
    }
    return resolved;
  }

  /** Those of some files that have values of Linkerd's charts, as other files of the repositories looked into say. */
  valuesFiles(paths: Iterable<string>): string[] {
    const used = this.#repositories.found;
    if (used.every(({ chartUses }) => chartUses.length === 0)) return [];
    return [...paths].filter((path) => {
      const uri = uriOf(path);
      return used.some(({ root, chartUses }) => usesOf(chartUses, pathBelow(root, uri) ?? '').length > 0);
    });
  }

  async #tell(
    uri: string,
    problems: readonly { readonly range: { readonly start: number }; readonly message: string }[],
  ): Promise<void> {
    if (problems.length === 0) return;
    const lines = new LineIndex((await this.#disk.readText(uri)) ?? '');
    for (const { range, message } of problems)
      this.#messages.fail(`${displayUri(uri)}:${lines.lineAt(range.start) + 1}: ${message}`);
  }
}

function readRules(given: LintArguments['rules'], ruleIds: readonly string[]): PartialSettings['rules'] {
  return Object.fromEntries(
    given.map(([id, level]) => {
      if (!ruleIds.includes(id)) throw new Misuse(`--rule: ${noSuchRule(id, ruleIds)}`);
      if (!isRuleLevel(level))
        throw new Misuse(
          `“${level}” is not valid for --rule ${id}. Use one of: ${RULE_LEVELS.join(', ')}.${didYouMean(level, RULE_LEVELS)}`,
        );
      return [id, level];
    }),
  );
}
