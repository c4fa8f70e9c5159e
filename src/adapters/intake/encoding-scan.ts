import type { TableEncoding } from '../../application/ports/table-files.js';
import { DomainError } from '../../domain/shared/domain-error.js';

/**
 * Chinese text in GB18030 stops being valid UTF-8 within a few characters. A file that was valid for longer than
 * this is a damaged UTF-8 file, and reading it as GB18030 would turn every name into nonsense.
 */
const CLEARLY_UTF8 = 12;

/** Finds the encoding of a file while its bytes pass by: UTF-8 (with or without mark) first, else GB18030. */
export class EncodingScan {
  private readonly gb18030 = new TextDecoder('gb18030', { fatal: true });
  private gb18030FailedAt: number | null = null;
  private utf8FailedAt: number | null = null;
  private offset = 0;
  private line = 1;
  private failureLine = 1;
  private marked = false;
  private head: number[] = [];
  private expected = 0;
  private low = 0x80;
  private high = 0xbf;
  private wideCharacters = 0;

  constructor(private readonly file: string) {}

  take(bytes: Uint8Array): void {
    if (this.head.length < 3) this.readMark(bytes);
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] as number;
      if (byte === 0)
        throw this.undecodable('holds a zero byte (is it UTF-16?)', this.offset + at, this.line);
      if (this.utf8FailedAt === null && !this.continuesUtf8(byte)) {
        this.utf8FailedAt = this.offset + at;
        this.failureLine = this.line;
      }
      if (byte === 0x0a) this.line++;
    }
    if (this.gb18030FailedAt === null) {
      try {
        this.gb18030.decode(bytes, { stream: true });
      } catch {
        this.gb18030FailedAt = this.offset;
      }
    }
    this.offset += bytes.length;
  }

  /** The encoding, unless one is stated. Throws `INTAKE.BAD_ENCODING` with byte offset and line. */
  end(stated?: TableEncoding): TableEncoding {
    if (this.utf8FailedAt === null && this.expected > 0) {
      this.utf8FailedAt = this.offset;
      this.failureLine = this.line;
    }
    if (this.gb18030FailedAt === null) {
      try {
        this.gb18030.decode();
      } catch {
        this.gb18030FailedAt = this.offset;
      }
    }
    if (stated === 'utf-8' && this.utf8FailedAt !== null) {
      throw this.undecodable('is not UTF-8', this.utf8FailedAt, this.failureLine);
    }
    if (stated === 'gb18030' && this.gb18030FailedAt !== null) {
      throw this.undecodable('is not GB18030', this.gb18030FailedAt, this.failureLine);
    }
    if (stated !== undefined) return stated;
    if (this.utf8FailedAt === null) return 'utf-8';
    if (this.marked || this.wideCharacters > CLEARLY_UTF8 || this.gb18030FailedAt !== null) {
      throw this.undecodable('is neither UTF-8 nor GB18030', this.utf8FailedAt, this.failureLine);
    }
    return 'gb18030';
  }

  private readMark(bytes: Uint8Array): void {
    this.head = [...this.head, ...bytes.subarray(0, 3 - this.head.length)];
    const [first, second, third] = this.head;
    if (first === 0xff && second === 0xfe) throw this.undecodable('is UTF-16', 0, 1);
    if (first === 0xfe && second === 0xff) throw this.undecodable('is UTF-16', 0, 1);
    this.marked = first === 0xef && second === 0xbb && third === 0xbf;
  }

  /** One step of the UTF-8 automaton of the Encoding Standard. */
  private continuesUtf8(byte: number): boolean {
    if (this.expected > 0) {
      if (byte < this.low || byte > this.high) return false;
      this.low = 0x80;
      this.high = 0xbf;
      if (--this.expected === 0) this.wideCharacters++;
      return true;
    }
    if (byte < 0x80) return true;
    if (byte >= 0xc2 && byte <= 0xdf) this.expected = 1;
    else if (byte >= 0xe0 && byte <= 0xef) {
      this.expected = 2;
      if (byte === 0xe0) this.low = 0xa0;
      if (byte === 0xed) this.high = 0x9f;
    } else if (byte >= 0xf0 && byte <= 0xf4) {
      this.expected = 3;
      if (byte === 0xf0) this.low = 0x90;
      if (byte === 0xf4) this.high = 0x8f;
    } else return false;
    return true;
  }

  private undecodable(what: string, offset: number, line: number): DomainError {
    return new DomainError(
      'INTAKE.BAD_ENCODING',
      `${this.file} was refused: it ${what}; the first such byte is number ${offset} on line ${line}. Save it as UTF-8.`,
      { offset, line },
    );
  }
}
