/**
 * The bundle with the YAML parser, which the bundle with the engine loads when a document or a configuration file needs
 * it.
 */
export { isMap, isNode, isScalar, isSeq, parseDocument } from 'yaml';
export { readFully } from '../yaml/fullReader.ts';
