/** Waits that something else may end early. */
export class InterruptiblePause {
  private end: (() => void) | null = null;
  private isWoken = false;

  /** Waits so many milliseconds, or until `wake`, or until the signal; not if woken since it last waited. */
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.isWoken) {
      this.isWoken = false;
      return;
    }
    const wake = (): void => this.wake();
    signal.addEventListener('abort', wake);
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.end = resolve;
      timer = setTimeout(resolve, ms);
    });
    this.end = null;
    this.isWoken = false;
    clearTimeout(timer);
    signal.removeEventListener('abort', wake);
  }

  wake(): void {
    this.isWoken = true;
    this.end?.();
  }
}
