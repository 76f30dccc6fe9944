import { element } from '../../page/element.js';
import { type Numbered, runColorName, runDash, runLetter } from './run-style.js';

/** A piece of the line of a run, as legends have it. */
export function lineSample(run: Numbered): Element {
  const sample = svgElement('svg', { class: 'sample', viewBox: '0 0 26 8', 'aria-hidden': 'true' });
  const dash = runDash(run).join(' ');
  const line = svgElement('path', { d: 'M0 4H26', 'stroke-width': '2.5' });
  line.setAttribute('stroke-dasharray', dash);
  line.style.stroke = `var(${runColorName(run)})`;
  sample.append(line);
  return sample;
}

function svgElement(tag: 'svg' | 'path', attributes: Readonly<Record<string, string>>) {
  const made: SVGElement = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** The line and the letter of a run, which stand before its name. */
export function runSign(run: Numbered): HTMLElement {
  return element('span', { class: 'sign' }, [
    lineSample(run),
    element('b', { class: 'letter' }, [runLetter(run)]),
  ]);
}
