/** How a text looks where it is shown. What sets parts off must not change the length that is seen. */
export interface TextStyle {
  /** Columns of the terminal; null for files and pipes, where tables are as wide as they need. */
  readonly columns: number | null;
  title(text: string): string;
  warning(text: string): string;
  error(text: string): string;
}

const same = (text: string): string => text;

/** No colours: what files and pipes get. */
export const plainStyle: TextStyle = { columns: null, title: same, warning: same, error: same };
