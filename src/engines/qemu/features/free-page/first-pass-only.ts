import type { FreePageBatch } from '../../../../guest/free-page-reporter.js';
import { FreePagePolicy } from './free-page-policy.js';

/**
 * Answers count until the first sync after the setup; later ones are ignored (accepted on the KVM
 * list in 2016). Safe: no sync lies between the request and an answer that counts.
 */
export class FirstPassOnly extends FreePagePolicy {
  private inFirstPass = false;

  override setup(): void {
    this.inFirstPass = true;
    this.requestOnClearLog();
  }

  protected override batchArrived(batch: FreePageBatch): void {
    this.applyWhenFree(batch, () => this.inFirstPass);
  }

  override beforeSync(): void {
    this.inFirstPass = false;
  }
}
