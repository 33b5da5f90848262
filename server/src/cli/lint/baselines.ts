import { existsSync } from 'node:fs';
import { type FoundBaseline, LARGEST_BASELINE } from '../../config/configLookup.ts';
import type { ResolvedSettings } from '../../config/settingsResolver.ts';
import {
  applyBaseline,
  type Baseline,
  makeBaseline,
  NO_BASELINE,
  readBaseline,
  type StaleEntry,
  writeBaseline,
} from '../../engine/baseline.ts';
import { type BoundedRead, readBoundedSync } from '../../node/boundedRead.ts';
import { pathBelow, resolveUri } from '../../workspace/fileHost.ts';
import type { LintArguments } from '../arguments/lintArguments.ts';
import { Misuse } from '../arguments/misuse.ts';
import { putBaseline } from '../files/baselineFile.ts';
import type { LintedFile } from '../formats/report.ts';
import { count } from '../formats/summary.ts';
import type { Messages } from '../messages.ts';
import { displayUri, folderUri, pathOf, uriOf } from '../paths.ts';

/** The baseline file unless a configuration or the arguments name another one. */
const DEFAULT_BASELINE = '.linkerd-lint-baseline.json';

/** A baseline file that the run collects findings for. */
interface Draft {
  readonly folder: string;
  /** Whether a configuration names the file, instead of the arguments. */
  readonly isConfigured: boolean;
  readonly before: Baseline;
  readonly found: {
    readonly file: string;
    readonly text: string;
    readonly findings: LintedFile['findings'];
  }[];
}

/** The baselines of a run: they hide known findings, or are written anew. */
export class Baselines {
  readonly #messages: Messages;
  readonly #isWriting: boolean;
  /** The one named by the arguments. */
  readonly #named: FoundBaseline | undefined;
  readonly #drafts = new Map<string, Draft>();
  readonly #stale = new Map<string, StaleEntry[]>();

  /** @throws Misuse if the arguments name a file that is not a baseline */
  constructor({ baseline, writesBaseline }: LintArguments, messages: Messages) {
    this.#messages = messages;
    this.#isWriting = writesBaseline;
    if (baseline !== undefined) this.#named = named(baseline, writesBaseline);
  }

  /** The file without the findings that a baseline lists. `settings` are the file's own. */
  apply(path: string, file: LintedFile, settings: ResolvedSettings): LintedFile {
    const found = this.#named ?? settings.baseline ?? (this.#isWriting ? newBaseline(settings) : undefined);
    const name = found && pathBelow(found.folder, uriOf(path));
    if (!found || name === undefined) return file;
    const { text, findings } = file;
    if (this.#isWriting) {
      const isConfigured = !this.#named && settings.config?.baseline !== undefined;
      this.#draftOf(found, isConfigured).found.push({ file: name, text, findings });
      return { ...file, findings: [] };
    }
    if (!found.baseline) return file;
    const result = applyBaseline(found.baseline, name, text, findings);
    if (result.stale.length > 0)
      this.#stale.set(found.uri, [...(this.#stale.get(found.uri) ?? []), ...result.stale]);
    return { ...file, findings: result.findings };
  }

  /** Writes the new baselines, or notes entries that no longer match a finding. */
  finish(): void {
    for (const [uri, draft] of this.#drafts) this.#write(uri, draft);
    for (const [uri, entries] of this.#stale) {
      const number = entries.reduce((sum, entry) => sum + entry.count, 0);
      const files = [...new Set(entries.map(({ file }) => file))].slice(0, 3).join(', ');
      this.#messages.note(
        `${count(number, 'finding')} of ${displayUri(uri)} ${number === 1 ? 'is' : 'are'} fixed (${files}). --write-baseline removes them.`,
      );
    }
  }

  #draftOf({ uri, folder, baseline = NO_BASELINE }: FoundBaseline, isConfigured: boolean): Draft {
    const known = this.#drafts.get(uri);
    if (known) return known;
    const draft: Draft = { folder, isConfigured, before: baseline, found: [] };
    this.#drafts.set(uri, draft);
    return draft;
  }

  /** Existing files that this run did not read keep their entries, so that a part can be updated. */
  #write(uri: string, { folder, isConfigured, before, found }: Draft): void {
    const read = new Set(found.map(({ file }) => file));
    const isThere = (file: string) => existsSync(pathOf(resolveUri(folder, file)));
    const kept = [...before.files].filter(([file]) => !read.has(file) && isThere(file));
    const made = makeBaseline(found);
    const text = writeBaseline({ files: new Map([...kept, ...made.files]) });
    const obstacle = putBaseline(pathOf(uri), text, isConfigured ? pathOf(folder) : undefined);
    if (obstacle !== undefined) {
      this.#messages.fail(`--write-baseline: ${displayUri(uri)} ${obstacle}.`);
      return;
    }
    const number = found.reduce((sum, { findings }) => sum + findings.length, 0);
    this.#messages.note(`${count(number, 'finding')} written to ${displayUri(uri)}.`);
  }
}

/** The baseline to write: where the configuration says, or else in the working directory. */
function newBaseline({ config }: ResolvedSettings): FoundBaseline {
  if (config?.baseline !== undefined)
    return { uri: resolveUri(config.folder, config.baseline), folder: config.folder, baseline: undefined };
  return { uri: uriOf(DEFAULT_BASELINE), folder: folderUri('.'), baseline: readThere(DEFAULT_BASELINE) };
}

/** The baseline in a file, which may be missing. Any other content is never replaced later on. */
function readThere(path: string): Baseline | undefined {
  const bytes = readBoundedSync(path, LARGEST_BASELINE);
  return typeof bytes === 'string' ? undefined : readBaseline(bytes.toString('utf8'));
}

/** A baseline named by the arguments. Its paths are relative to the working directory. */
function named(path: string, mayBeMissing: boolean): FoundBaseline {
  return { uri: uriOf(path), folder: folderUri('.'), baseline: readNamed(path, mayBeMissing) };
}

/** A workflow may name a file that the repository brings, so it is read as one that a configuration names. */
function readNamed(path: string, mayBeMissing: boolean): Baseline | undefined {
  const bytes = readBoundedSync(path, LARGEST_BASELINE);
  if (bytes === 'missing' && mayBeMissing) return undefined;
  if (typeof bytes === 'string') throw new Misuse(`--baseline: ${path} ${PROBLEMS[bytes]}.`);
  const baseline = readBaseline(bytes.toString('utf8'));
  if (!baseline) throw new Misuse(`--baseline: ${path} is not a baseline of this version.`);
  return baseline;
}

const PROBLEMS: Readonly<Record<Exclude<BoundedRead, Buffer>, string>> = {
  missing: 'does not exist',
  notRegular: 'is not a regular file',
  tooLarge: 'is larger than 10 MB',
  outside: 'is a link out of the repository',
  unreadable: 'cannot be read',
};
