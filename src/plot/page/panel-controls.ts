import { choiceButtons, element, toggleButton } from './element.js';
import type { LineKind, PanelForm, PanelKind } from './panel-kinds.js';

interface ControlEvents {
  formChosen(form: PanelForm): void;
  kindsChanged(): void;
  logChanged(isLog: boolean): void;
}

/** The buttons of a panel: which lines, which unit, which axis. */
export function panelControls({ forms, canBeLog }: PanelKind, events: ControlEvents): HTMLElement {
  const toggles = element('div', { class: 'toggles' });
  const fill = ({ kinds }: PanelForm) => {
    const made = kinds.map((kind) => kindToggle(kind, () => events.kindsChanged()));
    toggles.replaceChildren(...(made.length < 2 ? [] : made));
  };
  fill(forms[0]);
  return element('div', { class: 'controls' }, [
    toggles,
    canBeLog ? logToggle(events) : null,
    forms.length < 2 ? null : formChoice(forms, events, fill),
  ]);
}

function formChoice(
  forms: readonly PanelForm[],
  events: ControlEvents,
  fill: (form: PanelForm) => void,
): HTMLElement {
  return choiceButtons({
    label: 'unit',
    names: Object.fromEntries(forms.map(({ unit }) => [unit, unit])),
    chosen: forms[0].unit,
    choose: (name) => {
      const form = forms.find(({ unit }) => unit === name) ?? forms[0];
      fill(form);
      events.formChosen(form);
    },
  });
}

function logToggle(events: ControlEvents): HTMLElement {
  const made = toggleButton('log', false, (isLog) => events.logChanged(isLog));
  made.classList.add('plain');
  return made;
}

function kindToggle(kind: LineKind, changed: () => void): HTMLElement {
  const made = toggleButton(kind.label, kind.isShown, (isShown) => {
    kind.isShown = isShown;
    changed();
  });
  if (kind.isDashed) made.classList.add('dashed');
  if (kind.isThread) made.classList.add('thin');
  return made;
}
