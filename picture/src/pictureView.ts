/** The picture with what is around it: what can be chosen, notes, a legend, and the same as a table. */
import type { PictureCell, TrafficPicture, TrafficScope } from '../../server/src/lsp/protocol.ts';
import { drawPicture } from './drawPicture.ts';

type Place = NonNullable<PictureCell['place']>;

/** What a person can do. */
export interface PictureActions {
  /** Shows a place in an editor. */
  readonly open: (place: Place) => void;
  /** Draws other workloads. */
  readonly show: (scope: TrafficScope) => void;
  /** Puts a text into the clipboard. */
  readonly copy: (text: string) => void;
}

/** The element that a picture is shown in. What a person has unfolded and where the focus is stays with the next picture. */
export class PictureView {
  readonly #container: HTMLElement;
  readonly #actions: PictureActions;
  #isTableOpen = false;

  constructor(container: HTMLElement, actions: PictureActions) {
    this.#container = container;
    this.#actions = actions;
  }

  /** Replaces what is shown. */
  show(picture: TrafficPicture): void {
    const focused = (document.activeElement as SVGElement | null)?.dataset?.id;
    const scrolled = this.#container.querySelector('.picture-area');
    const [left, top] = [scrolled?.scrollLeft ?? 0, scrolled?.scrollTop ?? 0];
    this.#container.replaceChildren(
      this.#toolbar(picture),
      ...picture.notes.map((note) => paragraph(note, 'note')),
      ...this.#folded(picture),
      ...(picture.nodes.length > 0 ? [this.#area(picture), paragraph(picture.words.legend, 'legend')] : []),
      ...(picture.rows.length > 0 ? [this.#table(picture)] : []),
    );
    this.#container.querySelector('.picture-area')?.scrollTo(left, top);
    if (focused !== undefined)
      this.#container.querySelector<SVGElement>(`[data-id="${CSS.escape(focused)}"]`)?.focus();
  }

  #toolbar({ title, scope, choices, mermaid, nodes, words }: TrafficPicture): HTMLElement {
    const heading = document.createElement('h1');
    heading.textContent = title;
    const bar = document.createElement('div');
    bar.className = 'toolbar';
    bar.append(heading);
    if (choices.length > 0) bar.append(this.#menu(title, scope, choices, words.scopeLabel));
    if (nodes.length > 0) bar.append(button(words.copy, () => this.#actions.copy(mermaid)));
    return bar;
  }

  #menu(
    title: string,
    scope: TrafficScope | undefined,
    choices: TrafficPicture['choices'],
    label: string,
  ): HTMLElement {
    const menu = document.createElement('select');
    const same = choices.findIndex((choice) => JSON.stringify(choice.scope) === JSON.stringify(scope));
    if (same === -1) menu.append(new Option(title, ''));
    menu.append(...choices.map((choice, index) => new Option(choice.label, String(index))));
    menu.value = same === -1 ? '' : String(same);
    menu.addEventListener('change', () => {
      const chosen = choices[Number(menu.value)];
      if (menu.value !== '' && chosen) this.#actions.show(chosen.scope);
    });
    const whole = document.createElement('label');
    whole.append(`${label} `, menu);
    return whole;
  }

  #folded({ folded }: TrafficPicture): HTMLElement[] {
    if (folded.length === 0) return [];
    const list = document.createElement('div');
    list.className = 'folded';
    list.append(...folded.map(({ label, scope }) => button(label, () => this.#actions.show(scope))));
    return [list];
  }

  #area(picture: TrafficPicture): HTMLElement {
    const area = document.createElement('div');
    area.className = 'picture-area';
    area.append(drawPicture(picture, ({ place }) => place && this.#actions.open(place)));
    return area;
  }

  #table({ rows, words }: TrafficPicture): HTMLElement {
    const details = document.createElement('details');
    details.open = this.#isTableOpen;
    details.addEventListener('toggle', () => {
      this.#isTableOpen = details.open;
    });
    const summary = document.createElement('summary');
    summary.textContent = words.tableTitle;
    const table = document.createElement('table');
    const head = table.createTHead().insertRow();
    head.append(
      ...words.columns.map((text) => {
        const cell = document.createElement('th');
        cell.scope = 'col';
        cell.textContent = text;
        return cell;
      }),
    );
    const body = table.createTBody();
    for (const row of rows) this.#fill(body.insertRow(), row, words.columns.length);
    const scroller = document.createElement('div');
    scroller.className = 'table-area';
    scroller.append(table);
    details.append(summary, scroller);
    return details;
  }

  #fill(line: HTMLTableRowElement, row: readonly PictureCell[], columns: number): void {
    for (const { text, place } of row) {
      const cell = line.insertCell();
      if (place) cell.append(button(text, () => this.#actions.open(place), 'link'));
      else cell.textContent = text;
    }
    const last = line.lastElementChild as HTMLTableCellElement | null;
    if (last && row.length < columns) last.colSpan = columns - row.length + 1;
  }
}

function paragraph(text: string, className: string): HTMLElement {
  const made = document.createElement('p');
  made.className = className;
  made.textContent = text;
  return made;
}

function button(text: string, onClick: () => void, className = ''): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = className;
  made.textContent = text;
  made.addEventListener('click', onClick);
  return made;
}
