/** What a terminal shows of a text that moves its cursor up and erases what is below; colours are not kept. */
export class TinyTerminal {
  private readonly shown: string[] = [''];
  private row = 0;

  constructor(private readonly columns = Infinity) {}

  /** @throws Error for anything that it does not know */
  write(text: string): void {
    // oxlint-disable-next-line no-control-regex
    for (const [part] of text.matchAll(/\u001b\[\d*[A-Za-z]|\n|[^\u001b\n]+|[^]/g)) this.take(part);
  }

  get lines(): readonly string[] {
    return this.shown;
  }

  private take(part: string): void {
    // oxlint-disable-next-line no-control-regex
    const [, count, command] = /^\u001b\[(\d*)([A-Za-z])$/.exec(part) ?? [];
    if (part === '\n') this.newRow();
    else if (command === 'A') this.row = Math.max(0, this.row - Number(count));
    else if (command === 'J') this.shown.splice(this.row, Infinity, '');
    else if (command === 'm') return;
    else if (part.startsWith('\u001b')) throw new Error(`unknown: ${JSON.stringify(part)}`);
    else this.put(part);
  }

  private newRow(): void {
    this.row++;
    if (this.row === this.shown.length) this.shown.push('');
  }

  private put(text: string): void {
    this.shown[this.row] = text.slice(0, this.columns);
    if (text.length <= this.columns) return;
    this.newRow();
    this.put(text.slice(this.columns));
  }
}
