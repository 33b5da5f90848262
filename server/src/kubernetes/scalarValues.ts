import type { YamlScalar } from '../yaml/nodes.ts';

/** A whole number in decimal digits without a sign, not in quotes; undefined for any other scalar. */
export function integerOf({ value, style }: YamlScalar): number | undefined {
  return style === 'plain' && /^[0-9]{1,15}$/.test(value) ? Number(value) : undefined;
}

/** `true` or `false` as YAML 1.2 spells them, not in quotes; undefined for any other scalar. */
export function booleanOf({ value, style }: YamlScalar): boolean | undefined {
  if (style !== 'plain') return undefined;
  if (/^(?:true|True|TRUE)$/.test(value)) return true;
  return /^(?:false|False|FALSE)$/.test(value) ? false : undefined;
}
