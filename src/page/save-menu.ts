import { pictureBlob } from './canvas.js';
import { button, element } from './element.js';
import type { Picture } from './shapes.js';
import { svgText } from './svg.js';

/** Pixels of a PNG to a CSS pixel: sharp on paper. */
const pngRatio = 2;

/**
 * A small menu that keeps a picture as a file.
 *
 * @param name of the picture, in words; the file is called so
 * @param picture as it is shown now
 */
export function saveMenu(name: () => string, picture: () => Picture): HTMLElement {
  const fileName = (ending: string) => `${fileStem(name())}.${ending}`;
  const menu = element('details', { class: 'save' }, [
    element('summary', { 'aria-label': `Save ${name()}` }, ['Save']),
    element('div', { class: 'save-items' }, [
      button('SVG', {}, () => {
        const text = svgText(picture(), name());
        download(new Blob([text], { type: 'image/svg+xml' }), fileName('svg'));
        close();
      }),
      button('PNG', {}, () => {
        void pictureBlob(picture(), pngRatio).then((blob) => download(blob, fileName('png')));
        close();
      }),
    ]),
  ]);
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  });
  menu.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !menu.contains(relatedTarget)) menu.open = false;
  });
  return menu;

  function close(): void {
    menu.open = false;
    menu.querySelector('summary')?.focus();
  }
}

/** Gives the reader a file that the page has made. */
function download(blob: Blob, name: string): void {
  const link = element('a', { href: URL.createObjectURL(blob), download: name });
  link.click();
  // The browser reads the address after this task.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function fileStem(name: string): string {
  const stem = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return stem.slice(0, 80) || 'picture';
}
