export const themes = { auto: 'Auto', light: 'Light', dark: 'Dark' } as const;
export type Theme = keyof typeof themes;

/** Colours of the page: those of the system, or those that were chosen; light on paper. */
export class PageTheme {
  theme: Theme = 'auto';
  private readonly dark = matchMedia('(prefers-color-scheme: dark)');
  private readonly print = matchMedia('print');

  /** @param changed called when all colours are others, or the page is another medium */
  constructor(private readonly changed: () => void) {
    this.apply();
    this.dark.addEventListener('change', () => this.update());
    this.print.addEventListener('change', () => this.update());
    addEventListener('beforeprint', () => this.update(true));
    addEventListener('afterprint', () => this.update());
  }

  choose(theme: Theme): void {
    this.theme = theme;
    this.update();
  }

  private update(isPrinted = this.print.matches): void {
    this.apply(isPrinted);
    this.changed();
  }

  private apply(isPrinted = this.print.matches): void {
    const { dataset } = document.documentElement;
    const isDark = this.theme === 'dark' || (this.theme === 'auto' && this.dark.matches);
    dataset['theme'] = isDark && !isPrinted ? 'dark' : 'light';
    dataset['medium'] = isPrinted ? 'paper' : 'screen';
  }
}

/** The colour that the style sheet gives a name, for canvases. */
export function color(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
