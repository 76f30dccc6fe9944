import { choiceButtons, element, toggleButton } from '../../page/element.js';
import type { Panel } from './panel.js';
import type { PanelForm } from './panel-kinds.js';

/** The buttons of a panel: which lines, which unit, which axis. */
export function panelControls(panel: Panel): HTMLElement {
  const { forms, canBeLog } = panel.kind;
  const toggles = element('div', { class: 'toggles' });
  const fill = ({ kinds }: PanelForm) => {
    const made = kinds.map((kind) => {
      const look = `${kind.isDotted ? 'dotted' : ''} ${kind.isThread ? 'thin' : ''}`.trim();
      return toggleButton(kind.label, look, kind.isShown, (isShown) => {
        kind.isShown = isShown;
        panel.refresh();
      });
    });
    toggles.replaceChildren(...(made.length < 2 ? [] : made));
  };
  const units = Object.fromEntries(forms.map(({ unit }) => [unit, unit]));
  const chooseUnit = (name: string) => {
    const form = forms.find(({ unit }) => unit === name) ?? forms[0];
    fill(form);
    panel.chooseForm(form);
  };
  fill(forms[0]);
  return element('div', { class: 'controls' }, [
    toggles,
    canBeLog ? toggleButton('log', 'plain', panel.isLog, (isLog) => panel.chooseLog(isLog)) : null,
    forms.length < 2 ? null : choiceButtons('unit', units, forms[0].unit, chooseUnit),
  ]);
}
