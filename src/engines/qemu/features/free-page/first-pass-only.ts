import type { FreePageBatch } from '../../../../guest/free-page-reporter.js';
import type { FreePageHost } from './free-page-host.js';
import type { FreePagePolicy } from './free-page-policy.js';

/**
 * Answers count until the first sync after the setup; later ones are ignored (accepted on the KVM
 * list in 2016). Safe: no sync lies between the request and an answer that counts.
 */
export class FirstPassOnly implements FreePagePolicy {
  private inFirstPass = false;

  constructor(private readonly host: FreePageHost) {}

  setup(): void {
    this.inFirstPass = true;
    this.host.requestOnClearLog();
  }

  batchArrived(batch: FreePageBatch): void {
    this.host.applyWhenFree(batch, () => this.inFirstPass);
  }

  beforeSync(): void {
    this.inFirstPass = false;
  }

  afterSync(): void {}
}
