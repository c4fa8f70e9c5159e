import { RandomSecrets } from '../../src/adapters/security/random-secrets.js';
import { TypeormPeople } from '../../src/adapters/persistence/repositories/people.repository.js';
import { TypeormSessions } from '../../src/adapters/persistence/repositories/sessions.repository.js';
import { TenantRows } from '../../src/adapters/persistence/repositories/tenant-rows.js';
import { writeToken } from '../../src/application/people/token.js';
import { DAY, HOUR, plus } from '../../src/domain/calendar/instant.js';
import type { Instant } from '../../src/domain/calendar/instant.js';
import type { Conversation } from '../../src/domain/conversation/conversation.js';
import { newConversation } from '../../src/domain/conversation/conversation.js';
import { newHandOff } from '../../src/domain/conversation/hand-off.js';
import type { HandOff } from '../../src/domain/conversation/hand-off.js';
import type { Person } from '../../src/domain/people/person.js';
import type {
  ConversationId,
  HandOffId,
  LenderId,
  PersonId,
  SessionId,
} from '../../src/domain/shared/ids.js';
import { openFoundations } from './foundations.js';
import { outboundLine } from './outbound-line.js';
import { lender, person, storePeople } from './portfolio.js';
import { repositoriesOn } from './repositories.js';

const PAGE = 500;

/** What a process needs to read what `openFoundations` wrote. */
export const DESK_KEYS = {
  FIELD_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
  INDEX_KEY: Buffer.alloc(32, 7).toString('base64'),
} as const;

export type DeskWorld = Awaited<ReturnType<typeof openDeskWorld>>;

/** A database with a lender, and the means to fill it with people who wait and with staff who are signed in. */
export async function openDeskWorld(url: string, now: Instant) {
  const foundations = await openFoundations(url, now);
  const { dataSource, ids, unitOfWork, tenantId, cipher } = foundations;
  const on = repositoriesOn(foundations);
  const line = outboundLine(foundations, []);
  const rows = new TenantRows(unitOfWork);
  const people = new TypeormPeople(rows, cipher);
  const sessions = new TypeormSessions(rows);
  const secrets = new RandomSecrets();
  const scope = { tenantId, actor: { kind: 'system', name: 'world' } } as const;
  const lumen = lender(ids);
  await unitOfWork.run(scope, () => on.lenders.save(lumen));
  let count = 0;

  /** People with a conversation each, and an item for those of whom `waits` says so. */
  const addConversations = async (
    number: number,
    waits: (place: number) => Partial<HandOff> | null,
  ): Promise<ConversationId[]> => {
    const added: ConversationId[] = [];
    while (added.length < number) {
      const page = Math.min(PAGE, number - added.length);
      const debtors = Array.from({ length: page }, () => person(ids, lumen.id, (count += 1), now));
      const conversations = debtors.map(({ debtor, debt, contactPoint }): Conversation =>
        newConversation({
          id: ids.next<ConversationId>(),
          contactPointId: contactPoint.id,
          lenderId: lumen.id,
          debtorId: debtor.id,
          debtId: debt.id,
        }),
      );
      await unitOfWork.run(scope, async () => {
        await storePeople(line, debtors);
        await on.conversations.add(conversations);
        for (const [at, conversation] of conversations.entries()) {
          const change = waits(added.length + at);
          if (change) await on.handOffs.add({ ...item(conversation, lumen.id), ...change });
        }
      });
      added.push(...conversations.map(({ id }) => id));
    }
    return added;
  };

  const item = ({ id, debtorId }: Conversation, lenderId: LenderId): HandOff =>
    newHandOff({
      id: ids.next<HandOffId>(),
      conversationId: id,
      debtorId,
      lenderId,
      channel: 'simulator',
      reason: 'requested',
      priority: 'normal',
      answerBy: plus(now, 4 * HOUR),
      openedAt: now,
      linkedTo: null,
    });

  /** Staff who are signed in: their logins with a token each. */
  const addStaff = (number: number, capacity: number): Promise<{ login: string; token: string }[]> =>
    unitOfWork.run(scope, async () => {
      const staff: { login: string; token: string }[] = [];
      for (let at = 0; at < number; at += 1) {
        const somebody: Person = {
          id: ids.next<PersonId>(),
          login: `staff${at}`,
          name: `Staff ${at}`,
          locale: 'en',
          grants: [{ role: 'staff', lenders: 'all' }],
          capacity,
          languages: [],
          passwordHash: null,
          createdAt: now,
          disabledAt: null,
          version: 1,
        };
        await people.add(somebody);
        const secret = secrets.make();
        await sessions.add({
          id: ids.next<SessionId>(),
          personId: somebody.id,
          digest: secrets.digestOf(secret),
          createdAt: now,
          lastSeenAt: now,
          expiresAt: plus(now, DAY),
        });
        staff.push({ login: somebody.login, token: writeToken({ kind: 'session', tenantId, secret }) });
      }
      return staff;
    });

  return { ...foundations, lumen, scope, addConversations, addStaff, close: () => dataSource.destroy() };
}
