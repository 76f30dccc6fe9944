import { afterEach, describe, expect, test } from 'vitest';
import { bootSector } from '../../support/qemu/boot-sector.js';
import { hasQemu, qemuNote } from '../../support/qemu/qemu-machine.js';
import { QemuPair } from '../../support/qemu/qemu-pair.js';

const region = { firstPage: 512, idlePages: 0, pages: 2048 };
/** Pages that the firmware leaves behind or that devices write, at most. */
const strangePages = 256;

test('a boot sector is what a BIOS takes for one', () => {
  const sector = bootSector({ ...region, pagesPerTick: 5 });
  expect(sector.length).toBe(512);
  expect(sector.subarray(510)).toEqual(Buffer.from([0x55, 0xaa]));
});

describe.skipIf(!hasQemu)(`the guest that the tests migrate${qemuNote}`, () => {
  let pair: QemuPair | null = null;
  afterEach(async () => pair?.stop());

  test('what it filled is sent as pages with content, and it goes on at the destination', async () => {
    pair = await QemuPair.start({ ...region, pagesPerTick: 1 });
    await pair.migrate({ bandwidth: 16, downtimeMs: 300 });
    const { status, ram } = await pair.ended();
    expect(status).toBe('completed');
    expect(ram?.normal).toBeGreaterThanOrEqual(region.pages);
    const before = await pair.source.writtenPages();
    await pair.destination.hasWritten(before + 10);
    expect(await pair.source.writtenPages()).toBe(before);
  });

  test('its writes are what QEMU sees dirtied', async () => {
    pair = await QemuPair.start({ ...region, pagesPerTick: 4 });
    await pair.migrate({ bandwidth: 8, downtimeMs: 1 });
    const { ram } = await pair.synced(2);
    expect(ram?.['dirty-pages-rate']).toBeGreaterThan(0);
    const seen = (ram?.remaining ?? 0) / 4096;
    expect(seen).toBeGreaterThan(0);
    expect(seen).toBeLessThanOrEqual((await pair.source.writtenPages()) + strangePages);
  });

  test('a region that is written whole at each tick does not converge', async () => {
    pair = await QemuPair.start({ ...region, pagesPerTick: region.pages });
    await pair.migrate({ bandwidth: 32, downtimeMs: 100 });
    const { status, ram } = await pair.synced(4);
    expect(status).toBe('active');
    expect(ram?.remaining).toBeGreaterThan((region.pages * 4096) / 2);
    await pair.source.monitor.execute('migrate_cancel');
    expect(await pair.ended()).toMatchObject({ status: 'cancelled' });
  });
});
