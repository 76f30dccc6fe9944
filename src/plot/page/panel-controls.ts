import { choiceButtons, element, toggleButton } from './element.js';
import type { PanelForm, PanelKind } from './panel-kinds.js';

interface ControlEvents {
  formChosen(form: PanelForm): void;
  kindsChanged(): void;
  logChanged(isLog: boolean): void;
}

/** The buttons of a panel: which lines, which unit, which axis. */
export function panelControls({ forms, canBeLog }: PanelKind, events: ControlEvents): HTMLElement {
  const toggles = element('div', { class: 'toggles' });
  const fill = ({ kinds }: PanelForm) => {
    const made = kinds.map((kind) => {
      const look = `${kind.isDashed ? 'dashed' : ''} ${kind.isThread ? 'thin' : ''}`.trim();
      return toggleButton(kind.label, look, kind.isShown, (isShown) => {
        kind.isShown = isShown;
        events.kindsChanged();
      });
    });
    toggles.replaceChildren(...(made.length < 2 ? [] : made));
  };
  const units = Object.fromEntries(forms.map(({ unit }) => [unit, unit]));
  const chooseUnit = (name: string) => {
    const form = forms.find(({ unit }) => unit === name) ?? forms[0];
    fill(form);
    events.formChosen(form);
  };
  fill(forms[0]);
  return element('div', { class: 'controls' }, [
    toggles,
    canBeLog ? toggleButton('log', 'plain', false, (isLog) => events.logChanged(isLog)) : null,
    forms.length < 2 ? null : choiceButtons('unit', units, forms[0].unit, chooseUnit),
  ]);
}
