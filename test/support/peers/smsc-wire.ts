/** Where a part stands in a long text. */
export interface Place {
  readonly reference: number;
  readonly total: number;
  readonly sequence: number;
}

/** A `submit_sm` after the peer's own codec. */
export interface Submitted {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly part: Place | null;
  readonly dataCoding: number;
  readonly validity: string;
  readonly wantsReceipt: boolean;
}

/** A `deliver_sm` to make; the peer's codec encodes `text` by `dataCoding`, `bytes` go as they are. */
export interface Delivered {
  readonly from: string;
  readonly fromTon?: number;
  readonly to: string;
  readonly dataCoding: number;
  readonly text?: string;
  readonly bytes?: Buffer;
  readonly part?: Place;
  /** Added to what the part needs. */
  readonly esmClass?: number;
}

/** One connection of somebody bound to the SMSC. */
export interface SmscConnection {
  readonly number: number;
  cut(): void;
  deliver(delivery: Delivered, answered: (status: number) => void): void;
  enquire(answered: () => void): void;
  unbind(): void;
  write(bytes: Buffer): void;
}

export interface WireHears {
  bind(
    connection: SmscConnection,
    role: 'transceiver' | 'transmitter' | 'receiver',
    password: string,
    answer: (status: number) => void,
  ): void;
  submit(
    connection: SmscConnection,
    submitted: Submitted,
    answer: (status: number, messageId?: string) => void,
  ): void;
  /** Whether an `enquire_link` is answered. */
  isDeaf(): boolean;
  /** Somebody takes leave. */
  unbound(connection: SmscConnection): void;
  gone(connection: SmscConnection): void;
}

/** The codec and the sockets of an SMSC; what it does with texts is `SmscPeer`. */
export interface SmscWire {
  /** Port 0: any; resolves to the port. */
  listen(port: number, hears: WireHears): Promise<number>;
  /** Cuts every connection and refuses new ones. */
  goAway(): Promise<void>;
  stop(): Promise<void>;
}

/** What `deliver_sm` needs for its part. */
export const headerOf = (part: Place | undefined): Buffer =>
  part === undefined ? Buffer.alloc(0) : Buffer.from([5, 0, 3, part.reference, part.total, part.sequence]);
