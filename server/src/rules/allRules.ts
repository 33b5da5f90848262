import { ENGINE_RULES } from '../engine/engineRules.ts';
import type { RepositoryRules } from '../engine/repositoryMeshes.ts';
import type { RuleMetadata } from '../engine/rule.ts';
import { BUILD_RULES, MESH_RULES, RULES } from './registry.ts';

/** The rules that see several files, by their kinds. */
export const REPOSITORY_RULES: RepositoryRules = { mesh: MESH_RULES, builds: BUILD_RULES };

/** The same in one list, with what settings and lists need to know about them. */
export const ACROSS_FILES: readonly RuleMetadata[] = [...MESH_RULES, ...BUILD_RULES];

/** All rules of all kinds. */
export const ALL_RULES: readonly RuleMetadata[] = [...RULES, ...ACROSS_FILES, ...ENGINE_RULES];
