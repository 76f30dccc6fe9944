import type { PageRun } from '../../../../migration/page-run.js';
import type { PageCompressor } from './page-compressor.js';
import {
  formedRun,
  type PageEncoding,
  type PageForm,
} from '../../../../migration/page-encoding.js';

/** Pages are accounted for with their packet. */
const inPacket: PageForm = { counts: true, isPlain: false, account: () => {} };

/**
 * Compression of multifd's packets (QEMU, multifd-zlib.c and its siblings): the work of the channels'
 * threads, on both sides. Zero pages are taken out before.
 */
export class MultifdCompression implements PageEncoding {
  constructor(private readonly compressor: PageCompressor) {}

  encode(run: PageRun): PageRun | null {
    if (run.zero) return null;
    const { end, page } = this.compressor.compress(run);
    const { cost } = run;
    const compressed = {
      sendNs: cost.sendNs + page.compressNs,
      wireBytes: page.bytes,
      receiveNs: cost.receiveNs + page.decompressNs,
    };
    return formedRun(run, end, compressed, inPacket);
  }
}
