import { InputError } from './input-error.js';
import type { LineDocument } from './json-lines.js';
import { readJson } from './json-text.js';

/**
 * Cuts JSON documents out of lines that come one by one: a document a line (NDJSON), documents that are spread over
 * lines for people to read, or both.
 */
export class JsonDocuments {
  private begun: string[] = [];
  private firstLine = 0;
  private depth = 0;

  /**
   * @param file names the text in errors
   * @param option that named it
   */
  constructor(
    private readonly file: string,
    private readonly option: string,
  ) {}

  /**
   * The document that a line completes; null if it is still open, or the line is empty.
   *
   * @param number of the line in its text, from 1
   * @throws InputError if what has come is not JSON, or was cut short
   */
  line(text: string, number: number): LineDocument | null {
    // Inside a list or an object that is spread over lines nothing begins a line as a document of its own does.
    if (this.begun.length === 1 && text.startsWith('{') && this.begun[0].startsWith('{"')) {
      throw this.fault();
    }
    if (this.begun.length === 0) {
      if (text.trim() === '') return null;
      this.firstLine = number;
      this.depth = 0;
    }
    this.begun.push(text);
    const opened = openedBy(text);
    // No text of JSON goes over the end of a line.
    if (opened === null) throw this.fault();
    this.depth += opened;
    return this.depth > 0 ? null : this.finished();
  }

  /** @throws InputError if a document has begun and does not end */
  end(): void {
    if (this.begun.length > 0) throw this.fault();
  }

  private finished(): LineDocument {
    const reading = readJson(this.begun.join('\n'), this.firstLine);
    if (!reading.ok) throw this.refused(reading.problem);
    this.begun = [];
    return { document: reading.document, line: this.firstLine };
  }

  private fault(): InputError {
    const reading = readJson(this.begun.join('\n'), this.firstLine);
    return this.refused(reading.ok ? 'is not JSON' : reading.problem);
  }

  private refused(problem: string): InputError {
    return new InputError({ subject: this.option, value: this.file, problem });
  }
}

/** How many more lists and objects a line opens than it closes; null if a text in it has no end. */
function openedBy(line: string): number | null {
  let opened = 0;
  for (const [part] of line.matchAll(/"(?:[^"\\]|\\.)*("?)|[[{\]}]/g)) {
    if (part === '[' || part === '{') opened++;
    else if (part === ']' || part === '}') opened--;
    else if (part.length === 1 || !part.endsWith('"')) return null;
  }
  return opened;
}
