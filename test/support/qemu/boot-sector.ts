/** What a guest without a kernel does: it fills its region, then writes it page after page, for ever. */
export interface RewritingGuest {
  /** Number of the first page of 4 KiB that it fills; beyond the first MiB, which is the firmware's. */
  readonly firstPage: number;
  /** Pages before the region that it fills as well, and leaves alone. */
  readonly idlePages: number;
  /** Pages of the region. */
  readonly pages: number;
  /** Pages written at each tick, one after the other; the guest sleeps until the next tick. */
  readonly pagesPerTick: number;
}

/** Ticks of the guest's timer in a second, as near as its divisor comes. */
export const ticksPerSecond = 100;

/** The guest as a workload of the simulator. */
export function rewritingWorkload({ pages, pagesPerTick }: RewritingGuest): object {
  const workload = {
    kind: 'sequential',
    workingSetMib: pages / pagesPerMib,
    mibPerSecond: (pagesPerTick * ticksPerSecond) / pagesPerMib,
    pacing: 'sleep',
    bytesPerPage: 4,
  };
  return { name: 'rewriting', description: 'A boot sector', source: 'its code', workload };
}

/** Where the guest counts the pages that it has written since it began, 32 bits. */
export const writtenPagesAddress = 0x600;

const pageBytes = 4096;
const pagesPerMib = 256;
/** Where the firmware puts a boot sector. */
const origin = 0x7c00;
const sectorBytes = 512;
/** The timer's interrupt as the firmware leaves it. */
const timerVector = 8;
const timerHertz = 1_193_182;

/** An instruction, and what it is to a processor. */
type Instruction = readonly [text: string, ...bytes: number[]];

/**
 * A boot sector: from real mode to protected mode without paging, then the guest's work.
 *
 * @returns 512 bytes that a BIOS loads and starts
 */
export function bootSector(guest: RewritingGuest): Buffer {
  const handler = origin + 0x100;
  const gate = origin + 0x110;
  const descriptors = origin + 0x118;
  const interruptTable = origin + 0x130;
  const descriptorTable = origin + 0x138;
  const entry = realMode({ descriptorTable, interruptTable, start: 0 });
  const start = origin + byteLength(entry);
  const sector = Buffer.alloc(sectorBytes);
  const place = (address: number, bytes: readonly number[]): void => {
    sector.set(bytes, address - origin);
  };
  place(origin, bytesOf(realMode({ descriptorTable, interruptTable, start })));
  place(start, bytesOf([...machine(), ...work(guest)]));
  place(handler, bytesOf(timerHandler));
  place(gate, [...word(handler), ...word(0x08), 0, 0x8e, ...word(0)]);
  place(descriptors, [...nothing, ...flatSegment(0x9a), ...flatSegment(0x92)]);
  // Only the timer interrupts: its gate is the table's last, and nobody reads those before it.
  place(interruptTable, [...word((timerVector + 1) * 8 - 1), ...long(gate - timerVector * 8)]);
  place(descriptorTable, [...word(3 * 8 - 1), ...long(descriptors)]);
  place(origin + sectorBytes - 2, [0x55, 0xaa]);
  return sector;
}

interface Places {
  readonly descriptorTable: number;
  readonly interruptTable: number;
  readonly start: number;
}

function realMode({ descriptorTable, interruptTable, start }: Places): Instruction[] {
  return [
    ['cli', 0xfa],
    ['xor ax, ax', 0x31, 0xc0],
    ['mov ds, ax', 0x8e, 0xd8],
    ['in al, 0x92: address line 20', 0xe4, 0x92],
    ['or al, 2', 0x0c, 0x02],
    ['out 0x92, al', 0xe6, 0x92],
    ['lgdt [descriptorTable]', 0x0f, 0x01, 0x16, ...word(descriptorTable)],
    ['lidt [interruptTable]', 0x0f, 0x01, 0x1e, ...word(interruptTable)],
    ['mov eax, cr0', 0x0f, 0x20, 0xc0],
    ['or al, 1: protected mode', 0x0c, 0x01],
    ['mov cr0, eax', 0x0f, 0x22, 0xc0],
    ['jmp code:start', 0xea, ...word(start), ...word(0x08)],
  ];
}

function machine(): Instruction[] {
  const [low, high] = word(Math.round(timerHertz / ticksPerSecond));
  return [
    ['mov ax, data', 0x66, 0xb8, ...word(0x10)],
    ['mov ds, ax', 0x8e, 0xd8],
    ['mov es, ax', 0x8e, 0xc0],
    ['mov ss, ax', 0x8e, 0xd0],
    ['mov esp, origin', 0xbc, ...long(origin)],
    ['mov al, all but the timer', 0xb0, 0xfe],
    ['out 0x21, al: mask', 0xe6, 0x21],
    ['mov al, all', 0xb0, 0xff],
    ['out 0xa1, al: mask', 0xe6, 0xa1],
    ['mov al, channel 0, two bytes, periodic', 0xb0, 0x34],
    ['out 0x43, al', 0xe6, 0x43],
    ['mov al, low byte of the divisor', 0xb0, low],
    ['out 0x40, al', 0xe6, 0x40],
    ['mov al, high byte of the divisor', 0xb0, high],
    ['out 0x40, al', 0xe6, 0x40],
  ];
}

function work({ firstPage, idlePages, pages, pagesPerTick }: RewritingGuest): Instruction[] {
  const idle = firstPage * pageBytes;
  const first = idle + idlePages * pageBytes;
  const end = first + pages * pageBytes;
  const startAgain: Instruction = ['mov edi, first', 0xbf, ...long(first)];
  const nextPage: Instruction[] = [
    ['inc dword [edi]', 0xff, 0x07],
    ['inc dword [written]', 0xff, 0x05, ...long(writtenPagesAddress)],
    ['add edi, a page', 0x81, 0xc7, ...long(pageBytes)],
    ['cmp edi, end', 0x81, 0xff, ...long(end)],
    ['jb over the next', 0x72, byteLength([startAgain])],
    startAgain,
  ];
  const tick: Instruction[] = [
    ['hlt: until the timer interrupts', 0xf4],
    ['mov ecx, pagesPerTick', 0xb9, ...long(pagesPerTick)],
    ...nextPage,
    ['loop nextPage', 0xe2, back(byteLength(nextPage) + 2)],
  ];
  return [
    ['mov dword [written], 0', 0xc7, 0x05, ...long(writtenPagesAddress), ...long(0)],
    ['mov edi, idle', 0xbf, ...long(idle)],
    ['mov ecx, words to fill', 0xb9, ...long((end - idle) / 4)],
    ['mov eax, what no page of zeros has', 0xb8, ...long(0x5a5a5a5a)],
    ['cld', 0xfc],
    ['rep stosd', 0xf3, 0xab],
    startAgain,
    ['sti', 0xfb],
    ...tick,
    ['jmp tick', 0xeb, back(byteLength(tick) + 2)],
  ];
}

const timerHandler: readonly Instruction[] = [
  ['mov al, end of interrupt', 0xb0, 0x20],
  ['out 0x20, al', 0xe6, 0x20],
  ['iret', 0xcf],
];

const nothing = [0, 0, 0, 0, 0, 0, 0, 0];

/** All 4 GiB from address 0, 32 bits. */
function flatSegment(access: number): number[] {
  return [0xff, 0xff, 0, 0, 0, access, 0xcf, 0];
}

function back(bytes: number): number {
  return 256 - bytes;
}

function word(value: number): [low: number, high: number] {
  return [value & 0xff, value >>> 8];
}

function long(value: number): number[] {
  return [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24];
}

function bytesOf(instructions: readonly Instruction[]): number[] {
  return instructions.flatMap(([, ...bytes]) => bytes);
}

function byteLength(instructions: readonly Instruction[]): number {
  return bytesOf(instructions).length;
}
