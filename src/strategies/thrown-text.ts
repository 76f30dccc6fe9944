/** What was thrown, in one line, whatever it is and whichever realm it is from. */
export function thrownText(thrown: unknown): string {
  try {
    const message: unknown = (thrown as { readonly message?: unknown } | null)?.message;
    return String(message ?? thrown).split('\n')[0];
  } catch {
    return 'something that is no text';
  }
}
