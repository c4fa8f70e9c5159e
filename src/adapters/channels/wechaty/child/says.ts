import type { Said } from '../link.js';
import { provesNotTaken } from '../translate.js';

/** Sends one text; what the puppet calls the message, where it tells. */
export type HandOver = (address: string, text: string) => Promise<string | void>;

interface OpenSay {
  readonly address: string;
  readonly text: string;
  echoed(id: string): void;
}

/** How long the echo of a text whose id is known may still come under another id. */
const LATE_ECHO_MS = 60_000;
const REMEMBERED = 500;

/**
 * Texts of ours that are under way. The account's own messages come back from the puppet; those that are echoes of
 * ours tell the id that many puppets do not, and every other one was typed by a person.
 */
export class Says {
  private readonly open: OpenSay[] = [];
  private readonly ids = new Set<string>();

  constructor(
    private readonly handOver: HandOver,
    private readonly limits: { readonly callTimeoutMs: number; readonly echoWaitMs: number },
  ) {}

  async say(address: string, text: string): Promise<Said> {
    let echoed: (id: string) => void = () => undefined;
    const echo = new Promise<Said>((resolve) => (echoed = (id) => resolve({ kind: 'taken', id })));
    const entry: OpenSay = { address, text, echoed };
    this.open.push(entry);
    const { callTimeoutMs, echoWaitMs } = this.limits;
    const answer = this.handOver(address, text).then(takenAs, failedAs);
    const first = await within<Said, Said>(callTimeoutMs, Promise.race([answer, echo]), { kind: 'lost' });
    const said = needsEcho(first) ? await within(echoWaitMs, echo, first) : first;
    if (said.kind === 'taken' && said.id !== null) {
      this.remember(said.id);
      setTimeout(() => this.close(entry), LATE_ECHO_MS).unref();
    } else {
      // An echo that still comes is not swallowed: it is told, and the text is reconciled by it.
      this.close(entry);
    }
    return said;
  }

  /** Whether a message of the account itself is one of ours. */
  takesEcho(address: string, text: string, id: string): boolean {
    const at = this.open.findIndex((one) => one.address === address && one.text === text);
    if (at < 0) return this.ids.has(id);
    const [entry] = this.open.splice(at, 1);
    this.remember(id);
    entry?.echoed(id);
    return true;
  }

  private close(entry: OpenSay): void {
    const at = this.open.indexOf(entry);
    if (at >= 0) this.open.splice(at, 1);
  }

  private remember(id: string): void {
    this.ids.add(id);
    for (const oldest of this.ids) {
      if (this.ids.size <= REMEMBERED) break;
      this.ids.delete(oldest);
    }
  }
}

const takenAs = (id: string | void): Said => ({
  kind: 'taken',
  id: typeof id === 'string' && id !== '' ? id : null,
});

export const failedAs = (error: unknown): Said & { kind: 'failed' } => {
  const { code, message } = (error ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  return {
    kind: 'failed',
    code: typeof code === 'number' ? code : null,
    text: typeof message === 'string' ? message : String(error),
  };
};

const needsEcho = (said: Said): boolean =>
  said.kind === 'taken' ? said.id === null : said.kind === 'failed' && !provesNotTaken(said.code, said.text);

/** What it came to, or something else when that takes too long. */
export async function within<Answer, Else>(
  milliseconds: number,
  work: Promise<Answer>,
  otherwise: Else,
): Promise<Answer | Else> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Else>((resolve) => (timer = setTimeout(() => resolve(otherwise), milliseconds)));
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
