import { describe, expect, it, jest } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { PendingReceiptEntity } from '../../../src/adapters/persistence/entities/pending-receipt.entity.js';
import { TakeChannelEvents } from '../../../src/application/channel/take-channel-events.js';
import { MINUTE, plus } from '../../../src/domain/calendar/instant.js';
import type { InboundContent } from '../../../src/domain/conversation/inbound-content.js';
import { idOf } from '../../../src/domain/shared/ids.js';
import { describeChannel } from '../../support/channel-contract.js';
import type { ChannelHouse } from '../../support/channel-house.js';
import { eventually } from '../../support/eventually.js';
import { whereInstalled } from '../../support/peers/where-installed.js';
import { KANNEL, KANNEL_IS_HERE, SENDER } from '../../support/peers/kannel.js';
import type { KannelPeer } from '../../support/peers/kannel.js';
import { NO_SUBSCRIBER, SILENT, SWITCHED_OFF } from '../../support/peers/kannel-upstream.js';

const describeKannel = (house: () => ChannelHouse): void => {
  const peer = (): KannelPeer => house().peer as KannelPeer;
  const upstream = (): KannelPeer['upstream'] => peer().upstream;
  const heard = async (address: string): Promise<InboundContent[]> =>
    (await house().heardFrom(address)).map(({ content }) => content);
  const reports = (attemptId: string): Promise<PendingReceiptEntity[]> =>
    house().service.rows(PendingReceiptEntity, { providerMessageId: attemptId });
  const sends = async (address: string, text: string) => {
    const attemptId = randomUUID();
    const outcome = await house().send(address, text, { attemptId: idOf(attemptId) });
    return { attemptId, outcome };
  };
  const calls = (query: string): Promise<Response> => fetch(`${peer().relay.callback}${query}`);

  describe('what Kannel would damage', () => {
    it.each([
      ['every sign of GSM-7', '@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà^{}\\[~]|€'],
      ['ten parts of GSM-7', 'é'.repeat(1_530)],
      ['ten parts of signs of two septets', '€'.repeat(760)],
      ['ten parts of UCS-2', '您'.repeat(670)],
      ['blanks at both ends', '  pay now  '],
    ])('%s arrives whole', async (name, text) => {
      const address = `+8613700${String(text.length).padStart(6, '0')}`;
      expect((await sends(address, text)).outcome.kind).toBe('accepted');
      await eventually(() => expect([name, upstream().shown(address)]).toEqual([name, [text]]));
    });

    it.each([
      ['an eleventh part', '您'.repeat(671)],
      ['a control character', 'pay\u0007now'],
      ['an emoji that would be cut in two', `${'您'.repeat(66)}👍${'您'.repeat(10)}`],
    ])('%s is refused before it is sent', async (_, text) => {
      const before = peer().front.heard.length;
      const { outcome } = await sends('+8613700000000', text);
      expect(outcome).toMatchObject({ kind: 'refused', reason: 'content-rejected' });
      expect(peer().front.heard).toHaveLength(before);
    });

    it('an address of something else than one telephone is refused', async () => {
      for (const address of ['+8613700000001 +8613700000002', 'wxid_1', '']) {
        const { outcome } = await sends(address, 'x');
        expect(outcome).toMatchObject({ kind: 'refused', reason: 'unreachable-address' });
      }
    });
  });

  it('is worth nothing after the contact window, and asks for a report', async () => {
    const address = '+8613711110001';
    const validUntil = plus(house().service.now(), 30 * MINUTE);
    const before = performance.timeOrigin + performance.now();
    await house().send(address, 'in time', { validUntil });
    await eventually(() => expect(upstream().shown(address)).toEqual(['in time']));
    const pdu = upstream().sent.at(-1);
    const minutes = (Number(pdu?.validity_period) - before) / MINUTE;
    expect([Math.round(minutes), pdu?.registered_delivery, pdu?.data_coding]).toEqual([30, 17, 0]);
  });

  it('the account tells that its credentials are refused, that no SMSC is there, and that all is well', async () => {
    const { gateway } = house().registration;
    await peer().misbehaves('bad-credentials');
    await sends('+8613711110003', 'x');
    expect((await house().account()).state).toBe('blocked');
    await peer().misbehaves(null);
    expect(await gateway.check(await house().account())).toMatchObject({ state: 'up' });
    await upstream().stop();
    await eventually(async () =>
      expect(await gateway.check(await house().account())).toEqual({
        state: 'down',
        detail: 'Kannel answers, but no SMSC is connected to it; texts would wait there.',
      }),
    );
    await peer().reconnects();
    await eventually(async () =>
      expect(await gateway.check(await house().account())).toMatchObject({ state: 'up' }),
    );
  });

  it('leaves a text with Kannel while its SMSC is away, and the phone shows it once', async () => {
    const address = '+8613711110002';
    await upstream().stop();
    await eventually(async () => expect(await peer().status()).not.toMatch(/SMPP[^\n]*\(online/));
    expect((await sends(address, 'later')).outcome.kind).toBe('accepted');
    expect(upstream().shown(address)).toEqual([]);
    await peer().reconnects();
    await eventually(() => expect(upstream().shown(address)).toEqual(['later']));
    expect((await sends(address, 'after it')).outcome.kind).toBe('accepted');
    await eventually(() => expect(upstream().shown(address)).toEqual(['later', 'after it']));
  });

  describe('reports', () => {
    it('a text that arrived is delivered, however often that is told', async () => {
      const { attemptId } = await sends('+8613722220001', 'x');
      await eventually(async () =>
        expect((await reports(attemptId)).map(({ status }) => status)).toEqual(['delivered']),
      );
      const query = `?kind=dlr&attempt=${attemptId}&status=1&answer=&ts=1795385474`;
      for (const times of [1, 2]) expect([times, (await calls(query)).status]).toEqual([times, 200]);
      expect(await reports(attemptId)).toHaveLength(1);
    });

    it.each([
      [NO_SUBSCRIBER, 'unreachable: rejected by the SMSC with 0x0000000b'],
      [SWITCHED_OFF, 'UNDELIV, error 001'],
    ])('a number that ends with %s is failed: %s', async (ending, reason) => {
      const told = jest.spyOn(house().service.get(TakeChannelEvents), 'run');
      const { attemptId, outcome } = await sends(`+861373333${ending}`, 'x');
      expect(outcome.kind).toBe('accepted');
      await eventually(async () =>
        expect((await reports(attemptId)).map(({ status }) => status)).toEqual(['failed']),
      );
      const details = told.mock.calls
        .flatMap(([, events]) => events)
        .flatMap((event) =>
          event.kind === 'receipt' && event.receipt.providerMessageId === attemptId
            ? [event.receipt.detail]
            : [],
        );
      expect(details).toEqual([reason]);
    });

    it('where none comes, nothing is made up', async () => {
      const address = `+861374444${SILENT}`;
      const { attemptId } = await sends(address, 'x');
      await eventually(() => expect(upstream().shown(address)).toEqual(['x']));
      const later = await sends('+8613744440001', 'y');
      await eventually(async () => expect(await reports(later.attemptId)).toHaveLength(1));
      expect(await reports(attemptId)).toEqual([]);
    });

    it('what is not understood is refused, and answers never hold a word', async () => {
      const callbacks = [
        '',
        '?kind=push',
        '?kind=dlr&status=1',
        '?kind=dlr&attempt=1&status=7',
        '?kind=mo&text=x',
      ];
      for (const query of callbacks) {
        const answer = await calls(query);
        expect([query, answer.status, await answer.text()]).toEqual([query, 400, '']);
      }
      const taken = await calls('?kind=mo&from=%2B8613755550001&text=x&charset=UTF-8&id=1&unknown=1&from2=x');
      expect([taken.status, await taken.text()]).toEqual([200, '']);
    });
  });

  describe('what people write', () => {
    it('is one message, in whatever order its parts come', async () => {
      const address = '+8613766660001';
      const parts = ['下周五发工资😀', '还500，', '剩下的下个月'];
      for (const number of [3, 1, 2]) {
        const udh = Buffer.from([0x05, 0x00, 0x03, 0x2a, parts.length, number]);
        await upstream().deliver(address, SENDER, parts[number - 1] ?? '', udh);
      }
      await eventually(async () =>
        expect(await heard(address)).toEqual([{ kind: 'text', text: parts.join('') }]),
      );
    });

    it('comes from the same person with and without a plus', async () => {
      await upstream().deliver('13766660002', SENDER, '退订');
      await eventually(async () =>
        expect(await heard('+8613766660002')).toEqual([{ kind: 'text', text: '退订' }]),
      );
    });

    it('is understood from the program fakesmsc too', async () => {
      const message = '13766660003 10690 text hello from another codec';
      const program = spawn(
        '/usr/lib/kannel/test/fakesmsc',
        ['-H', '127.0.0.1', '-r', String(peer().fakePort), '-m', '1', message],
        { stdio: 'ignore' },
      );
      await eventually(async () =>
        expect(await heard('+8613766660003')).toEqual([{ kind: 'text', text: 'hello from another codec' }]),
      );
      const gone = once(program, 'exit');
      program.kill('SIGKILL');
      await gone;
    });

    it('is brought again by Kannel itself until it is stored', async () => {
      const storing = jest
        .spyOn(house().service.get(TakeChannelEvents), 'run')
        .mockRejectedValueOnce(new Error('the database is away'));
      const address = '+8613766660004';
      await peer().writes(address, { kind: 'text', text: '还在吗' });
      await eventually(async () => expect(await heard(address)).toEqual([{ kind: 'text', text: '还在吗' }]));
      expect(storing.mock.calls.length).toBeGreaterThanOrEqual(2);
    });

    it('waits in Kannel while smsbox is down', async () => {
      const address = '+8613766660005';
      await peer().killSmsbox();
      const { outcome } = await sends(address, 'nobody takes this');
      expect(outcome).not.toMatchObject({ kind: 'accepted' });
      await peer().writes(address, { kind: 'text', text: '在吗' });
      await peer().startSmsbox();
      await eventually(async () => expect(await heard(address)).toEqual([{ kind: 'text', text: '在吗' }]));
      expect(upstream().shown(address)).toEqual([]);
    });
  });
};

whereInstalled(KANNEL_IS_HERE, KANNEL.name, () => describeChannel(KANNEL, describeKannel));
