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

interface Choice<Name extends string> {
  readonly label: string;
  readonly names: Readonly<Record<Name, string>>;
  readonly chosen: Name;
  choose(name: Name): void;
}

/** Buttons of which one is pressed. */
export function choiceButtons<Name extends string>(choice: Choice<Name>): HTMLElement {
  const buttons = Object.entries<string>(choice.names).map(([name, text]) => {
    const made = button(text, { 'data-name': name }, () => {
      choice.choose(name as Name);
      show(name);
    });
    return made;
  });
  show(choice.chosen);
  return element('div', { class: 'choice', role: 'group', 'aria-label': choice.label }, buttons);

  function show(chosen: string): void {
    for (const made of buttons) {
      made.setAttribute('aria-pressed', String(made.dataset['name'] === chosen));
    }
  }
}

/** A button that is on or off. */
export function toggleButton(
  label: string,
  isOn: boolean,
  change: (isOn: boolean) => void,
): HTMLButtonElement {
  const made = button(label, { class: 'toggle', 'aria-pressed': String(isOn) }, () => {
    const isNowOn = made.getAttribute('aria-pressed') !== 'true';
    made.setAttribute('aria-pressed', String(isNowOn));
    change(isNowOn);
  });
  return made;
}
