/** The figures as tables for people. */
import { median } from './statistics.mjs';

/** Keystrokes, each file's opening, and memory. */
export function keystrokeTables(rows) {
  const opened = rows.filter(({ file, lines }, index) => {
    return index === rows.findIndex((row) => row.file === file && row.lines === lines);
  });
  return [
    'One character typed → diagnostics of that version, ms',
    table(
      ['file', 'lines', 'typed in', 'ours p50', 'p95', 'floor p50', 'p95', 'ours ÷ floor'],
      rows.map((row) => [
        row.file,
        count(row.lines),
        row.edit,
        ...[row.oursP50, row.oursP95, row.floorP50, row.floorP95, row.ratio].map(figure),
      ]),
    ),
    'File opened in a server that has just started → diagnostics, ms',
    table(
      ['file', 'lines', 'ours', 'floor', 'ours ÷ floor', 'from the start on: ours', 'floor', 'ours ÷ floor'],
      opened.map((row) => [
        row.file,
        count(row.lines),
        ...comparison(row.oursOpen, row.floorOpen),
        ...comparison(row.oursStart, row.floorStart),
      ]),
    ),
    'Memory after all keystrokes, MB',
    table(
      ['file', 'lines', 'ours', 'floor', 'ours ÷ floor'],
      opened.map((row) => [row.file, count(row.lines), ...comparison(row.oursMemory, row.floorMemory)]),
    ),
  ].join('\n\n');
}

/** Runs of the command line. */
export function treeTable(rows) {
  return [
    'Command line over a tree of small files, whole process, ms',
    table(
      ['files', 'ours', 'floor', 'ours ÷ floor'],
      rows.map(({ files, oursMs, floorMs, ratio }) => [
        count(files),
        ...[oursMs, floorMs, ratio].map(figure),
      ]),
    ),
  ].join('\n\n');
}

/** The start of the command line. */
export function startTable(rows) {
  return [
    'Command line, whole process, ms; the floor is `node -e 0`',
    table(
      ['work', 'ours', 'floor', 'ours ÷ floor'],
      rows.map(({ name, oursMs, floorMs, ratio }) => [name, ...[oursMs, floorMs, ratio].map(figure)]),
    ),
  ].join('\n\n');
}

/** The playground in a browser. */
export function playgroundTable({ playground, bare }) {
  const row = (name, times) => [name, figure(median(times)), figure(Math.max(...times))];
  return [
    'From the address to the first findings in headless Chromium with an empty cache, ms; the floor is an editor alone',
    table(['page', 'median', 'worst'], [row('playground', playground), row('editor alone', bare)]),
  ].join('\n\n');
}

/** Other tools for YAML. */
export function peerTables(servers, programs) {
  const ratios = (pairs) => pairs.flatMap(([ours, peer]) => [ours, peer, peer / ours].map(figure));
  const head = (what) => [`${what}: ours`, 'peer', 'peer ÷ ours'];
  return [
    'yaml-language-server without its waiting time and without a schema; ms, MB',
    table(
      ['lines', ...head('keystroke'), ...head('start'), ...head('memory')],
      servers.map(({ lines, ours, peer }) => [
        count(lines),
        ...ratios(['keystroke', 'sinceStart', 'memory'].map((key) => [ours[key], peer[key]])),
      ]),
    ),
    'Command lines over 10,000 files, ms',
    table(
      ['peer', ...head('ms')],
      programs.map(({ program, ours, peer }) => [program, ...ratios([[ours, peer]])]),
    ),
  ].join('\n\n');
}

/** This build beside another. */
export function buildsTable(rows) {
  return [
    'This build beside the other, CPU ms: a start in all threads, a keystroke in the one that runs JavaScript',
    table(
      ['figure', 'turns', 'floor', 'ours', 'other', 'ours ÷ floor', 'ours ÷ other'],
      rows.map(({ name, pairs, floor, ours, other, toFloor, ratio }) => [
        name,
        String(pairs),
        ...[floor, ours, other, toFloor, ratio].map(figure),
      ]),
    ),
  ].join('\n\n');
}

/** Reading a text once, by the form of the text. */
export function readingTable(rows) {
  return [
    'A text read and linted once, ms per megabyte',
    table(
      ['form', 'at 0.25 MB', 'at 1 MB', '÷ plain', '1 MB ÷ 0.25 MB'],
      rows.map(({ form, small, large, ratio }) => [
        form,
        ...[small, large, ratio, large / small].map(figure),
      ]),
    ),
  ].join('\n\n');
}

/** Keystrokes inside one large document. */
export function largeDocumentTable(rows) {
  return [
    'One character typed inside one large document → findings; the document parsed whole with `yaml`; ms',
    table(
      ['form', 'MB', 'ours', 'yaml', 'yaml ÷ ours'],
      rows.map(({ form, megabytes, ours, parser }) => [
        form,
        ...[megabytes, ours, parser, parser / ours].map(figure),
      ]),
    ),
  ].join('\n\n');
}

/** A list of a cluster. */
export function clusterTable(rows) {
  return [
    'A list of a whole cluster on standard input',
    table(
      ['form', 'MB', 'seconds', 'CPU seconds', 'peak memory, MB'],
      rows.map(({ form, megabytes, seconds, cpuSeconds, memory }) => [
        form,
        ...[megabytes, seconds, cpuSeconds, memory].map(figure),
      ]),
    ),
  ].join('\n\n');
}

function comparison(ours, floor) {
  return [ours, floor, ours && floor && ours / floor].map(figure);
}

function count(number) {
  return number.toLocaleString('en');
}

/** Three digits say as much as the measurement does. */
function figure(value) {
  if (value === undefined) return '–';
  return value < 100 ? String(Number(value.toPrecision(value < 10 ? 2 : 3))) : count(Math.round(value));
}

/** A Markdown table, padded so that it is one in a terminal too. Columns of figures are set to the right. */
function table(head, rows) {
  const isFigure = head.map((_, column) => rows.every((row) => /^[\d.,–]+$/.test(row[column])));
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column].length)),
  );
  const line = (cells) => {
    const padded = cells.map((cell, column) => {
      return isFigure[column] ? cell.padStart(widths[column]) : cell.padEnd(widths[column]);
    });
    return `| ${padded.join(' | ')} |`;
  };
  const rule = widths.map((width, column) =>
    isFigure[column] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  );
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}
