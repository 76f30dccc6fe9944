/** x86's target page (QEMU, TARGET_PAGE_SIZE). */
export const PAGE_BYTES = 4096;
export const PAGES_PER_MIB = 256;
export const PAGES_PER_GIB = 262_144;
export const MIB = 1_048_576;
