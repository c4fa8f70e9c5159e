import { ContactPointEntity } from '../../../src/adapters/persistence/entities/contact-point.entity.js';
import { ConversationEntity } from '../../../src/adapters/persistence/entities/conversation.entity.js';
import { DebtEntity } from '../../../src/adapters/persistence/entities/debt.entity.js';
import { DebtorEntity } from '../../../src/adapters/persistence/entities/debtor.entity.js';
import { EventEntity } from '../../../src/adapters/persistence/entities/event.entity.js';
import { HandOffEntity } from '../../../src/adapters/persistence/entities/hand-off.entity.js';
import { InboundMessageEntity } from '../../../src/adapters/persistence/entities/inbound-message.entity.js';
import { MessageEntity } from '../../../src/adapters/persistence/entities/message.entity.js';
import { PromiseEntity } from '../../../src/adapters/persistence/entities/promise.entity.js';
import { EnrolmentEntity, TouchEntity } from '../../../src/adapters/persistence/entities/touch.entity.js';
import { DAY } from '../../../src/domain/calendar/instant.js';
import { ids, isRecovered, outcomes } from './recount-outcomes.js';
import type { Exposure, Recounted } from './recount-outcomes.js';
import type { Service } from '../../support/service.js';

export interface Asked {
  readonly start: number;
  readonly end: number;
  readonly now: number;
  readonly lenders: readonly string[] | null;
}

const HANDED_OVER = ['sent', 'sent-unconfirmed', 'unknown', 'delivered', 'read', 'failed'];
const UNSENT = ['suppressed', 'cancelled', 'too-old', 'failed'];

const loadAll = async (service: Service) => ({
  debts: await service.rows(DebtEntity, {}),
  debtors: await service.rows(DebtorEntity, {}),
  points: await service.rows(ContactPointEntity, {}),
  conversations: await service.rows(ConversationEntity, {}),
  messages: await service.rows(MessageEntity, {}),
  inbound: await service.rows(InboundMessageEntity, {}),
  promises: await service.rows(PromiseEntity, {}),
  handOffs: await service.rows(HandOffEntity, {}),
  touches: await service.rows(TouchEntity, {}),
  enrolments: await service.rows(EnrolmentEntity, {}),
  closings: await service.rows(EventEntity, { type: 'debt.closed' }),
});
type World = Awaited<ReturnType<typeof loadAll>>;

/** Counts every figure again, row by row, from what is stored. */
export class Recount {
  private readonly debts: Map<string, DebtEntity>;

  private constructor(
    private readonly world: World,
    private readonly asked: Asked,
  ) {
    this.debts = new Map(world.debts.map((debt) => [debt.id, debt]));
  }

  static async of(service: Service, asked: Asked): Promise<Recount> {
    return new Recount(await loadAll(service), asked);
  }

  private inside(at: number | null): boolean {
    return at !== null && at >= this.asked.start && at < this.asked.end;
  }

  private wanted(lenderId: string | undefined): boolean {
    return lenderId !== undefined && (this.asked.lenders === null || this.asked.lenders.includes(lenderId));
  }

  promises(): Record<string, Recounted> {
    const made = this.world.promises.filter(
      ({ madeAt, debtId }) => this.inside(madeAt) && this.wanted(this.debts.get(debtId)?.lenderId),
    );
    const inState = (...states: string[]) => ids(made.filter(({ state }) => states.includes(state)));
    const settled = inState('kept', 'partly-kept', 'broken');
    return {
      'promises.kept': { numerator: inState('kept'), denominator: settled },
      'promises.partly-kept': { numerator: inState('partly-kept'), denominator: settled },
      'promises.broken': { numerator: inState('broken'), denominator: settled },
      'promises.made': { numerator: ids(made), denominator: null },
      'promises.not-yet-due': { numerator: inState('open'), denominator: null },
      'promises.cancelled': { numerator: inState('cancelled'), denominator: null },
    };
  }

  containment(): Record<string, Recounted> {
    const closings = this.world.closings.filter(
      ({ at, subjects }) => this.inside(at) && this.wanted(this.debts.get(subjects['debt'] ?? '')?.lenderId),
    );
    const ripe = closings.filter(({ at }) => at + 7 * DAY <= this.asked.now);
    const contained = ripe.filter(({ at, subjects }) => {
      const debt = this.debts.get(subjects['debt'] ?? '');
      const closed = debt !== undefined && debt.closedAt !== null && debt.closedAt <= at;
      const person = this.world.handOffs.some(
        (one) =>
          one.debtorId === debt?.debtorId && one.lenderId === debt.lenderId && one.openedAt < at + 7 * DAY,
      );
      return closed && ['paid', 'settled'].includes(debt.state) && !person;
    });
    return {
      'containment.contained': { numerator: ids(contained), denominator: ids(ripe) },
      'containment.too-recent': {
        numerator: ids(closings.filter((one) => !ripe.includes(one))),
        denominator: null,
      },
    };
  }

  private unsentMessages(): MessageEntity[] {
    return this.world.messages.filter(
      ({ state, sentAt, changedAt, lenderId }) =>
        UNSENT.includes(state) && sentAt === null && this.inside(changedAt) && this.wanted(lenderId),
    );
  }

  private sentMessages(): MessageEntity[] {
    return this.world.messages.filter(({ sentAt, lenderId }) => this.inside(sentAt) && this.wanted(lenderId));
  }

  unsent(): Record<string, Recounted> {
    const unsent = this.unsentMessages();
    const figures: Record<string, Recounted> = {
      'unsent.all': { numerator: ids(unsent), denominator: ids([...unsent, ...this.sentMessages()]) },
    };
    const ruleOf = ({ state, stateReason }: MessageEntity): string =>
      state === 'failed' ? 'provider.refused' : (stateReason ?? state);
    for (const rule of new Set(unsent.map(ruleOf))) {
      const numerator = ids(unsent.filter((one) => ruleOf(one) === rule));
      figures[`unsent.by-rule ${rule}`] = { numerator, denominator: ids(unsent) };
    }
    return figures;
  }

  complaints(): Record<string, Recounted> {
    const sent = ids(this.sentMessages());
    const complaints = this.world.handOffs.filter(
      ({ reason, openedAt, lenderId }) =>
        reason === 'complaint' && this.inside(openedAt) && this.wanted(lenderId),
    );
    const optOuts = this.world.points.filter(({ id, optedOutAt }) => {
      const [last] = this.world.conversations
        .filter((one) => one.contactPointId === id)
        .sort((a, b) => (b.lastInboundAt ?? 0) - (a.lastInboundAt ?? 0) || (a.id < b.id ? 1 : -1));
      return this.inside(optedOutAt) && this.wanted(last?.lenderId);
    });
    return {
      'complaints.complaints': { numerator: ids(complaints), denominator: sent },
      'complaints.opt-outs': { numerator: ids(optOuts), denominator: sent },
    };
  }

  private answerOf(item: HandOffEntity): number | null {
    const answers = this.world.messages
      .filter(({ conversationId, origin }) => conversationId === item.conversationId && origin === 'staff')
      .flatMap(({ sentAt }) => (sentAt !== null && sentAt >= item.openedAt ? [sentAt] : []));
    return answers.length === 0 ? null : Math.min(...answers);
  }

  private opened(): (HandOffEntity & { readonly answeredAt: number | null })[] {
    return this.world.handOffs
      .filter(({ openedAt, lenderId }) => this.inside(openedAt) && this.wanted(lenderId))
      .map((item) => ({ ...item, answeredAt: this.answerOf(item) }));
  }

  answers(): Record<string, Recounted> {
    const opened = this.opened();
    const { now } = this.asked;
    const inTime = opened.filter((one) => one.answeredAt !== null && one.answeredAt <= one.answerBy);
    const late = opened.filter((one) => one.answeredAt !== null && one.answeredAt > one.answerBy);
    const waiting = opened.filter((one) => one.answeredAt === null && one.state !== 'closed');
    const waitingLate = waiting.filter(({ answerBy }) => answerBy <= now);
    const counted = ids([...inTime, ...late, ...waitingLate]);
    const answered = { numerator: ids([...inTime, ...late]), denominator: null };
    return {
      'answers.in-time': { numerator: ids(inTime), denominator: counted },
      'answers.late': { numerator: ids(late), denominator: counted },
      'answers.waiting-late': { numerator: ids(waitingLate), denominator: counted },
      'answers.not-yet-due': {
        numerator: ids(waiting.filter(({ answerBy }) => answerBy > now)),
        denominator: null,
      },
      'answers.closed-unanswered': {
        numerator: ids(opened.filter((one) => one.answeredAt === null && one.state === 'closed')),
        denominator: null,
      },
      'answers.median': answered,
      'answers.ninetieth': answered,
    };
  }

  /** Minutes until the first answer, shortest first. */
  minutesToAnswer(): number[] {
    return this.opened()
      .flatMap((one) => (one.answeredAt === null ? [] : [one.answeredAt - one.openedAt]))
      .sort((a, b) => a - b)
      .map((span) => Math.floor(span / 60_000));
  }

  steps(): Record<string, Recounted> {
    const rows = this.exposures();
    const figures: Record<string, Recounted> = {};
    for (const key of new Set(rows.map(({ touch }) => `${touch.treatment} ${touch.step}`))) {
      const own = rows.filter(({ touch }) => `${touch.treatment} ${touch.step}` === key);
      for (const [name, figure] of Object.entries(outcomes(own))) figures[`steps.${name} ${key}`] = figure;
    }
    return figures;
  }

  templates(): Record<string, Recounted> {
    const rows = this.exposures();
    const versionOf = (row: Exposure): string | null => {
      if (row.version !== null) return row.version;
      const day = dayOf(row.touch.plannedAt);
      const peers = rows.filter(
        (one) =>
          one.version !== null &&
          one.touch.treatment === row.touch.treatment &&
          one.touch.step === row.touch.step &&
          one.debt.lenderId === row.debt.lenderId &&
          one.locale === row.locale,
      );
      const days = [...new Set(peers.map(({ touch }) => dayOf(touch.plannedAt)))].sort();
      const inForce = days.filter((one) => one <= day).at(-1) ?? days[0];
      const counts = new Map<string, number>();
      for (const { version, touch } of peers) {
        if (version !== null && dayOf(touch.plannedAt) === inForce) {
          counts.set(version, (counts.get(version) ?? 0) + 1);
        }
      }
      return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? null;
    };
    const figures: Record<string, Recounted> = {};
    const keyed = rows.map((row) => ({
      row,
      key: `${row.touch.treatment} ${row.touch.step} ${versionOf(row)}`,
    }));
    for (const key of new Set(keyed.map((one) => one.key))) {
      if (key.endsWith(' null')) continue;
      const own = keyed.filter((one) => one.key === key).map(({ row }) => row);
      for (const [name, figure] of Object.entries(outcomes(own)))
        figures[`templates.${name} ${key}`] = figure;
    }
    return figures;
  }

  private exposures(): Exposure[] {
    const { world } = this;
    const first = new Map<string, TouchEntity>();
    for (const touch of world.touches) {
      const key = `${touch.debtId} ${touch.treatment} ${touch.step}`;
      const known = first.get(key);
      const isEarlier =
        known &&
        (touch.plannedAt < known.plannedAt || (touch.plannedAt === known.plannedAt && touch.id < known.id));
      if (!known || isEarlier) first.set(key, touch);
    }
    return [...first.values()].flatMap((touch) => {
      const debt = this.debts.get(touch.debtId);
      if (!debt || !this.inside(touch.plannedAt) || !this.wanted(debt.lenderId)) return [];
      return [this.exposureOf(touch, debt)];
    });
  }

  private exposureOf(touch: TouchEntity, debt: DebtEntity): Exposure {
    const { world } = this;
    const until = touch.plannedAt + 30 * DAY;
    const message = world.messages.find(({ id }) => id === touch.messageId);
    const contacted = message !== undefined && HANDED_OVER.includes(message.state);
    const sentAt = message?.sentAt ?? null;
    const between = (at: number | null): boolean =>
      sentAt !== null && at !== null && at >= sentAt && at < until;
    const isLastBefore = (at: number): boolean =>
      !world.messages.some(
        (one) =>
          one.conversationId === message?.conversationId &&
          one.origin === 'cadence' &&
          one.sentAt !== null &&
          one.sentAt > (sentAt ?? 0) &&
          one.sentAt <= at,
      );
    const promised = world.promises.filter(
      (one) => one.debtId === debt.id && one.madeAt >= touch.plannedAt && one.madeAt < until,
    );
    const point = world.points.find(({ id }) => id === message?.contactPointId);
    return {
      touch,
      debt,
      locale: world.debtors.find(({ id }) => id === debt.debtorId)?.locale ?? '',
      version: touch.templateVersionId ?? message?.templateVersionId ?? null,
      complete: until <= this.asked.now,
      contacted,
      unconfirmed: message !== undefined && ['sent-unconfirmed', 'unknown'].includes(message.state),
      replied: world.inbound.some(
        (one) => one.conversationId === message?.conversationId && between(one.receivedAt),
      ),
      promised: promised.length > 0,
      kept: promised.some(({ state }) => state === 'kept'),
      recovered: isRecovered(debt, touch.plannedAt, until),
      complained: world.handOffs.some(
        (one) =>
          one.conversationId === message?.conversationId &&
          one.reason === 'complaint' &&
          between(one.openedAt) &&
          isLastBefore(one.openedAt),
      ),
      optedOut: between(point?.optedOutAt ?? null) && isLastBefore(point?.optedOutAt ?? 0),
    };
  }

  experiments(): Record<string, Recounted> {
    const first = new Map<string, EnrolmentEntity>();
    for (const one of this.world.enrolments) {
      const key = `${one.debtId} ${one.experiment}`;
      const known = first.get(key);
      if (!known || one.enrolledAt < known.enrolledAt) first.set(key, one);
    }
    const rows = [...first.values()].flatMap((one) => {
      const debt = this.debts.get(one.debtId);
      if (!debt || !this.inside(one.enrolledAt) || !this.wanted(debt.lenderId)) return [];
      const until = one.enrolledAt + 30 * DAY;
      const contacted = this.world.messages.some(
        ({ debtId, origin, state }) =>
          debtId === debt.id && origin === 'cadence' && HANDED_OVER.includes(state),
      );
      const recovered = isRecovered(debt, one.enrolledAt, until);
      return [{ ...one, id: one.debtId, complete: until <= this.asked.now, contacted, recovered }];
    });
    const figures: Record<string, Recounted> = {};
    for (const key of new Set(rows.map(({ experiment, arm }) => `${experiment} ${arm}`))) {
      const all = rows.filter(({ experiment, arm }) => `${experiment} ${arm}` === key);
      const own = all.filter(({ complete }) => complete);
      const contacted = own.filter((one) => one.contacted);
      const recovered = (some: typeof own) => ids(some.filter((one) => one.recovered));
      figures[`experiments.recovered-of-all ${key}`] = { numerator: recovered(own), denominator: ids(own) };
      figures[`experiments.recovered-of-contacted ${key}`] = {
        numerator: recovered(contacted),
        denominator: ids(contacted),
      };
      figures[`experiments.contacted ${key}`] = { numerator: ids(contacted), denominator: ids(own) };
      figures[`experiments.incomplete ${key}`] = {
        numerator: ids(all.filter(({ complete }) => !complete)),
        denominator: null,
      };
    }
    return figures;
  }
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
