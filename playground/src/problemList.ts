/** The list of problems of all files, each with buttons that lead there and that fix it. */
import type { Diagnostic } from 'vscode-languageserver';
import type { Problem } from './editor.ts';
import { messageOf } from './languageServer.ts';

/** Called with the place that a person wants to see. */
type Show = (file: string, diagnostic: Diagnostic) => void;

/** Shows the problems of files in the order of the map. */
export function showProblemList(
  list: HTMLElement,
  byFile: ReadonlyMap<string, readonly Problem[]>,
  onShow: Show,
): void {
  const items = [...byFile].flatMap(([file, problems]) =>
    problems.map((problem) => item(file, problem, onShow)),
  );
  if (items.length === 0) {
    const none = document.createElement('li');
    none.textContent = 'Nothing to report.';
    items.push(none);
  }
  list.replaceChildren(...items);
}

function item(file: string, { diagnostic, fixes }: Problem, onShow: Show): HTMLElement {
  const line = document.createElement('li');
  const place = button('place', () => onShow(file, diagnostic));
  const severity = SEVERITIES[diagnostic.severity ?? 1] ?? 'error';
  const { start } = diagnostic.range;
  place.append(
    span(`severity ${severity}`, severity),
    ` ${messageOf(diagnostic)} `,
    span('faint', `${diagnostic.code} · ${file}:${start.line + 1}:${start.character + 1}`),
  );
  const buttons = document.createElement('div');
  buttons.className = 'fixes';
  buttons.append(
    ...fixes.map(({ title, apply }) => {
      const made = button('fix', apply);
      made.textContent = title;
      return made;
    }),
  );
  line.append(place, buttons);
  return line;
}

/** By the numbers of the protocol. */
const SEVERITIES = [undefined, 'error', 'warning', 'information', 'hint'];

function button(className: string, onClick: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = className;
  made.addEventListener('click', onClick);
  return made;
}

function span(className: string, text: string): HTMLElement {
  const made = document.createElement('span');
  made.className = className;
  made.textContent = text;
  return made;
}
