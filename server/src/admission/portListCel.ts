/**
 * Lists of ports as CEL reads them, item by item. Each item is guarded by a pattern before a number is made of it: CEL's
 * `exists` and `all` swallow the errors of other items, so that an unguarded `int()` would let wrong lists through. Nothing
 * is kept in a filtered variable, which would exhaust the budget of an expression for long lists.
 *
 * The grammar is that of `linkerd/ports/portList.ts`: Go's `strconv.Atoi`, so that `+80` and `080` pass.
 */

/** 0 to 65535. */
const NUMBER = '(?:[0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])';
const PORT = `[+]?0*${NUMBER}`;

/** A variable that some other program replaces: what it becomes is not known. */
const VARIABLE = '[$](?:[A-Za-z_]|[(])';

/** The items of a list. */
export function itemsOf(list: string): string {
  return `${list}.split(',')`;
}

/** Whether an item, trimmed as Go does, is a port or a range in either order. */
export function isPorts(item: string): string {
  return `${item}.trim().matches('^${PORT}(?:-${PORT})?$')`;
}

/** Whether an item is a port or a range without whitespace around it. */
function isExactPorts(item: string): string {
  return `${item}.matches('^${PORT}(?:-${PORT})?$')`;
}

/** Whether something else decides what an item becomes. */
export function isVariable(item: string): string {
  return `${item}.matches('${VARIABLE}')`;
}

/** Whether nothing but whitespace is in an item. */
export function isEmpty(item: string): string {
  return `${item}.trim() == ''`;
}

/** The lower, or first, bound of an item that {@link isPorts}. */
export function firstOf(item: string): string {
  return `int(${item}.trim().split('-')[0].replace('+', ''))`;
}

/** The upper, or last, bound of an item that {@link isPorts}. */
export function lastOf(item: string): string {
  return `int(${item}.trim().split('-')[${item}.contains('-') ? 1 : 0].replace('+', ''))`;
}

/** Whether Linkerd's iptables rules take an item. */
export function isSkipped(item: string): string {
  return `${isExactPorts(item)} && ${firstOf(item)} <= ${lastOf(item)}`;
}

/** Whether a list has not even a misspelled port: all is empty, or no port at all. */
export function hasNoPort(list: string): string {
  return `${itemsOf(list)}.all(i, ${isEmpty('i')} || !${isPorts('i')} && !${isVariable('i')} && !i.contains('"'))`;
}
