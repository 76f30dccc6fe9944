/** XBZRLE's cache slot by slot, as QEMU has it (page_cache.c); what a page has is null where it has no copy. */
export class NaiveXbzrleCache {
  private readonly slots: ({ page: number; version: number; generation: number } | null)[];

  constructor(slots: number) {
    this.slots = Array.from({ length: slots }, () => null);
  }

  versionOf(page: number): number | null {
    const copy = this.slots[page % this.slots.length];
    return copy?.page === page ? copy.version : null;
  }

  use(page: number, generation: number): void {
    const copy = this.slots[page % this.slots.length];
    if (copy !== null) copy.generation = generation;
  }

  insert(page: number, version: number, generation: number): void {
    const copy = this.slots[page % this.slots.length];
    if (copy !== null && copy.page !== page && copy.generation + 2 > generation) return;
    this.slots[page % this.slots.length] = { page, version, generation };
  }

  renew(page: number, version: number): void {
    const copy = this.slots[page % this.slots.length];
    if (copy?.page === page) copy.version = version;
  }
}
