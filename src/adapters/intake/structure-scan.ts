import { DomainError } from '../../domain/shared/domain-error.js';

/** Bytes of one record, line breaks within quotes included; more is not a table that a person made. */
export const LONGEST_RECORD = 1_048_576;

const QUOTE = 0x22;
const COMMA = 0x2c;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

type Place = 'field-start' | 'plain' | 'quoted' | 'after-quote';

/**
 * Reads the bytes of a CSV file (RFC 4180) without keeping them, and finds what would make it ambiguous: a quote
 * in the middle of a cell, text after a closing quote, a quote that is never closed, a record without end.
 * Works on bytes: neither UTF-8 nor GB18030 has a quote, comma or line break inside a longer character.
 */
export class StructureScan {
  private place: Place = 'field-start';
  private line = 1;
  private quoteLine = 1;
  private recordLine = 1;
  private recordBytes = 0;
  private afterReturn = false;
  private records = 0;

  constructor(private readonly file: string) {}

  take(bytes: Uint8Array): void {
    for (const byte of bytes) {
      const lineEnd = byte === CARRIAGE_RETURN || (byte === LINE_FEED && !this.afterReturn);
      if (lineEnd) this.line++;
      const secondHalf = byte === LINE_FEED && this.afterReturn;
      this.afterReturn = byte === CARRIAGE_RETURN;
      if (secondHalf && this.place !== 'quoted') continue;
      this.step(byte);
    }
  }

  /** How many records the file has, the header included; blank lines do not count. */
  end(): number {
    if (this.place === 'quoted') throw this.badQuotes('opens a quote that is never closed', this.quoteLine);
    this.endRecord();
    return this.records;
  }

  private step(byte: number): void {
    const breaksLine = byte === LINE_FEED || byte === CARRIAGE_RETURN;
    if (breaksLine && this.place !== 'quoted') {
      this.endRecord();
      return;
    }
    if (++this.recordBytes > LONGEST_RECORD) {
      throw new DomainError(
        'INTAKE.RECORD_TOO_LONG',
        `${this.file} was refused: the record that begins on line ${this.recordLine} is longer than ${LONGEST_RECORD} bytes.`,
        { line: this.recordLine },
      );
    }
    switch (this.place) {
      case 'quoted':
        if (byte === QUOTE) this.place = 'after-quote';
        return;
      case 'after-quote':
        if (byte === QUOTE) this.place = 'quoted';
        else if (byte === COMMA) this.place = 'field-start';
        else throw this.badQuotes('has text after a closing quote', this.line);
        return;
      case 'field-start':
        if (byte === QUOTE) {
          this.place = 'quoted';
          this.quoteLine = this.line;
        } else if (byte !== COMMA) this.place = 'plain';
        return;
      case 'plain':
        if (byte === COMMA) this.place = 'field-start';
        else if (byte === QUOTE) throw this.badQuotes('has a quote in the middle of a cell', this.line);
    }
  }

  private endRecord(): void {
    if (this.recordBytes > 0) this.records++;
    this.recordBytes = 0;
    this.place = 'field-start';
    this.recordLine = this.line;
  }

  private badQuotes(what: string, line: number): DomainError {
    return new DomainError('INTAKE.BAD_QUOTES', `${this.file} was refused: line ${line} ${what}.`, { line });
  }
}
