import type { Concessions } from '../../src/domain/arrangement/limits.js';
import { Lenders } from '../../src/application/ports/lenders.js';
import type { Instant } from '../../src/domain/calendar/instant.js';
import type { Answer, ApiCaller } from './api.js';
import { ApiService } from './api.js';
import type { Dialogue } from './dialogue.js';
import { START, confirmedDebtor } from './people.js';
import type { Service } from './service.js';

const concessions = (maximumInstalments: number, lumpDiscountPerMille: number): Concessions => ({
  maximumInstalments,
  minimumInstalmentMinor: 10_000,
  minimumFirstPaymentPerMille: 50,
  startWithinDays: 15,
  frequencies: ['monthly'],
  lumpDiscountPerMille,
});

/** What the assistant, staff and leads may agree in these tests: 3, 6 and 12 instalments. */
const LIMITS = {
  default: {
    buckets: {
      '1-30': { assistant: concessions(3, 0), staff: concessions(6, 50), lead: concessions(12, 150) },
    },
    maximumRounds: 3,
    promiseWithinDays: 30,
    graceDays: 3,
    selfServiceDateMoves: 1,
  },
};

/** A full telephone number, a provider's id or an ID of anybody in these tests. */
const FULL = /1380000\d{4}|wxid_test|19900501|13912345678/;

/** Status and code of an answer. */
export const told = ({ status, body }: Answer) => [status, body?.code];
/** The path of something that is done to a conversation. */
export const at = (id: string, act: string): string => `/v1/conversations/${id}/${act}`;

/** A desk with two members of staff, two leads, and somebody who works for another lender only. */
export class StaffedDesk {
  private constructor(
    readonly api: ApiService,
    readonly lin: ApiCaller,
    readonly kai: ApiCaller,
    readonly mei: ApiCaller,
    readonly rui: ApiCaller,
    readonly outsider: ApiCaller,
    /** Every answer that any of them got. */
    readonly answers: readonly Answer[],
  ) {}

  static async start(url: string, start: Instant = START): Promise<StaffedDesk> {
    const api = await ApiService.start(url, start, ['lumen', 'northwind']);
    const answers: Answer[] = [];
    const listening = (caller: ApiCaller): ApiCaller =>
      new Proxy(caller, {
        get: (target, name: keyof ApiCaller) => {
          if (name !== 'send') return Reflect.get(target, name) as unknown;
          return async (...given: Parameters<ApiCaller['send']>) => {
            const answer = await target.send(...given);
            answers.push(answer);
            return answer;
          };
        },
      });
    const lin = listening(await api.as('staff', { login: 'lin' }));
    const kai = listening(await api.as('staff', { login: 'kai' }));
    const mei = listening(await api.as('lead', { login: 'mei' }));
    const rui = listening(await api.as('lead', { login: 'rui' }));
    const outsider = listening(await api.as('staff', { login: 'noor', lenders: ['northwind'] }));
    const { service } = api;
    await service.within(async () => {
      const lumen = await service.get(Lenders).byCode('lumen');
      if (!lumen) throw new Error('lumen is gone');
      await service.get(Lenders).save({ ...lumen, limits: LIMITS });
    });
    return new StaffedDesk(api, lin, kai, mei, rui, outsider, answers);
  }

  get service(): Service {
    return this.api.service;
  }

  stop(): Promise<void> {
    return this.api.stop();
  }

  async eventsOf(caller: ApiCaller, id: string, query = '') {
    return (await caller.get(at(id, `events${query}`))).body;
  }

  async newestSeq(id: string): Promise<number> {
    return Math.max(...(await this.eventsOf(this.lin, id)).items.map(({ seq }: { seq: number }) => seq));
  }

  /** A confirmed debtor whose conversation `lin` holds. */
  async held(words = '我要找人工客服'): Promise<{ debtor: Dialogue; id: string }> {
    const debtor = await confirmedDebtor(this.service, 'zh-CN');
    await debtor.says(words);
    const { id } = await debtor.conversation();
    const { status } = await this.lin.post(at(id, 'claim'));
    if (status !== 200) throw new Error(`the claim was answered with ${status}`);
    return { debtor, id };
  }

  async release(id: string): Promise<void> {
    await this.lin.post(at(id, 'release'));
  }

  /** Says something with everything read before. */
  async send(caller: ApiCaller, id: string, body: Record<string, unknown>): Promise<Answer> {
    return caller.post(at(id, 'messages'), { basedOnSeq: await this.newestSeq(id), ...body });
  }

  /** The beginnings of answers with a full telephone number or ID in them. */
  leaks(): string[] {
    return this.answers
      .map(({ body }) => JSON.stringify(body ?? ''))
      .filter((text) => FULL.test(text))
      .map((text) => text.slice(0, 200));
  }
}
