import { randomUUID } from 'node:crypto';
import { FileBox } from 'file-box';
import { PuppetMock, mock } from 'wechaty-puppet-mock';
import { PuppetServer } from 'wechaty-puppet-service';
import type { PuppetOrder, PuppetWord } from './puppet-server-orders.js';

/** A gateway of wechaty as people run it: the real gRPC server, around a puppet whose phones obey the test. */
type Contact = Extract<PuppetOrder, { do: 'open' }>['contacts'][number];

const tell = (word: PuppetWord): void => void process.send?.(word);
const never = (): Promise<never> => new Promise(() => undefined);

const ERRORS: Readonly<Record<string, string>> = {
  throttles: '操作过于频繁，请稍后再试',
  'no-such-address': 'contact not exist',
  blocked: '消息已发出，但被对方拒收了。',
  'refuses-content': '内容违规，发送失败',
};

class PhonePuppet extends PuppetMock {
  fault: string | null = null;
  heart: NodeJS.Timeout | null = null;
  readonly friendships = new Map<string, { contactId: string; hello: string }>();
  readonly aliases = new Map<string, string>();

  override async onStart(): Promise<void> {
    await super.onStart();
    this.heart ??= setInterval(() => this.emit('heartbeat', { data: 'beats' }), 250);
  }

  override ding(data?: string): void {
    setImmediate(() => this.emit('dong', { data: data ?? '' }));
  }

  override async messageSendText(address: string, text: string): Promise<void> {
    if (!this.isLoggedIn) throw new Error('not logged in');
    const { fault } = this;
    const error = fault === null ? undefined : ERRORS[fault];
    if (error !== undefined) throw new Error(error);
    const contact = this.mocker.ContactMock.load(address);
    tell({ kind: 'shown', address, text });
    if (fault === 'takes-then-errors') throw new Error('internal error of the puppet');
    if (fault === 'takes-then-drops') {
      tell({ kind: 'drop' });
      return never();
    }
    if (fault === 'hangs') return never();
    if (fault === 'no-echo') return;
    this.mocker.ContactMock.load(this.currentUserId).say(text).to(contact);
    if (fault === 'echoes-then-errors') throw new Error('internal error of the puppet');
  }

  override contactAlias(contactId: string): Promise<string>;
  override contactAlias(contactId: string, alias: string | null): Promise<void>;
  override async contactAlias(contactId: string, alias?: string | null): Promise<void | string> {
    if (alias === undefined) return this.aliases.get(contactId) ?? '';
    this.aliases.set(contactId, alias ?? '');
    tell({ kind: 'named', address: contactId, alias: alias ?? '' });
  }

  override async contactRawPayload(id: string) {
    const payload = await super.contactRawPayload(id);
    return { ...payload, alias: this.aliases.get(id) ?? '' };
  }

  override async friendshipRawPayload(id: string): Promise<unknown> {
    return { id, type: 2, ticket: 't', timestamp: Date.now(), ...this.friendships.get(id) };
  }

  override async friendshipAccept(id: string): Promise<void> {
    tell({ kind: 'accepted', address: this.friendships.get(id)?.contactId ?? '' });
  }
}

const mocker = new mock.Mocker();
const puppet = new PhonePuppet({ mocker });
let self = 'wxid_parley';
let loggedIn = true;
let last: string | null = null;

const person = ({ id, alias }: Contact): void => {
  if (mocker.cacheContactPayload.has(id)) return;
  mocker.createContact({ id, name: 'somebody' });
  if (alias !== undefined) puppet.aliases.set(id, alias);
};

function logIn(): void {
  loggedIn = true;
  if (!mocker.cacheContactPayload.has(self)) mocker.createContact({ id: self, name: 'Parley' });
  mocker.login(mocker.ContactMock.load(self));
  setImmediate(() => puppet.emit('ready', { data: 'ready' }));
}

mocker.use(() => {
  if (loggedIn) logIn();
  else mocker.scan('https://login.example/first', 2);
  return () => undefined;
});

function receive({ from, to, type, text, file, room, at }: Extract<PuppetOrder, { do: 'receive' }>): void {
  const id = `message-${randomUUID()}`;
  if (file !== undefined) {
    mocker.cacheFileBoxPayload.set(id, FileBox.fromBase64(file.base64, file.name).toJSON());
  }
  if (room !== undefined && !mocker.cacheRoomPayload.has(room)) {
    mocker.createRoom({ id: room, topic: 'a group', memberIdList: [from, self] });
  }
  const where = room === undefined ? { listenerId: to ?? self } : { roomId: room, mentionIdList: [] };
  mocker.MessageMock.create({
    id,
    talkerId: from === 'self' ? self : from,
    timestamp: at ?? Date.now(),
    type,
    text: text ?? '',
    ...(file === undefined ? {} : { filename: file.name }),
    ...where,
  } as Parameters<typeof mocker.MessageMock.create>[0]);
  last = id;
  puppet.emit('message', { messageId: id });
  tell({ kind: 'sent', id });
}

async function obey(order: PuppetOrder): Promise<void> {
  switch (order.do) {
    case 'open': {
      self = order.self;
      loggedIn = order.loggedIn;
      for (const contact of order.contacts) person(contact);
      const { endpoint, token, tls } = order;
      await new PuppetServer({ endpoint, token, puppet, tls: { disable: !tls } }).start();
      return;
    }
    case 'person':
      return person(order);
    case 'fault':
      puppet.fault = order.fault;
      return;
    case 'receive':
      return receive(order);
    case 'repeat':
      if (last !== null) puppet.emit('message', { messageId: last });
      return;
    case 'friend': {
      puppet.friendships.set(order.id, { contactId: order.address, hello: order.hello });
      puppet.emit('friendship', { friendshipId: order.id });
      return;
    }
    case 'kick':
      loggedIn = false;
      await puppet.logout('kicked');
      return;
    case 'scan':
      puppet.emit('scan', { qrcode: order.code, status: order.status });
      return;
    case 'log-in':
      return logIn();
    case 'silence':
      if (puppet.heart !== null) clearInterval(puppet.heart);
      return;
  }
}

process.on('message', (message) => {
  const { order, at } = message as { readonly order: PuppetOrder; readonly at: number };
  void obey(order).then(
    () => tell({ kind: 'done', at }),
    (error: unknown) => tell({ kind: 'failed', at, why: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
tell({ kind: 'done', at: 0 });
