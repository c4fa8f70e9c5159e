import { Injectable } from '@nestjs/common';
import { EventPlaces } from '../../../application/ports/event-places.js';
import type { EventPlace, QueueRowNow } from '../../../application/ports/event-places.js';
import type { EventSubjects } from '../../../application/ports/event-log.js';
import { groupBy } from '../../../domain/shared/group-by.js';
import type { ConversationId, LenderId } from '../../../domain/shared/ids.js';
import { HandOffEntity } from '../entities/hand-off.entity.js';
import { marks } from '../rows.js';
import { byId, TenantRows } from './tenant-rows.js';

interface Owned {
  readonly id: string;
  readonly lenderId: LenderId | null;
  readonly conversationId: ConversationId | null;
  readonly debtorId: string | null;
}

interface Talk {
  readonly id: ConversationId;
  readonly lenderId: LenderId;
  readonly debtorId: string;
  readonly contactPointId: string;
}

/** Subjects that say whose an event is, the surest first, with the table they are rows of. */
const OWNED = {
  debt: 'SELECT id, lender_id AS lenderId, NULL AS conversationId, debtor_id AS debtorId FROM debts',
  message:
    'SELECT id, lender_id AS lenderId, conversation_id AS conversationId, debtor_id AS debtorId FROM messages',
  inbound:
    'SELECT id, NULL AS lenderId, conversation_id AS conversationId, NULL AS debtorId FROM inbound_messages',
  contactPoint:
    'SELECT id, NULL AS lenderId, NULL AS conversationId, debtor_id AS debtorId FROM contact_points',
} as const;
type OwnedKind = keyof typeof OWNED;
const OWNED_KINDS = Object.keys(OWNED) as OwnedKind[];

/** Subjects of which at least one belongs to lenders. */
const OF_LENDERS = [...OWNED_KINDS, 'lender', 'conversation', 'handOff', 'debtor'];

interface Known {
  readonly owned: Readonly<Record<OwnedKind, ReadonlyMap<string, Owned>>>;
  readonly handOffs: ReadonlyMap<string, HandOffEntity>;
  readonly talks: ReadonlyMap<string, Talk>;
  readonly talksOfDebtor: ReadonlyMap<string, readonly Talk[]>;
  readonly lendersOfDebtor: ReadonlyMap<string, ReadonlySet<LenderId>>;
  readonly openOfTalk: ReadonlyMap<string, readonly HandOffEntity[]>;
}

@Injectable()
export class SqlEventPlaces extends EventPlaces {
  constructor(private readonly rows: TenantRows) {
    super();
  }

  async of(events: readonly { readonly subjects: EventSubjects }[]): Promise<readonly EventPlace[]> {
    const subjects = events.map((event) => event.subjects);
    const known = await this.lookUp(subjects);
    return subjects.map((one) => placeOf(one, known));
  }

  private async lookUp(subjects: readonly EventSubjects[]): Promise<Known> {
    const idsOf = (kind: string): string[] => subjects.flatMap((one) => one[kind] ?? []);
    const owned = {} as Record<OwnedKind, ReadonlyMap<string, Owned>>;
    for (const kind of OWNED_KINDS) owned[kind] = byId(await this.owned(OWNED[kind], idsOf(kind)));
    const handOffs = byId(await this.rows.readIn(HandOffEntity, 'id', idsOf('handOff')));
    const debtorIds = [
      ...idsOf('debtor'),
      ...OWNED_KINDS.flatMap((kind) => [...owned[kind].values()].flatMap(({ debtorId }) => debtorId ?? [])),
      ...[...handOffs.values()].map(({ debtorId }) => debtorId),
    ];
    const conversationIds = [
      ...idsOf('conversation'),
      ...[...owned.inbound.values()].flatMap(({ conversationId }) => conversationId ?? []),
    ];
    const talks = [
      ...(await this.talks('id', conversationIds)),
      ...(await this.talks('debtor_id', debtorIds)),
    ];
    const lenders = await this.lenders(debtorIds);
    const openItems = await this.rows.readIn(
      HandOffEntity,
      'conversation_id',
      talks.map(({ id }) => id),
      { condition: `AND state IN ('open', 'claimed')` },
    );
    return {
      owned,
      handOffs,
      talks: byId(talks),
      talksOfDebtor: groupBy([...byId(talks).values()], ({ debtorId }) => debtorId),
      lendersOfDebtor: lenders,
      openOfTalk: groupBy(openItems, ({ conversationId }) => conversationId),
    };
  }

  private owned(select: string, ids: readonly string[]): Promise<Owned[]> {
    return this.rows.inLists(ids, (list) =>
      this.rows.query<Owned>(`${select} WHERE tenant_id = ? AND id IN (${marks(list)})`, [
        this.rows.tenantId,
        ...list,
      ]),
    );
  }

  private talks(column: 'id' | 'debtor_id', values: readonly string[]): Promise<Talk[]> {
    return this.rows.inLists(values, (list) =>
      this.rows.query<Talk>(
        `SELECT id, lender_id AS lenderId, debtor_id AS debtorId, contact_point_id AS contactPointId
         FROM conversations WHERE tenant_id = ? AND ${column} IN (${marks(list)})`,
        [this.rows.tenantId, ...list],
      ),
    );
  }

  private async lenders(debtorIds: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<LenderId>>> {
    const pairs = await this.rows.inLists(debtorIds, (list) =>
      this.rows.query<{ debtorId: string; lenderId: LenderId }>(
        `SELECT DISTINCT debtor_id AS debtorId, lender_id AS lenderId FROM debts
         WHERE tenant_id = ? AND debtor_id IN (${marks(list)})`,
        [this.rows.tenantId, ...list],
      ),
    );
    const grouped = groupBy(pairs, ({ debtorId }) => debtorId);
    return new Map(
      [...grouped].map(([debtorId, some]) => [debtorId, new Set(some.map(({ lenderId }) => lenderId))]),
    );
  }
}

const placeOf = (subjects: EventSubjects, known: Known): EventPlace => {
  const found = OWNED_KINDS.flatMap((kind) => known.owned[kind].get(subjects[kind] ?? '') ?? []);
  const handOff = known.handOffs.get(subjects['handOff'] ?? '');
  const conversationId =
    subjects['conversation'] ??
    handOff?.conversationId ??
    found.find((one) => one.conversationId)?.conversationId ??
    '';
  const talk = known.talks.get(conversationId);
  const debtorId =
    subjects['debtor'] ?? handOff?.debtorId ?? found.find((one) => one.debtorId)?.debtorId ?? '';
  const lenderId =
    (subjects['lender'] as LenderId | undefined) ??
    found.find((one) => one.lenderId)?.lenderId ??
    talk?.lenderId ??
    handOff?.lenderId;
  const lenderIds = OF_LENDERS.some((kind) => subjects[kind] !== undefined)
    ? lenderId === undefined
      ? (known.lendersOfDebtor.get(debtorId) ?? new Set<LenderId>())
      : new Set([lenderId])
    : null;
  const talks = talk ? [talk] : talksOf(debtorId, subjects['contactPoint'], lenderIds, known);
  const items = handOff ? [handOff] : talks.flatMap(({ id }) => known.openOfTalk.get(id) ?? []);
  return {
    lenderIds,
    conversations: talks.map(({ id, lenderId: ofLender }) => ({ id, lenderId: ofLender })),
    queueRows: items.map(queueRow),
  };
};

const talksOf = (
  debtorId: string,
  contactPointId: string | undefined,
  lenderIds: ReadonlySet<LenderId> | null,
  known: Known,
): readonly Talk[] =>
  (known.talksOfDebtor.get(debtorId) ?? []).filter(
    (talk) =>
      lenderIds?.has(talk.lenderId) === true &&
      (contactPointId === undefined || talk.contactPointId === contactPointId),
  );

const queueRow = (row: HandOffEntity): QueueRowNow => ({
  handOffId: row.id,
  conversationId: row.conversationId,
  lenderId: row.lenderId,
  state: row.state,
  priority: row.priority,
  dueAt: row.answerBy,
  heldBy: row.claimedBy,
  version: row.version,
});
