// What zlib makes of guest pages, and how long it takes: the tables of src/migration/encoding/codec.ts.
// Usage: node scripts/measure-compression.mjs
import { randomFillSync } from 'node:crypto';
import { constants, deflateSync, inflateSync } from 'node:zlib';

const PAGE = 4096;
const PACKET_PAGES = 128;
const ROUNDS = 15;

/** A page as stress leaves it: 0xFE, of which `words` words of 8 bytes, spread evenly, were XORed. */
function visitedPage(words, data) {
  const page = Buffer.alloc(PAGE, 0xfe);
  for (let index = 0; index < words; index++) {
    const word = Math.floor((index * 512) / words);
    for (let byte = word * 8; byte < word * 8 + 8; byte++) page[byte] ^= data[byte];
  }
  return page;
}

const randomData = () => randomFillSync(Buffer.alloc(PAGE));

/** Text and numbers, in place of other memory of a guest. */
function otherPages() {
  const text = Buffer.from(JSON.stringify(process.report.getReport()));
  return Array.from({ length: Math.floor(text.length / PAGE) }, (_, page) =>
    text.subarray(page * PAGE, (page + 1) * PAGE),
  );
}

/** The fastest of several rounds: others use the machine too. */
function nsEach(count, work) {
  let fastest = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const from = process.hrtime.bigint();
    work();
    fastest = Math.min(fastest, Number(process.hrtime.bigint() - from) / count);
  }
  return Math.round(fastest);
}

/** Each page for itself: multi-thread compression. */
function pageByPage(pages, level) {
  const compressed = pages.map((page) => deflateSync(page, { level }));
  return {
    bytes: compressed.reduce((sum, { length }) => sum + length, 0) / pages.length,
    deflateNs: nsEach(pages.length, () => pages.forEach((page) => deflateSync(page, { level }))),
    inflateNs: nsEach(pages.length, () => compressed.forEach((page) => inflateSync(page))),
  };
}

/** A packet at once: the stream of a multifd channel. */
function packet(pages, level) {
  const all = Buffer.concat(pages);
  const flush = { finishFlush: constants.Z_SYNC_FLUSH };
  const compressed = deflateSync(all, { level, ...flush });
  return {
    bytes: compressed.length / pages.length,
    deflateNs: nsEach(pages.length, () => deflateSync(all, { level, ...flush })),
    inflateNs: nsEach(pages.length, () => inflateSync(compressed, flush)),
  };
}

const words = [0, 8, 64, 128, 256, 512];
const oneData = randomData();
const pagesOf = (page) => Array.from({ length: PACKET_PAGES }, page);
const kinds = [
  ...words.map((count) => [
    `same data, ${count} words`,
    pagesOf(() => visitedPage(count, oneData)),
  ]),
  ...words
    .slice(1)
    .map((count) => [`new data, ${count} words`, pagesOf(() => visitedPage(count, randomData()))]),
  ['other memory', otherPages()],
];
const levels = process.argv.includes('--levels') ? [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] : [1];
for (const level of levels) {
  for (const [name, pages] of kinds) {
    const cells = [pageByPage(pages, level), packet(pages, level)].map(
      ({ bytes, deflateNs, inflateNs }) =>
        `${bytes.toFixed(1).padStart(7)} B ${String(deflateNs).padStart(6)} ns ${String(inflateNs).padStart(6)} ns`,
    );
    console.log(`level ${level} | ${name.padEnd(20)} | page ${cells[0]} | packet ${cells[1]}`);
  }
}
