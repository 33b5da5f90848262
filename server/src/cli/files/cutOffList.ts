/** How kubectl begins a list: in YAML its keys are in alphabetical order, so `kind` comes last; in JSON as well. */
const BEGINNINGS = [
  /^(?:(?:#.*|---)\r?\n)*apiVersion: v1\r?\nitems:\s/,
  /^\s*\{\s*"apiVersion":\s*"v1",\s*"items":\s*\[/,
];
/** What comes behind the last item is shorter, in bytes. */
const MARGIN = 1_000;

/**
 * What is wrong with a list that kubectl began to write and did not end, as when its connection was lost; undefined for any other
 * text. As YAML it may be valid, and nothing in it would be checked.
 */
export function cutOffList(bytes: Buffer): string | undefined {
  const beginning = bytes.subarray(0, MARGIN).toString('latin1');
  if (!BEGINNINGS.some((pattern) => pattern.test(beginning))) return undefined;
  const end = bytes.subarray(-MARGIN).toString('latin1');
  if (/^kind: |"kind": *"\w*List"[^[]*\}\s*$/m.test(end)) return undefined;
  return 'ends before “kind: List”: this list is incomplete and is not checked. Save the whole output of kubectl';
}
