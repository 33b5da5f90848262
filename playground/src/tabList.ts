/** The tabs: one is selected, arrow keys move between them, as https://www.w3.org/WAI/ARIA/apg/patterns/tabs/ has it. */

/** Shows a tab for each name. */
export class TabList {
  readonly #list: HTMLElement;
  readonly #onSelect: (name: string) => void;

  constructor(list: HTMLElement, onSelect: (name: string) => void) {
    this.#list = list;
    this.#onSelect = onSelect;
    list.addEventListener('keydown', (event) => this.#move(event));
  }

  /** Shows these names, with the number of problems that each has. */
  show(names: readonly string[], selected: string, problems: (name: string) => number): void {
    const hadFocus = this.#list.contains(document.activeElement);
    this.#list.replaceChildren(...names.map((name) => this.#tab(name, name === selected, problems(name))));
    if (hadFocus) this.#list.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
  }

  #tab(name: string, isSelected: boolean, problems: number): HTMLElement {
    const tab = document.createElement('button');
    tab.type = 'button';
    tab.role = 'tab';
    tab.tabIndex = isSelected ? 0 : -1;
    tab.dataset.name = name;
    tab.ariaSelected = String(isSelected);
    tab.setAttribute('aria-controls', 'editor');
    tab.textContent = problems > 0 ? `${name} (${problems})` : name;
    tab.addEventListener('click', () => this.#onSelect(name));
    return tab;
  }

  #move(event: KeyboardEvent): void {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    const tabs = [...this.#list.querySelectorAll<HTMLElement>('[role="tab"]')];
    const at = tabs.findIndex((tab) => tab.ariaSelected === 'true');
    const name = tabs[(at + step + tabs.length) % tabs.length]?.dataset.name;
    event.preventDefault();
    if (name !== undefined) this.#onSelect(name);
  }
}
