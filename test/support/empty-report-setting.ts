import type { ReportSetting } from '../../src/guestperf/reported-run.js';

/** Nothing was given. */
export const emptyReportSetting: ReportSetting = {
  binary: null,
  dstHost: null,
  kernel: null,
  initrd: null,
  transport: null,
  srcMemBind: null,
  dstMemBind: null,
  srcCpuBind: null,
  dstCpuBind: null,
  preallocPages: null,
  hugePages: null,
  lockedPages: null,
  notes: [],
};
