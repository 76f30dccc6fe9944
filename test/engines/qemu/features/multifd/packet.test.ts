import { expect, test } from 'vitest';
import { Packet } from '../../../../../src/engines/qemu/features/multifd/packet.js';

const page = { sendNs: 10, wireBytes: 4104, receiveNs: 3 };

test('a full packet is 525,632 bytes: a header of 1344, and 128 pages', () => {
  const packet = new Packet();
  packet.add(0, 128, false, page);
  expect(packet.room).toBe(0);
  expect({ ...packet, wireBytes: packet.wireBytes }).toMatchObject({
    sendNs: 1280,
    wireBytes: 525_632,
    receiveNs: 384,
  });
});

test('the header of a packet with one page is as long', () => {
  const packet = new Packet();
  packet.add(7, 8, false, page);
  expect(packet.room).toBe(127);
  expect(packet.wireBytes).toBe(1344 + 4096);
});

test('zero pages are in the header', () => {
  const packet = new Packet();
  packet.add(0, 100, true, page);
  packet.add(200, 202, false, page);
  expect(packet.wireBytes).toBe(1344 + 2 * 4096);
  expect([packet.pages, packet.zeroPages, packet.ranges]).toEqual([102, 100, [0, 100, 200, 202]]);
  packet.empty();
  packet.add(300, 301, false, page);
  expect([packet.pages, packet.zeroPages, packet.ranges]).toEqual([1, 0, [300, 301]]);
  expect([packet.sendNs, packet.receiveNs, packet.wireBytes]).toEqual([10, 3, 1344 + 4096]);
});

test('it knows the pages of its block', () => {
  const packet = new Packet();
  expect(packet.holdsBlockOf(100)).toBe(false);
  packet.begin({ idstr: 'pc.ram', start: 100, end: 200 });
  expect([99, 100, 199, 200].map((each) => packet.holdsBlockOf(each))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});
