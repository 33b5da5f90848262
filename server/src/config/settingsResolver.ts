import type { LintSettings } from '../engine/lintDocument.ts';
import { usesOf } from '../linkerd/charts/chartUse.ts';
import type { PlacedEvidence } from '../linkerd/detection/evidence.ts';
import { type Environment, SETTING_NAMES } from '../linkerd/environment/environment.ts';
import {
  completeEnvironment,
  type DetectedEnvironment,
  detectEnvironment,
} from '../workspace/detectedEnvironment.ts';
import { type FileHost, parentUri, pathBelow } from '../workspace/fileHost.ts';
import type { RepositoryEvidence } from '../workspace/repositories.ts';
import { ConfigLookup, type FoundBaseline, type FoundConfig, isIgnored, settingsIn } from './configLookup.ts';
import { originsOf, type SettingOrigin } from './settingOrigins.ts';
import { mergeSettings, NO_SETTINGS, type PartialSettings } from './settings.ts';

/** All settings that apply to one file, with their sources. */
export interface ResolvedSettings {
  readonly settings: LintSettings;
  /** Whether the file is excluded from linting. */
  readonly isIgnored: boolean;
  readonly config: FoundConfig | undefined;
  readonly baseline: FoundBaseline | undefined;
  /** The editor's own settings. */
  readonly editor: PartialSettings;
  /** What the repository says; undefined if detection is off or has not finished. */
  readonly detected: DetectedEnvironment | undefined;
  readonly origins: Readonly<Record<keyof Environment, SettingOrigin>>;
}

/** The settings that come from outside the configuration file. */
export interface OuterSettings {
  /** Weaker than the configuration file: an editor's settings. */
  readonly editor?: PartialSettings;
  /** Stronger than it: options of the command line. */
  readonly override?: PartialSettings;
}

/** Gets the evidence in a file's repository; undefined if there is none, or none yet. */
export type EvidenceSource = (uri: string) => Promise<RepositoryEvidence | undefined>;

/** The evidence of a repository with what was concluded from it. */
interface Conclusions {
  /** Without evidence from ignored files. */
  readonly counted: Promise<readonly PlacedEvidence[]>;
  readonly byFolder: Map<string, DetectedEnvironment>;
}

/**
 * Combines the settings of each file: the editor's are overridden by the nearest configuration file's, and these by
 * the command line's. Gaps are filled from the repository's own files. Equal settings are the same object, so results
 * that are cached on it stay valid.
 */
export class SettingsResolver {
  readonly #lookup: ConfigLookup;
  readonly #evidence: EvidenceSource;
  readonly #interned = new Map<string, LintSettings>();
  /**
   * The last settings that were resolved without a configuration file. They are shared by every file with the same
   * inputs.
   */
  #unconfigured: { readonly override: PartialSettings; readonly resolved: ResolvedSettings } | undefined;
  #conclusions = new WeakMap<readonly PlacedEvidence[], Conclusions>();
  #fixed: { readonly config: FoundConfig | undefined } | undefined;

  /** @param evidence finds what a repository says; leave it out to detect nothing */
  constructor(host: FileHost, ruleIds: readonly string[], evidence: EvidenceSource = async () => undefined) {
    this.#lookup = new ConfigLookup(host, ruleIds);
    this.#evidence = evidence;
  }

  /**
   * From now on one configuration file applies to all files, with globs relative to `folder`; without a URI none
   * applies. Returns whether it could be read.
   */
  async useConfig(uri: string | undefined, folder: string): Promise<boolean> {
    const config = uri === undefined ? undefined : await this.#lookup.load(uri, folder);
    this.#fixed = { config };
    return uri === undefined || (config !== undefined && !config.isRefused);
  }

  /** The configuration file that applies to a file. */
  async configFor(uri: string): Promise<FoundConfig | undefined> {
    return this.#fixed ? this.#fixed.config : this.#lookup.find(uri);
  }

  /** The settings for a file. Never rejects. */
  async resolve(
    uri: string,
    { editor = NO_SETTINGS, override = NO_SETTINGS }: OuterSettings = {},
  ): Promise<ResolvedSettings> {
    const config = await this.configFor(uri);
    const inFile = config ? settingsIn(config, uri) : [];
    const layers = [editor, ...inFile, override];
    const explicit: Partial<Environment> = Object.assign({}, ...layers.map(({ environment }) => environment));
    const isWanted = layers.every(({ detectEnvironment: wanted }) => wanted !== false);
    const found = isWanted ? await this.#evidence(uri) : undefined;
    const detected = found && isIncomplete(explicit) ? await this.#detect(uri, found) : undefined;
    const charts = found ? chartsOf(found, uri) : undefined;
    const hasTarget = found?.patchFiles.get(pathBelow(found.root, uri) ?? '');
    const patch = hasTarget === undefined ? undefined : { hasTarget };
    const last = config ? undefined : this.#unconfigured;
    if (
      last?.override === override &&
      last.resolved.editor === editor &&
      last.resolved.detected === detected &&
      last.resolved.settings.charts === charts &&
      last.resolved.settings.patch?.hasTarget === hasTarget
    )
      return last.resolved;
    const environment = completeEnvironment(explicit, detected);
    const resolved = {
      settings: this.#intern({
        ...mergeSettings(...layers),
        environment,
        ...(charts && { charts }),
        ...(patch && { patch }),
      }),
      isIgnored: isIgnored(config, uri),
      config,
      baseline: config && (await this.#lookup.baseline(config)),
      editor,
      detected,
      origins: originsOf(environment, { editor: [editor], file: inFile, override: [override] }),
    };
    if (!config) this.#unconfigured = { override, resolved };
    return resolved;
  }

  /** Drops the caches because a configuration file or a baseline was created, deleted or changed. */
  forget(): void {
    this.#lookup.forget();
    this.#conclusions = new WeakMap();
  }

  /**
   * Cached by folder, because the result depends on nothing else, and a repository may have ten thousand files and as
   * much evidence.
   */
  async #detect(uri: string, found: RepositoryEvidence): Promise<DetectedEnvironment | undefined> {
    const folder = parentUri(uri);
    if (folder === undefined) return undefined;
    const conclusions = this.#conclusions.get(found.evidence) ?? {
      counted: this.#countedIn(found.evidence),
      byFolder: new Map<string, DetectedEnvironment>(),
    };
    this.#conclusions.set(found.evidence, conclusions);
    const counted = await conclusions.counted;
    const known = conclusions.byFolder.get(folder) ?? detectEnvironment(counted, uri, found.root);
    conclusions.byFolder.set(folder, known);
    return known;
  }

  /** Files that are excluded from linting do not count as evidence either. */
  async #countedIn(evidence: readonly PlacedEvidence[]): Promise<readonly PlacedEvidence[]> {
    const counts = await Promise.all(
      evidence.map(async ({ uri }) => !isIgnored(await this.configFor(uri), uri)),
    );
    return evidence.filter((_, index) => counts[index]);
  }

  #intern(settings: LintSettings): LintSettings {
    const identity = JSON.stringify(settings);
    const known = this.#interned.get(identity);
    if (known) return known;
    this.#interned.set(identity, settings);
    return settings;
  }
}

/** What the repository says of the file's values; undefined for most files. */
function chartsOf({ root, chartUses }: RepositoryEvidence, uri: string): LintSettings['charts'] {
  const uses = usesOf(chartUses, pathBelow(root, uri) ?? '');
  return uses.length === 0 ? undefined : uses;
}

function isIncomplete(explicit: Partial<Environment>): boolean {
  return SETTING_NAMES.some((name) => explicit[name] === undefined);
}
