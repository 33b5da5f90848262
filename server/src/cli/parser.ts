/**
 * The bundle with libraries that few runs need: the YAML parser, globs, diffs. The bundle with the engine loads it when
 * one of them is used.
 */
export { isMap, isNode, isScalar, isSeq, parseDocument } from 'yaml';
export { isSimpleEnough, pathTest } from '../config/globs.ts';
export { readFully } from '../yaml/parse/libraryParser.ts';
export { unifiedDiff } from './formats/diff.ts';
