type Child = Node | string | null;

/**
 * An element with attributes and children. Text is set as text, never as HTML: what a report says
 * cannot become part of the page's program.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  children: readonly Child[] = [],
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  for (const child of children) if (child !== null) made.append(child);
  return made;
}

/** A part of the page with a title, a note beside it, and what is between that and its body. */
export function panelSection(
  id: string,
  title: readonly Child[],
  note: string,
  body: readonly Child[],
  controls: Child = null,
): HTMLElement {
  const head = element('header', {}, [
    element('h2', {}, title),
    element('p', {}, [note]),
    controls,
  ]);
  return element('section', { class: 'panel', id }, [head, ...body]);
}

/** A patch of a colour, as legends have it. */
export function swatch(background: string): HTMLElement {
  const made = element('i', { class: 'swatch' });
  made.style.background = background;
  return made;
}

/**
 * A table of figures with its heads, which scrolls where the page is narrow, also by keys.
 *
 * @param label what it holds, for those who do not see it
 */
export function figuresTable(
  name: string,
  label: string,
  heads: readonly (readonly Child[])[],
  bodies: readonly (readonly HTMLTableRowElement[])[],
): HTMLElement {
  const cells = heads.map((head) => element('th', { scope: 'col' }, head));
  const table = element('table', { class: `figures ${name}` }, [
    element('thead', {}, [element('tr', {}, cells)]),
    ...bodies.map((rows) => element('tbody', {}, rows)),
  ]);
  return scrollable(label, table);
}

/** What may be wider than the page, in a box that scrolls by the pointer and by keys. */
export function scrollable(label: string, content: HTMLElement): HTMLElement {
  const box = { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': label };
  return element('div', box, [content]);
}

/** A row of a table: its head, and cells of text that are numbers or of another class. */
export function tableRow(
  head: readonly Child[],
  cells: readonly Child[],
  attributes: Readonly<Record<string, string>> = {},
): HTMLTableRowElement {
  return element('tr', attributes, [element('th', { scope: 'row' }, head), ...cells]);
}

export function numberCell(text: string): HTMLElement {
  return element('td', { class: 'number' }, [text]);
}

/** A button that does something when it is pressed. */
export function button(
  label: string,
  attributes: Readonly<Record<string, string>>,
  press: () => void,
): HTMLButtonElement {
  const made = element('button', { type: 'button', ...attributes }, [label]);
  made.addEventListener('click', press);
  return made;
}

/** Buttons of which one is pressed. */
export function choiceButtons<Name extends string>(
  label: string,
  names: Readonly<Record<Name, string>>,
  chosen: Name,
  choose: (name: Name) => void,
): HTMLElement {
  const buttons = Object.entries<string>(names).map(([name, text]) =>
    button(text, { 'data-name': name }, () => {
      choose(name as Name);
      show(name);
    }),
  );
  show(chosen);
  return element('div', { class: 'choice', role: 'group', 'aria-label': label }, buttons);

  function show(shown: string): void {
    for (const made of buttons) {
      made.setAttribute('aria-pressed', String(made.dataset['name'] === shown));
    }
  }
}

/** A button that is on or off; `look` is a class of its own. */
export function toggleButton(
  label: string,
  look: string,
  isOn: boolean,
  change: (isOn: boolean) => void,
): HTMLButtonElement {
  const pressed = { class: `toggle ${look}`.trim(), 'aria-pressed': String(isOn) };
  const made = button(label, pressed, () => {
    const isNowOn = made.getAttribute('aria-pressed') !== 'true';
    made.setAttribute('aria-pressed', String(isNowOn));
    change(isNowOn);
  });
  return made;
}
