import { afterAll, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { SimulatorListener } from '../../../src/adapters/channels/simulator/simulator.listener.js';
import { DebtEntity } from '../../../src/adapters/persistence/entities/debt.entity.js';
import { EventEntity } from '../../../src/adapters/persistence/entities/event.entity.js';
import { InboundMessageEntity } from '../../../src/adapters/persistence/entities/inbound-message.entity.js';
import { ReadUnmatched } from '../../../src/application/channel/read-unmatched.js';
import { Alarms } from '../../../src/application/ports/alarms.js';
import { Lenders } from '../../../src/application/ports/lenders.js';
import { MINUTE, plus } from '../../../src/domain/calendar/instant.js';
import type { Lender } from '../../../src/domain/debt/lender.js';
import { eachDatabase } from '../../support/databases.js';
import type { Dialogue } from '../../support/dialogue.js';
import { SETTINGS, START, confirmedDebtor, newDebtor } from '../../support/people.js';
import { Service } from '../../support/service.js';

eachDatabase('messages that cannot be processed', (place) => {
  let service: Service;
  let lender: Lender;
  const { zone } = SETTINGS['zh-CN'];

  beforeAll(async () => {
    service = await Service.start(await place.url(), START, ['lumen']);
    const found = await service.within(() => service.get(Lenders).byCode('lumen'));
    if (!found) throw new Error('no lender');
    lender = found;
  });
  afterAll(() => service.stop());
  beforeEach(async () => {
    await mend();
    await service.nextWorkday('10:00', zone);
  });

  /** A lender whose hours never open: nothing can be said about when a person answers. */
  const breakLender = (): Promise<void> => save({ workingHours: { ...lender.workingHours, periods: [] } });
  const mend = (): Promise<void> => save({ workingHours: lender.workingHours });
  const save = (change: Partial<Lender>): Promise<void> =>
    service.within(async () => {
      const stored = await service.get(Lenders).byCode('lumen');
      if (stored) await service.get(Lenders).save({ ...stored, ...change });
    });
  const minutes = (count: number): Promise<void> => service.moveTo(plus(service.now(), count * MINUTE));
  const states = async (debtor: Dialogue): Promise<string[]> =>
    (await debtor.inbound()).map(({ state }) => state);

  it('after 15 minutes a person gets it, and later messages go on', async () => {
    const debtor = await confirmedDebtor(service, 'zh-CN');
    await breakLender();
    await debtor.types({ kind: 'text', text: '我想问一下账单' });
    await service.work();
    expect((await states(debtor)).slice(-1)).toEqual(['recorded']);
    for (let count = 0; count < 14; count += 1) await minutes(1);
    expect((await states(debtor)).slice(-1)).toEqual(['recorded']);
    expect(await debtor.queued()).toEqual([]);
    for (let count = 0; count < 2; count += 1) await minutes(1);
    expect((await states(debtor)).slice(-1)).toEqual(['failed']);
    expect(await debtor.queued()).toEqual(['inbound-stuck urgent']);
    const item = await debtor.item();
    expect(item.unread).toBe(1);
    expect(item.conversationId).toBe((await debtor.conversation()).id);
    expect((await debtor.inbound()).at(-1)?.conversationId).toBe(item.conversationId);

    await mend();
    await debtor.says('在吗');
    expect((await states(debtor)).slice(-2)).toEqual(['failed', 'processed']);
    expect(await debtor.queued()).toEqual(['inbound-stuck urgent']);
    const told = await service.rows(EventEntity, { type: 'inbound.failed' });
    expect(told.map(({ subjects }) => subjects['conversation'])).toEqual([item.conversationId]);
  });

  it('what sounds like danger does not wait', async () => {
    const debtor = await confirmedDebtor(service, 'zh-CN');
    await breakLender();
    await debtor.types({ kind: 'text', text: '我不想活了' });
    await service.work();
    for (let count = 0; count < 2; count += 1) await minutes(1);
    expect((await states(debtor)).slice(-1)).toEqual(['failed']);
    expect(await debtor.queued()).toEqual(['crisis urgent']);
    expect(await debtor.holds()).toEqual(['debtor crisis', 'debtor human-owner']);
  });

  it('danger of somebody who owes nothing any more is an alarm, because no queue can have it', async () => {
    const debtor = await newDebtor(service, 'zh-CN');
    const alarm = jest.spyOn(service.get(Alarms), 'raise').mockImplementation(() => undefined);
    const { id } = await debtor.debt();
    await service.app
      .get<DataSource>(getDataSourceToken(), { strict: false })
      .getRepository(DebtEntity)
      .delete({ id });
    await debtor.types({ kind: 'text', text: '我不想活了' });
    await service.work();
    for (let count = 0; count < 2; count += 1) await minutes(1);
    expect((await states(debtor)).slice(-1)).toEqual(['failed']);
    expect(alarm).toHaveBeenCalledTimes(1);
    const shown = await service.get(ReadUnmatched).run(service.scope, { before: null, limit: 1 });
    expect(shown).toMatchObject([{ id: (await debtor.inbound()).at(-1)?.id, crisis: true }]);
  });

  it('a message that went wrong for some minutes only is processed, and nobody is called', async () => {
    const debtor = await confirmedDebtor(service, 'zh-CN');
    await breakLender();
    await debtor.types({ kind: 'text', text: '我的账单' });
    await service.work();
    for (let count = 0; count < 3; count += 1) await minutes(1);
    await mend();
    for (let count = 0; count < 2; count += 1) await minutes(1);
    expect((await states(debtor)).slice(-1)).toEqual(['processed']);
    expect(await debtor.queued()).toEqual([]);
  });

  it('a message that cannot even be read is set aside too', async () => {
    const debtor = await confirmedDebtor(service, 'zh-CN');
    await debtor.types({ kind: 'text', text: '你好' });
    await service.get(SimulatorListener).poll(service.scope.tenantId);
    await service.app
      .get<DataSource>(getDataSourceToken(), { strict: false })
      .getRepository(InboundMessageEntity)
      .update({ state: 'recorded' }, { content: 'of a key that is gone' });
    await service.work();
    for (let count = 0; count < 16; count += 1) await minutes(1);
    expect((await debtor.queued())[0]).toBe('inbound-stuck urgent');
  });
});
