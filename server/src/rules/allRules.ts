import { ENGINE_RULES } from '../engine/engineRules.ts';
import type { RuleMetadata } from '../engine/rule.ts';
import { MESH_RULES, RULES } from './registry.ts';

/** All rules of both kinds, with what settings and lists need to know about them. */
export const ALL_RULES: readonly RuleMetadata[] = [...RULES, ...MESH_RULES, ...ENGINE_RULES];
