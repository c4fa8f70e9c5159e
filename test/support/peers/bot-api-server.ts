import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Fault } from '../channel-peer.js';
import { refusal } from './bot-api-answers.js';
import type { Script } from './bot-api-answers.js';
import { UpdateQueue } from './bot-api-updates.js';

export const TOKEN = '123456:a-token-of-the-tests';

interface SentText {
  readonly chat: number;
  readonly id: number;
  readonly text: string;
  readonly request: Readonly<Record<string, string>>;
}

const STRIKES: Partial<Readonly<Record<Fault, Script>>> = {
  throttles: refusal(429, 'Too Many Requests: retry after 7', { retry_after: 7 }),
  'takes-then-errors': { ...(refusal(500, 'Internal Server Error') as object), takes: true } as Script,
  'no-such-address': refusal(400, 'Bad Request: chat not found'),
  blocked: refusal(403, 'Forbidden: bot was blocked by the user'),
  'refuses-content': refusal(400, 'Bad Request: message is too long'),
};

/** The Bot API over HTTP: sending, files, long polling with its offset, webhooks with redelivery. */
export class BotApiServer {
  fault: Fault | null = null;
  /** Calls of each method, in order. */
  readonly calls: { readonly method: string; readonly fields: Readonly<Record<string, string>> }[] = [];
  readonly updates: UpdateQueue;
  private readonly scripts: { readonly method: string; readonly script: Script }[] = [];
  private readonly sent: SentText[] = [];
  private readonly files = new Map<string, Buffer>();
  private readonly chats = new Set<number>();
  private readonly sockets = new Set<Socket>();
  private server: Server | null = null;
  private messages = 0;

  private constructor(private port: number) {
    this.updates = new UpdateQueue();
  }

  static async start(): Promise<BotApiServer> {
    const server = new BotApiServer(0);
    await server.comeBack();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  begins(chat: number): void {
    this.chats.add(chat);
  }

  textsTo(chat: number): readonly string[] {
    return this.sent.filter((one) => one.chat === chat).map(({ text }) => text);
  }

  requestsTo(chat: number): readonly Readonly<Record<string, string>>[] {
    return this.sent.filter((one) => one.chat === chat).map(({ request }) => request);
  }

  /** The next call of the method comes to this, before any fault. */
  next(method: string, script: Script): void {
    this.scripts.push({ method, script });
  }

  /** Labels of the buttons that stand on the phone, oldest text first. */
  buttonsOf(chat: number): readonly string[] {
    return this.sent
      .filter((one) => one.chat === chat)
      .flatMap((one) => keyboardIn(one.request).map(({ text }) => text));
  }

  calledTimes(method: string): number {
    return this.calls.filter((call) => call.method === method).length;
  }

  /** Keeps bytes for `getFile`; what a message says about them. */
  keeps(bytes: Buffer): { file_id: string; file_unique_id: string; file_size: number } {
    const id = `file-${this.files.size + 1}`;
    this.files.set(id, bytes);
    return { file_id: id, file_unique_id: id, file_size: bytes.length };
  }

  says(chat: number, body: object): void {
    this.updates.add({ message: this.message(chat, body) });
  }

  message(chat: number, body: object): { readonly message_id: number } & Record<string, unknown> {
    return {
      message_id: (this.messages += 1),
      date: Math.floor(Date.now() / 1_000),
      chat: { id: chat, type: 'private', first_name: 'Somebody' },
      from: { id: chat, is_bot: false, first_name: 'Somebody' },
      ...body,
    };
  }

  presses(chat: number, label: string): void {
    this.press(chat, ({ text }) => text.includes(label));
  }

  pressesReply(chat: number, reply: string): void {
    this.press(chat, ({ callback_data: data }) => data === reply);
  }

  private press(chat: number, isMeant: (button: Button) => boolean): void {
    const withButtons = this.sent.filter((one) => one.chat === chat && one.request['reply_markup']);
    const newest = withButtons.at(-1);
    const button = keyboardIn(newest?.request ?? {}).find(isMeant);
    if (!newest || !button) throw new Error('no such button on the phone');
    this.updates.add({
      callback_query: {
        id: `press-${(this.messages += 1)}`,
        from: { id: chat, is_bot: false, first_name: 'Somebody' },
        chat_instance: '1',
        data: button.callback_data,
        message: { ...this.message(chat, { text: newest.text }), message_id: newest.id },
      },
    });
  }

  repeatsLast(): void {
    this.updates.repeatLast();
  }

  async goAway(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = null;
    this.updates.stopCalling();
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  async comeBack(): Promise<void> {
    if (this.server) return;
    const server = createServer((request, response) => void this.serve(request, response));
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
    this.updates.callAgain();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const path = new URL(request.url ?? '/', this.url).pathname;
    if (path.startsWith(`/file/bot${TOKEN}/`)) return this.serveFile(path, response);
    const [, token, method = ''] = /^\/bot([^/]+)\/(\w+)$/u.exec(path) ?? [];
    const fields = Object.fromEntries(new URLSearchParams(Buffer.concat(parts).toString('utf8')));
    this.calls.push({ method, fields });
    if (token !== TOKEN || this.fault === 'bad-credentials') return answer(response, unauthorized);
    const at = this.scripts.findIndex((one) => one.method === method);
    const script = at < 0 ? this.strike(method) : this.scripts.splice(at, 1)[0]?.script;
    if (script !== undefined) return this.play(script, method, fields, response);
    await this.answer(method, fields, request, response);
  }

  /** The fault that a call of this method meets. */
  private strike(method: string): Script | undefined {
    return method === 'sendMessage' && this.fault !== null ? STRIKES[this.fault] : undefined;
  }

  private play(
    script: Script,
    method: string,
    fields: Readonly<Record<string, string>>,
    response: ServerResponse,
  ): void {
    if (script === 'hangs') return;
    if (script === 'reset') return void response.socket?.resetAndDestroy();
    if (script === 'half-an-answer') {
      this.take(method, fields);
      response.writeHead(200, { 'content-length': 1_000 });
      response.write('{"ok":true,"result":{"mess');
      return void setImmediate(() => response.socket?.destroy());
    }
    if (script.takes === true) this.take(method, fields);
    answer(response, script);
  }

  private take(method: string, request: Readonly<Record<string, string>>): SentText | null {
    if (method !== 'sendMessage') return null;
    const text = request['text'] ?? '';
    const taken = { chat: Number(request['chat_id']), id: (this.messages += 1), text, request };
    this.sent.push(taken);
    return taken;
  }

  private async answer(
    method: string,
    fields: Readonly<Record<string, string>>,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    switch (method) {
      case 'getMe':
        return answer(response, ok({ id: 123456, is_bot: true, username: 'parley_test_bot' }));
      case 'sendMessage':
        return this.sendMessage(fields, response);
      case 'getFile': {
        const { file_id: id = '' } = fields;
        const known = this.files.has(id);
        const path = { file_id: id, file_path: `documents/${id}` };
        return answer(response, known ? ok(path) : refusal(400, 'Bad Request: invalid file_id'));
      }
      case 'getUpdates':
        return answer(response, await this.updates.poll(fields, request.socket));
      case 'setWebhook':
        this.updates.callAt(fields['url'] ?? '', fields['secret_token'] ?? null);
        return answer(response, ok(true));
      case 'deleteWebhook':
        this.updates.callAt('', null);
        return answer(response, ok(true));
      case 'getWebhookInfo':
        return answer(response, ok(this.updates.webhookInfo()));
      case 'editMessageReplyMarkup':
        return answer(response, this.replaceButtons(fields));
      case 'answerCallbackQuery':
        return answer(response, ok(true));
      default:
        return answer(response, refusal(404, 'Not Found: method not found'));
    }
  }

  private replaceButtons({ chat_id, message_id, reply_markup }: Readonly<Record<string, string>>): Script {
    const at = this.sent.findIndex((one) => String(one.chat) === chat_id && String(one.id) === message_id);
    const found = this.sent[at];
    if (!found) return refusal(400, 'Bad Request: message to edit not found');
    const { reply_markup: before, ...others } = found.request;
    if (before === reply_markup) return refusal(400, 'Bad Request: message is not modified');
    const request = reply_markup === undefined ? others : { ...others, reply_markup };
    this.sent[at] = { ...found, request };
    return ok(true);
  }

  private sendMessage(fields: Readonly<Record<string, string>>, response: ServerResponse): void {
    const text = fields['text'] ?? '';
    if (!this.chats.has(Number(fields['chat_id']))) {
      return answer(response, refusal(400, 'Bad Request: chat not found'));
    }
    if (text === '') return answer(response, refusal(400, 'Bad Request: message text is empty'));
    if (text.length > 4_096) return answer(response, refusal(400, 'Bad Request: message is too long'));
    const taken = this.take('sendMessage', fields);
    if (this.fault === 'hangs') return;
    if (this.fault === 'takes-then-drops') return void response.socket?.destroy();
    answer(response, ok({ message_id: taken?.id, chat: { id: taken?.chat, type: 'private' }, text }));
  }

  private serveFile(path: string, response: ServerResponse): void {
    this.calls.push({ method: 'file', fields: { path } });
    const bytes = this.files.get(path.split('/').at(-1) ?? '');
    const at = this.scripts.findIndex((one) => one.method === 'file');
    const script = at < 0 ? undefined : this.scripts.splice(at, 1)[0]?.script;
    if (script !== undefined) return this.play(script, 'file', {}, response);
    response.writeHead(bytes ? 200 : 404);
    response.end(bytes);
  }
}

interface Button {
  readonly text: string;
  readonly callback_data: string;
}

const keyboardIn = ({ reply_markup: markup }: Readonly<Record<string, string>>): Button[] => {
  const { inline_keyboard: rows } = JSON.parse(markup ?? '{"inline_keyboard":[]}') as {
    readonly inline_keyboard: Button[][];
  };
  return rows.flat();
};

const ok = (result: unknown): Script => ({ status: 200, body: { ok: true, result } });
const unauthorized = refusal(401, 'Unauthorized');

const answer = (response: ServerResponse, script: Script): void => {
  if (typeof script === 'string') return;
  const { status, body } = script;
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
};
