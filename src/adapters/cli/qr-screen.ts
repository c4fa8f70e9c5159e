import { qrCodeOf } from './qr-code.js';

/** Modules without anything around a code, so that a telephone finds it. */
const MARGIN = 2;
/** Black on white, whatever the colours of the terminal. */
const COLOURS = ['\u001b[40;97m', '\u001b[0m'] as const;

/** A code for a terminal, two rows of modules to a line; nothing where a text is too long for a code. */
export const qrLines = (text: string): string[] => {
  const rows = qrCodeOf(text);
  if (rows === null) return [];
  const isDark = (x: number, y: number): boolean => rows[y]?.[x] ?? false;
  const lines: string[] = [];
  for (let y = -MARGIN; y < rows.length + MARGIN; y += 2) {
    let line = '';
    for (let x = -MARGIN; x < rows.length + MARGIN; x += 1) {
      line += SIGNS[(isDark(x, y) ? 2 : 0) + (isDark(x, y + 1) ? 1 : 0)] ?? ' ';
    }
    lines.push(`${COLOURS[0]}${line}${COLOURS[1]}`);
  }
  return lines;
};

/** White on black: by upper and lower half dark or not. */
const SIGNS = ['█', '▀', '▄', ' '] as const;
