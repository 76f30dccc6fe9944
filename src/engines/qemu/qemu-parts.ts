import { VcpuRunClocks } from '../../guest/vcpu-run-clocks.js';
import { DirtyLog } from '../../host/dirty-log.js';
import { DirtySync } from '../../migration/dirty-sync.js';
import { PageSender } from '../../migration/page-sender.js';
import { MultifdSender } from './features/multifd/multifd-sender.js';
import { Completion } from '../../migration/completion.js';
import { IterationBitmaps } from './features/background-sync/iteration-bitmaps.js';
import { PostcopySwitchover } from './features/postcopy/postcopy-switchover.js';
import { PostcopyPhase } from './features/postcopy/postcopy-phase.js';
import { Xbzrle } from './features/xbzrle/xbzrle.js';
import { TakeUp } from './under-way/take-up.js';
import type { PostcopyClasses } from './features/postcopy/postcopy-assembly.js';

/** The parts that decide which pages are sent; the tests put in broken ones. */
export interface TransferParts extends PostcopyClasses {
  readonly VcpuRunClocks: typeof VcpuRunClocks;
  readonly DirtyLog: typeof DirtyLog;
  readonly DirtySync: typeof DirtySync;
  readonly PageSender: typeof PageSender;
  readonly MultifdSender: typeof MultifdSender;
  readonly Completion: typeof Completion;
  readonly IterationBitmaps: typeof IterationBitmaps;
  readonly Xbzrle: typeof Xbzrle;
  readonly TakeUp: typeof TakeUp;
}

/** QEMU's own. */
export const standardParts: TransferParts = {
  VcpuRunClocks,
  DirtyLog,
  DirtySync,
  PageSender,
  MultifdSender,
  Completion,
  IterationBitmaps,
  PostcopySwitchover,
  PostcopyPhase,
  Xbzrle,
  TakeUp,
};
