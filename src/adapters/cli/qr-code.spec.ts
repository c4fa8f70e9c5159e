import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { qrCodeOf } from './qr-code.js';
import { qrLines } from './qr-screen.js';

const drawn = (text: string): string[] =>
  (qrCodeOf(text) ?? []).map((row) => row.map((dark) => (dark ? '#' : '.')).join(''));
const longText = (length: number): string => 'parley-0123456789'.repeat(60).slice(0, length);

/** What is expected here was read back by the reader `jsQR`, as was every length from 1 to 858. */
describe('a QR code', () => {
  it('is what readers read', () => {
    expect(drawn('parley')).toEqual([
      '#######...#.#.#######',
      '#.....#.....#.#.....#',
      '#.###.#.#.#...#.###.#',
      '#.###.#.....#.#.###.#',
      '#.###.#..#.##.#.###.#',
      '#.....#..###..#.....#',
      '#######.#.#.#.#######',
      '........#.#..........',
      '###.#####.#.###...#..',
      '..#.#..#.###.#.#.#.##',
      '#.#.####.###.###.####',
      '###....##.####.##..#.',
      '......###.##.###.#..#',
      '........#.....##.#..#',
      '#######.#...#...#..##',
      '#.....#.##....#....##',
      '#.###.#.#...#.#....##',
      '#.###.#..###.#..#.##.',
      '#.###.#.#.##.####.#.#',
      '#.....#.#.####.....#.',
      '#######.####.####..##',
    ]);
  });

  it.each([
    [120, 'f57749346f03af0a420d29f24331eabf99fc1e46a297a4343f1b6e2d1601f9c8'],
    [500, 'f17130a951c9677845c9aa66316145c7bc5d3147517400be09ac19fe58250d34'],
    [858, 'f6327634aecc7a36f9847c77e9f537ab04f2a95401d3403bdd40611f456411c9'],
  ])('has blocks, alignment and a version where it is large: %i bytes', (length, digest) => {
    const code = drawn(longText(length)).join('\n');
    expect(createHash('sha256').update(code).digest('hex')).toBe(digest);
  });

  it('is none for what is too long, counted in bytes', () => {
    expect(qrCodeOf(longText(859))).toBeNull();
    expect(qrCodeOf('好'.repeat(286))).not.toBeNull();
    expect(qrCodeOf('好'.repeat(287))).toBeNull();
    expect(qrLines(longText(859))).toEqual([]);
  });

  it('is drawn for a terminal in half as many lines, with a margin', () => {
    const lines = qrLines('parley');
    expect(lines).toHaveLength(13);
    expect(lines.map((line) => line.replace(/[^█▀▄ ]/g, '').length)).toEqual(Array(13).fill(25));
  });
});
