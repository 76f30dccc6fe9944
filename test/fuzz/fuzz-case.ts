/** What stands for the folder of a case in its arguments, its environment and the text of its files. */
export const folderMark = '{folder}/';

/** Something that is in the folder of a case before it runs. */
export type CaseFile =
  /** Bytes, each as a character of its value. */
  | { readonly kind: 'file'; readonly bytes: string }
  | { readonly kind: 'folder' }
  | { readonly kind: 'link'; readonly target: string };

/** A command line with everything that it meets. */
export interface FuzzCase {
  readonly args: readonly string[];
  /** By their names in the folder of the case. */
  readonly files: Readonly<Record<string, CaseFile>>;
  /** Names in the folder that the command line asks to be written. */
  readonly outputs: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Both streams are a terminal. */
  readonly isTerminal: boolean;
  /** The user interrupts before anything begins. */
  readonly isInterrupted: boolean;
  /** Texts of which a refusal must have one; none where nobody knows what will be refused first. */
  readonly culprits: readonly string[];
  /** The case before something went wrong with it; null if that is not known, or nothing is wrong. */
  readonly sound: FuzzCase | null;
}

/** A case of nothing but a command line. */
export function caseOf(args: readonly string[], more: Partial<FuzzCase> = {}): FuzzCase {
  const none = {
    files: {},
    outputs: [],
    environment: {},
    isTerminal: false,
    isInterrupted: false,
    culprits: [],
    sound: null,
  };
  return { ...none, args, ...more };
}

/** A file that holds a text in UTF-8. */
export function textFile(text: string): CaseFile {
  return { kind: 'file', bytes: Buffer.from(text, 'utf8').toString('latin1') };
}

/** A file that holds a document. */
export function jsonFile(document: unknown): CaseFile {
  return textFile(`${JSON.stringify(document)}\n`);
}
