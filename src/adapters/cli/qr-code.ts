/**
 * A QR code (ISO/IEC 18004) of a text in bytes, with error correction of the lowest level, versions 1 to 20, always with
 * mask 0: readers take the mask from the code, so that the choice of the prettiest is left out.
 */

/** Codewords of error correction in each block, and blocks, by version from 1. */
const CORRECTION = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28];
const BLOCKS = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8];
const LEVEL_L_MASK_0 = 0b01000;

/** Rows of modules, true for dark; null for a text of more than 858 bytes. */
export const qrCodeOf = (text: string): readonly (readonly boolean[])[] | null => {
  const bytes = new TextEncoder().encode(text);
  const version =
    CORRECTION.findIndex((_, index) => bytes.length * 8 + headBits(index + 1) <= dataBytes(index + 1) * 8) +
    1;
  if (version === 0) return null;
  const canvas = new Canvas(version);
  canvas.drawPatterns();
  canvas.drawData(withCorrection(dataOf(bytes, version), version));
  return canvas.rows;
};

const headBits = (version: number): number => 4 + (version < 10 ? 8 : 16);

const alignments = (version: number): number => (version === 1 ? 0 : Math.floor(version / 7) + 2);

/** Codewords of any kind that a version has room for. */
const allBytes = (version: number): number => {
  const lines = alignments(version);
  const patterns = lines === 0 ? 0 : (25 * lines - 10) * lines - 55;
  return Math.floor(((16 * version + 128) * version + 64 - patterns - (version < 7 ? 0 : 36)) / 8);
};

const at = (list: readonly number[], index: number): number => list[index] ?? 0;
const correctionOf = (version: number): number => at(CORRECTION, version - 1);
const blocksOf = (version: number): number => at(BLOCKS, version - 1);
const dataBytes = (version: number): number => allBytes(version) - correctionOf(version) * blocksOf(version);

const bitsOf = (value: number, length: number): number[] =>
  Array.from({ length }, (_, index) => (value >>> (length - 1 - index)) & 1);

const dataOf = (bytes: Uint8Array, version: number): number[] => {
  const bits = [...bitsOf(0b0100, 4), ...bitsOf(bytes.length, headBits(version) - 4)];
  for (const byte of bytes) bits.push(...bitsOf(byte, 8));
  const room = dataBytes(version) * 8;
  bits.push(...bitsOf(0, Math.min(4, room - bits.length)));
  bits.push(...bitsOf(0, (8 - (bits.length % 8)) % 8));
  for (let pad = 0xec; bits.length < room; pad ^= 0xec ^ 0x11) bits.push(...bitsOf(pad, 8));
  return Array.from({ length: room / 8 }, (_, index) =>
    bits.slice(index * 8, index * 8 + 8).reduce((byte, bit) => (byte << 1) | bit, 0),
  );
};

/** Product in the field of 256 elements that the standard takes. */
const times = (a: number, b: number): number => {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((b >>> bit) & 1) * a;
  }
  return product;
};

const divisorOf = (degree: number): number[] => {
  const divisor = [...Array<number>(degree - 1).fill(0), 1];
  for (let power = 0, root = 1; power < degree; power += 1, root = times(root, 2)) {
    for (let index = 0; index < degree; index += 1) {
      divisor[index] = times(at(divisor, index), root) ^ at(divisor, index + 1);
    }
  }
  return divisor;
};

const remainderOf = (data: readonly number[], divisor: readonly number[]): number[] => {
  const remainder = divisor.map(() => 0);
  for (const byte of data) {
    const factor = byte ^ (remainder.shift() ?? 0);
    remainder.push(0);
    divisor.forEach((one, index) => (remainder[index] = at(remainder, index) ^ times(one, factor)));
  }
  return remainder;
};

/** The blocks of data and of correction, taken in turns. */
const withCorrection = (data: readonly number[], version: number): number[] => {
  const count = blocksOf(version);
  const short = Math.floor(data.length / count);
  const firstLong = count - (data.length % count);
  const divisor = divisorOf(correctionOf(version));
  const blocks: number[][] = [];
  for (let index = 0, from = 0; index < count; index += 1) {
    const length = short + (index < firstLong ? 0 : 1);
    blocks.push(data.slice(from, from + length));
    from += length;
  }
  const inTurns = (lists: readonly number[][]): number[] =>
    Array.from({ length: Math.max(...lists.map(({ length }) => length)) }, (_, index) =>
      lists.flatMap((list) => (index < list.length ? [at(list, index)] : [])),
    ).flat();
  return [...inTurns(blocks), ...inTurns(blocks.map((block) => remainderOf(block, divisor)))];
};

/** The check bits that follow a value, by a generator of that degree. */
const checked = (value: number, degree: number, generator: number): number => {
  let rest = value;
  for (let step = 0; step < degree; step += 1) rest = (rest << 1) ^ ((rest >>> (degree - 1)) * generator);
  return (value << degree) | rest;
};

class Canvas {
  readonly rows: boolean[][];
  private readonly taken: boolean[][];
  private readonly size: number;

  constructor(private readonly version: number) {
    this.size = version * 4 + 17;
    const empty = (): boolean[][] =>
      Array.from({ length: this.size }, () => Array<boolean>(this.size).fill(false));
    this.rows = empty();
    this.taken = empty();
  }

  drawPatterns(): void {
    const { size } = this;
    for (let index = 0; index < size; index += 1) {
      this.set(6, index, index % 2 === 0);
      this.set(index, 6, index % 2 === 0);
    }
    for (const [x, y] of [
      [3, 3],
      [size - 4, 3],
      [3, size - 4],
    ] as const)
      this.drawRings(x, y, 4);
    const places = this.alignmentPlaces();
    const last = size - 7;
    for (const x of places) {
      for (const y of places) {
        const isCorner = (x === 6 && y === 6) || (x === 6 && y === last) || (x === last && y === 6);
        if (!isCorner) this.drawRings(x, y, 2);
      }
    }
    this.drawFormat();
    this.drawVersion();
  }

  /** From the right in pairs of columns, up and down in turns, every second module dark in the mask. */
  drawData(bytes: readonly number[]): void {
    const bits = bytes.flatMap((byte) => bitsOf(byte, 8));
    let next = 0;
    for (let right = this.size - 1, up = true; right > 0; right -= right === 8 ? 3 : 2, up = !up) {
      for (let step = 0; step < this.size; step += 1) {
        const y = up ? this.size - 1 - step : step;
        for (const x of [right, right - 1]) {
          if (this.taken[y]?.[x] === true) continue;
          this.set(x, y, (at(bits, next) === 1) !== ((x + y) % 2 === 0));
          next += 1;
        }
      }
    }
  }

  private set(x: number, y: number, dark: boolean): void {
    const [row, taken] = [this.rows[y], this.taken[y]];
    if (row === undefined || taken === undefined || x < 0 || x >= this.size) return;
    row[x] = dark;
    taken[x] = true;
  }

  private drawRings(x: number, y: number, reach: number): void {
    for (let dy = -reach; dy <= reach; dy += 1) {
      for (let dx = -reach; dx <= reach; dx += 1) {
        const ring = Math.max(Math.abs(dx), Math.abs(dy));
        this.set(x + dx, y + dy, reach === 4 ? ring !== 2 && ring !== 4 : ring !== 1);
      }
    }
  }

  private alignmentPlaces(): number[] {
    const lines = alignments(this.version);
    if (lines === 0) return [];
    const step = Math.floor((this.version * 8 + lines * 3 + 5) / (lines * 4 - 4)) * 2;
    return [6, ...Array.from({ length: lines - 1 }, (_, index) => this.size - 7 - index * step)];
  }

  private drawFormat(): void {
    const { size } = this;
    const bits = bitsOf(checked(LEVEL_L_MASK_0, 10, 0x537) ^ 0x5412, 15).reverse();
    bits.forEach((bit, index) => {
      const dark = bit === 1;
      if (index < 6) this.set(8, index, dark);
      else if (index < 8) this.set(8, index + 1, dark);
      else if (index === 8) this.set(7, 8, dark);
      else this.set(14 - index, 8, dark);
      if (index < 8) this.set(size - 1 - index, 8, dark);
      else this.set(8, size - 15 + index, dark);
    });
    this.set(8, size - 8, true);
  }

  private drawVersion(): void {
    if (this.version < 7) return;
    const bits = bitsOf(checked(this.version, 12, 0x1f25), 18).reverse();
    bits.forEach((bit, index) => {
      const [a, b] = [this.size - 11 + (index % 3), Math.floor(index / 3)];
      this.set(a, b, bit === 1);
      this.set(b, a, bit === 1);
    });
  }
}
