import type { ReportSetting } from '../../src/guestperf/reported-run.js';

/** Nothing was given. */
export const emptyReportSetting: ReportSetting = {
  binary: null,
  dstHost: null,
  kernel: null,
  initrd: null,
  transport: null,
  srcMemBind: [],
  dstMemBind: [],
  srcCpuBind: [],
  dstCpuBind: [],
  preallocPages: false,
  hugePages: false,
  lockedPages: false,
  notes: [],
};
