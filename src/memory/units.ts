/** x86's target page (QEMU, TARGET_PAGE_SIZE). */
export const PAGE_BYTES = 4096;
export const PAGES_PER_MIB = 256;
export const PAGES_PER_GIB = 262_144;
export const MIB = 1_048_576;
/** MiB/s of a link of 10^9 bit/s. */
export const MIB_PER_GBIT = 1e9 / 8 / MIB;
