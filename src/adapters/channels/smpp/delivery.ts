import { DomainError } from '../../../domain/shared/domain-error.js';

const HEAD = 16;
const TLV = {
  userMessageReference: 0x0204,
  sarReference: 0x020c,
  sarTotal: 0x020e,
  sarSequence: 0x020f,
  receiptedMessageId: 0x001e,
  messageState: 0x0427,
  messagePayload: 0x0424,
} as const;
const UDH_INDICATOR = 0x40;

/** Where a part stands in its long text. */
export interface PartPlace {
  readonly reference: number;
  readonly total: number;
  /** From 1. */
  readonly sequence: number;
}

/** A `deliver_sm` or `data_sm` as it came, its text still in bytes. */
export interface Delivery {
  readonly from: string;
  readonly fromTon: number;
  readonly to: string;
  readonly esmClass: number;
  readonly dataCoding: number;
  /** Without its header. */
  readonly bytes: Buffer;
  readonly part: PartPlace | null;
  /** Parameters of receipts; null where the SMSC gives none. */
  readonly receiptedMessageId: string | null;
  readonly messageState: number | null;
  readonly userMessageReference: number | null;
}

/** Reads field by field; a field that runs over the end throws `CHANNEL.BAD_PDU`. */
class Fields {
  private at = HEAD;

  constructor(private readonly frame: Buffer) {}

  text(): string {
    const end = this.frame.indexOf(0, this.at);
    if (end < 0) throw this.bad();
    const text = this.frame.toString('latin1', this.at, end);
    this.at = end + 1;
    return text;
  }

  number(): number {
    return this.bytes(1).readUInt8(0);
  }

  bytes(length: number): Buffer {
    if (this.at + length > this.frame.length) throw this.bad();
    const bytes = this.frame.subarray(this.at, this.at + length);
    this.at += length;
    return bytes;
  }

  /** The first of each tag counts; bytes that make no whole parameter are left aside. */
  parameters(): Map<number, Buffer> {
    const found = new Map<number, Buffer>();
    while (this.at + 4 <= this.frame.length) {
      const head = this.bytes(4);
      const length = head.readUInt16BE(2);
      if (this.at + length > this.frame.length) break;
      const value = this.bytes(length);
      if (!found.has(head.readUInt16BE(0))) found.set(head.readUInt16BE(0), value);
    }
    return found;
  }

  private bad(): DomainError {
    return new DomainError('CHANNEL.BAD_PDU', 'The SMSC sent a delivery that ends in the middle of a field.');
  }
}

const numberIn = (value: Buffer | undefined): number | null =>
  value === undefined || value.length === 0 || value.length > 4 ? null : value.readUIntBE(0, value.length);

/** Some SMSCs leave out the zero at the end, some put several: the id ends before the first control character. */
export const cutAtControl = (text: string): string => (/^[\x20-\x7e]*/u.exec(text)?.[0] ?? '').trim();

/** Concatenation in a user data header: 8-bit (0x00) or 16-bit (0x08) reference. */
const partInHeader = (header: Buffer): PartPlace | null => {
  for (let at = 0; at + 2 <= header.length;) {
    const [element, length] = [header.readUInt8(at), header.readUInt8(at + 1)];
    const value = header.subarray(at + 2, at + 2 + length);
    if (element === 0x00 && value.length === 3) return place(value.readUInt8(0), value, 1);
    if (element === 0x08 && value.length === 4) return place(value.readUInt16BE(0), value, 2);
    at += 2 + length;
  }
  return null;
};

const place = (reference: number, value: Buffer, at: number): PartPlace | null =>
  sensible({ reference, total: value.readUInt8(at), sequence: value.readUInt8(at + 1) });

const sensible = (part: PartPlace): PartPlace | null =>
  part.total > 1 && part.sequence >= 1 && part.sequence <= part.total ? part : null;

const partInParameters = (parameters: ReadonlyMap<number, Buffer>): PartPlace | null => {
  const reference = numberIn(parameters.get(TLV.sarReference));
  const total = numberIn(parameters.get(TLV.sarTotal));
  const sequence = numberIn(parameters.get(TLV.sarSequence));
  return reference === null || total === null || sequence === null
    ? null
    : sensible({ reference, total, sequence });
};

/** `frame` is the whole PDU. Throws `CHANNEL.BAD_PDU`. */
export const readDelivery = (frame: Buffer, command: 'deliver_sm' | 'data_sm'): Delivery => {
  const fields = new Fields(frame);
  fields.text();
  const fromTon = fields.number();
  fields.number();
  const from = fields.text();
  fields.bytes(2);
  const to = fields.text();
  const esmClass = fields.number();
  let short = Buffer.alloc(0);
  let dataCoding: number;
  if (command === 'deliver_sm') {
    fields.bytes(2);
    fields.text();
    fields.text();
    fields.bytes(2);
    dataCoding = fields.number();
    fields.bytes(1);
    short = Buffer.from(fields.bytes(fields.number()));
  } else {
    fields.bytes(1);
    dataCoding = fields.number();
  }
  const parameters = fields.parameters();
  const whole = short.length > 0 ? short : (parameters.get(TLV.messagePayload) ?? short);
  const headed = (esmClass & UDH_INDICATOR) !== 0 && whole.length > 0 && whole.readUInt8(0) < whole.length;
  const headerEnd = headed ? whole.readUInt8(0) + 1 : 0;
  const id = parameters.get(TLV.receiptedMessageId);
  return {
    from,
    fromTon,
    to,
    esmClass,
    dataCoding,
    bytes: whole.subarray(headerEnd),
    part: (headed ? partInHeader(whole.subarray(1, headerEnd)) : null) ?? partInParameters(parameters),
    receiptedMessageId: id === undefined ? null : cutAtControl(id.toString('latin1')),
    messageState: numberIn(parameters.get(TLV.messageState)),
    userMessageReference: numberIn(parameters.get(TLV.userMessageReference)),
  };
};
