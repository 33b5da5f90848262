import { lstatSync, readdirSync, readlinkSync, rmSync, type Stats } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/**
 * Files that are written beside another one before they take its place. A run that is killed leaves its draft; the next
 * one that writes into the folder removes it. So the name says which process writes: host, space of process numbers,
 * number, and something random.
 */

/** The name of a draft that no other process has. */
export function draftName(): string {
  const random = Math.random().toString(16).slice(2, 14).padEnd(12, '0');
  return `.linkerd-lint-${machine()}-${process.pid}-${random}.tmp`;
}

/** Folders that were searched for the drafts of killed runs. */
const tidied = new Set<string>();

/** Removes the drafts that killed runs of this user have left in a folder, once per process. Never throws. */
export function removeLeftovers(folder: string): void {
  if (tidied.has(folder)) return;
  tidied.add(folder);
  try {
    for (const name of readdirSync(folder)) {
      const groups = DRAFT.exec(name)?.groups;
      if (!groups) continue;
      const path = join(folder, name);
      const stats = lstatSync(path);
      if (isOurs(stats) && isAbandoned(groups, stats)) rmSync(path, { force: true });
    }
  } catch {
    // A leftover that stays does no harm.
  }
}

/** Version 0.1.0 and the first drafts of 0.2.0 had a random part only. */
const DRAFT = /^\.linkerd-lint-(?:(?<machine>[\w-]+)-(?<pid>\d{1,10})-)?[0-9a-f]{12}\.tmp$/;

/** Milliseconds after which no run can still be at work on a draft, wherever it is. */
const LONGEST_WRITE = 3_600_000;

function isOurs(stats: Stats): boolean {
  return stats.isFile() && (process.getuid?.() ?? stats.uid) === stats.uid;
}

function isAbandoned(draft: Record<string, string | undefined>, { mtimeMs }: Stats): boolean {
  if (Date.now() - mtimeMs > LONGEST_WRITE) return true;
  // This process has looked before it wrote anything here: what bears its number is of an earlier one.
  const pid = Number(draft.pid);
  return draft.machine === machine() && (pid === process.pid || !isRunning(pid));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // A process of another user may not be sent anything, not even nothing.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

let known: string | undefined;

/** Where a process number means one process: two containers with one volume may have the same numbers. */
function machine(): string {
  if (known !== undefined) return known;
  const host = hostname().replace(/\W/g, '_').slice(0, 40);
  known = `${host}${process.platform === 'linux' ? `-${numberSpace()}` : ''}`;
  return known;
}

/** The Linux namespace of process numbers. */
function numberSpace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid').replace(/\D/g, '');
  } catch {
    return 'unknown';
  }
}
