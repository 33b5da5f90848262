import { ENDINGS } from '../kubernetes/fileKinds.ts';

/** The files that a mesh is read from: as many as people never keep in one repository, so that any search ends. */
export const MESH_FILES = { endings: ENDINGS, limit: 20_000 } as const;
