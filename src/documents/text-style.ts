/** How parts of a text are set off from each other. The length that is seen must not change. */
export interface TextStyle {
  title(text: string): string;
  warning(text: string): string;
  error(text: string): string;
}

const same = (text: string): string => text;

/** No colours: what files and pipes get. */
export const plainStyle: TextStyle = { title: same, warning: same, error: same };
