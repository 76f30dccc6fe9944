import { xbzrleCacheBytes } from '../../engines/qemu/features/xbzrle/settings.js';
import { applying, type Manager } from './manager.js';

/** Commands of virsh (libvirt 11.3). */
export const virsh: Manager = {
  name: 'virsh',
  unsaid: ['dirtyLimit', 'vcpuDirtyLimit', 'xVcpuDirtyLimitPeriod', 'dirtyRingSize', 'maxThrottle'],
  instructions(settings) {
    const { autoConverge, compressionXbzrle, maxThrottle, multifd, postCopy } = settings;
    const cacheBytes = xbzrleCacheBytes(settings.mem, settings.compressionXbzrleCache);
    const flags = applying([
      [autoConverge, '--auto-converge'],
      [autoConverge, `--auto-converge-initial ${settings.throttleInitial}`],
      [autoConverge, `--auto-converge-increment ${settings.autoConvergeStep}`],
      [multifd, '--parallel'],
      [multifd, `--parallel-connections ${settings.multifdChannels}`],
      [postCopy, '--postcopy --postcopy-after-precopy'],
      [compressionXbzrle, '--compressed --comp-methods xbzrle'],
      [compressionXbzrle, `--comp-xbzrle-cache ${cacheBytes}`],
    ]);
    const migrate = ['virsh migrate --live', ...flags, 'DOMAIN qemu+ssh://DESTINATION/system'];
    const isLate = postCopy && settings.postCopyIters !== 2;
    return {
      lines: [
        migrate.join(' '),
        `virsh migrate-setmaxdowntime DOMAIN ${settings.downtime}   # while it runs: QEMU starts with 300 ms`,
      ],
      cannot: applying([
        [autoConverge && maxThrottle < 99, `max-cpu-throttle (99 % in QEMU, not ${maxThrottle} %)`],
        [settings.dirtyLimit, 'the dirty limit'],
        [isLate, 'starting postcopy later than after the first pass'],
      ]),
      instead: {},
    };
  },
};
