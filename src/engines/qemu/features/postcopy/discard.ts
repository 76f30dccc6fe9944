import type { RamBlock } from '../../../../memory/guest-memory.js';
import type { PageBitmap } from '../../../../memory/page-bitmap.js';

/** Ranges in one command (QEMU, MAX_DISCARDS_PER_COMMAND). */
const RANGES_PER_COMMAND = 12;
/** Mark, command and length of a command in the stream (QEMU, qemu_savevm_command_send). */
const COMMAND_FRAME_BYTES = 5;
/** Version, length and end of the block's name. */
const COMMAND_HEAD_BYTES = 3;
/** Start and length of a range. */
const RANGE_BYTES = 16;

/** The commands by which the source tells the destination what to discard. */
export interface DiscardCommands {
  readonly ranges: number;
  readonly commands: number;
  readonly wireBytes: number;
}

/**
 * The commands for the pages set in `bitmap`: runs of pages, at most 12 in a command, each command for
 * one RAM block (QEMU, postcopy_each_ram_send_discard).
 */
export function discardCommands(bitmap: PageBitmap, blocks: readonly RamBlock[]): DiscardCommands {
  let ranges = 0;
  let commands = 0;
  let wireBytes = 0;
  for (const block of blocks) {
    const inBlock = runsIn(bitmap, block.start, block.end);
    const blockCommands = Math.ceil(inBlock / RANGES_PER_COMMAND);
    ranges += inBlock;
    commands += blockCommands;
    wireBytes +=
      blockCommands * (COMMAND_FRAME_BYTES + COMMAND_HEAD_BYTES + block.idstr.length) +
      inBlock * RANGE_BYTES;
  }
  return { ranges, commands, wireBytes };
}

function runsIn(bitmap: PageBitmap, start: number, end: number): number {
  let runs = 0;
  let page = bitmap.nextSet(start, end);
  while (page < end) {
    runs++;
    page = bitmap.nextSet(bitmap.nextClear(page, end), end);
  }
  return runs;
}
