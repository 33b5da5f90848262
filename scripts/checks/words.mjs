/**
 * Finds words that make a text hard to read (CONTRIBUTING.md, House rules) in comments, in texts for people and in
 * the developer documents. Code is not searched, because there the words may have other meanings.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../project/paths.mjs';
import { sourceFiles } from '../project/sourceFiles.mjs';

/** Each pattern with what to write instead. */
const WORDS = [
  [/\bblanks?\b(?! lines?\b)/gi, 'space, whitespace'],
  [/\b(?:some|no)body\b/gi, 'who it is: the user, the editor, a rule; or the passive'],
  [/\bwho(?:m|so)?ever\b/gi, 'who it is'],
  [/\bwhat(?:so)?ever\b/gi, 'any, what'],
  [/(?<!\bthere )\b(?:is|are) (?:no(?! longer\b)|none)\b/gi, 'is not a …, has no …'],
  [/\btold\b/gi, 'reported, known'],
  [/\bmend(?:s|ed|ing)?\b/gi, 'fix'],
  [/\bin (?:its|their|whose|the) stead\b/gi, 'instead'],
  [/\bof which\b/gi, 'whose, that'],
  [/\bwithout a word\b/gi, 'silently'],
  [/\bfinds? out\b|\bfound out\b/gi, 'compute, determine, read'],
  [/\bjust so\b/gi, 'also, likewise'],
  [/\bsomething of\b/gi, 'a part of, one of'],
  [/\bslips? of the pen\b/gi, 'typing mistake'],
  [/\b(?:takes?|took) note\b/gi, 'store, apply, handle'],
  [/\blets? go of\b/gi, 'drop, close'],
  [/\bat the (?:most|least)\b/gi, 'at most, at least'],
  [/\b(?:brought|brings?) along\b/gi, 'include, add'],
  [/\bfor want of\b/gi, 'without, because it lacks'],
  [/\b(?:is|are) to be had\b/gi, 'is available, exists'],
  [/\b(?:comes?|came) of it\b/gi, 'the result, the consequence'],
  [/\bpass(?:es|ed) over\b/gi, 'ignore, skip'],
];

/** Further patterns for the pages of rules, where a reader may not know how the linter works. */
const PAGE_WORDS = [
  [/\bjudg(?:e[sd]?|ing)\b/gi, 'check, report'],
  [/\b(?:in|out of) view\b/gi, 'in the repository, in another repository'],
  [/\b(?:is|are|stays?) silent\b|\bsays? nothing\b/gi, 'reports nothing, does not report'],
  [/\brules? speaks?\b/gi, 'reports'],
  [/\bgo(?:es)? on\b/gi, 'continue, keep'],
  [/\basks? for\b/gi, 'require, look for'],
  [/^(?:Those|All) (?:from|that|before|since)\b.*/gm, '“2.13 and newer”, “All versions that …”'],
  [/\bspeaks? first\b/gi, 'send first'],
  [/\b(?:in|out)side of\b/gi, 'inside, outside'],
];

const SOURCES = ['client/src', 'picture/src', 'server/src', 'scripts'];
const DOCUMENTS = ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'docs', 'server/src'];

/** The hard words, one line each, with advice. */
export function hardWords() {
  return [...SOURCES.flatMap(inSources), ...DOCUMENTS.flatMap(inDocuments)].map(
    ({ path, line, text, advice }) => `${path}:${line}: “${text}”: ${advice}.`,
  );
}

function inSources(folder) {
  return ['.ts', '.mjs']
    .flatMap((ending) => sourceFiles([folder], ending))
    .flatMap((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      return textsIn(path, text).flatMap(({ start, end }) => wordsIn(path, text, start, end));
    });
}

/** Ranges of the comments and of the texts for people. */
function textsIn(path, text) {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const ranges = [];
  const seen = new Set();
  const add = (comments) => {
    for (const { pos, end } of comments ?? [])
      if (!seen.has(pos) && seen.add(pos)) ranges.push({ start: pos, end });
  };
  const visit = (node) => {
    if (node.getChildCount(source) === 0) {
      add(ts.getLeadingCommentRanges(text, node.pos));
      add(ts.getTrailingCommentRanges(text, node.end));
    }
    if (isForPeople(node)) ranges.push({ start: node.getStart(source), end: node.end });
    for (const child of node.getChildren(source)) visit(child);
  };
  visit(source);
  return ranges;
}

/** Literals with a space between words; names of fields and of rules have none. */
function isForPeople(node) {
  return (ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node)) && /\w \w/.test(node.text);
}

function inDocuments(path) {
  if (!existsSync(join(root, path))) return [];
  const files = statSync(join(root, path)).isDirectory() ? sourceFiles([path], '.md') : [path];
  return files
    .filter((file) => !/(?:zh-cn|docs\/rules\/|docs\/annotations\.md)/.test(file))
    .flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      const prose = text.replace(/^```[\s\S]*?^```$|`[^`\n]*`/gm, (code) => code.replace(/[^\n]/g, ' '));
      const words = file.startsWith('server/src') ? [...WORDS, ...PAGE_WORDS] : WORDS;
      return wordsIn(file, prose, 0, prose.length, words);
    });
}

function wordsIn(path, text, start, end, words = WORDS) {
  const part = text.slice(start, end);
  return words.flatMap(([pattern, advice]) =>
    [...part.matchAll(pattern)].map(({ 0: word, index }) => ({
      path,
      line: text.slice(0, start + index).split('\n').length,
      text: word,
      advice,
    })),
  );
}
