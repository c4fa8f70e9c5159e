import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { instant } from '../../../src/domain/calendar/instant.js';
import type { ConversationId } from '../../../src/domain/shared/ids.js';
import { onDatabase } from '../../support/databases.js';
import { DESK_KEYS, openDeskWorld } from '../../support/desk-world.js';
import type { DeskWorld } from '../../support/desk-world.js';
import { ManyRequests } from '../../support/many-requests.js';
import { ParleyHome } from '../../support/parley-process.js';

jest.setTimeout(600_000);

const STAFF = 160;
const CONVERSATIONS = 58;

interface Answer {
  readonly conversation: ConversationId;
  readonly login: string;
  readonly status: number;
  readonly body: {
    readonly code?: string;
    readonly holder?: string;
    readonly details?: { readonly holder?: string };
  };
}

onDatabase('mysql', 'claims of two services', (place) => {
  let world: DeskWorld;
  let home: ParleyHome;
  let services: ManyRequests[];

  beforeAll(async () => {
    const url = await place.url();
    world = await openDeskWorld(url, instant(Date.now()));
    home = new ParleyHome({ DATABASE_URL: url, ROLES: 'api', ...DESK_KEYS });
    const running = [await home.serve(), await home.serve()];
    services = running.map(({ url: base }) => new ManyRequests(base, STAFF / 2));
  });
  afterAll(async () => {
    services.forEach((service) => service.close());
    await home.remove();
    await world.close();
  });

  it(`${STAFF} people claim the same ${CONVERSATIONS} conversations: nobody holds what another holds`, async () => {
    const staff = await world.addStaff(STAFF, CONVERSATIONS);
    const waiting = (at: number) => (at % 2 === 0 ? {} : null);
    const conversations = await world.addConversations(CONVERSATIONS, waiting);
    const answers = await Promise.all(
      staff.map(async ({ login, token }, at) => {
        const service = services[at % services.length]!;
        const own: Answer[] = [];
        for (const conversation of conversations) {
          const reply = await service.send('POST', `/v1/conversations/${conversation}/claim`, token);
          own.push({
            conversation,
            login,
            status: reply.status,
            body: JSON.parse(reply.text) as Answer['body'],
          });
        }
        return own;
      }),
    );
    const all = answers.flat();
    const winners = new Map<ConversationId, string[]>();
    for (const { conversation, login, status } of all) {
      if (status === 200) winners.set(conversation, [...(winners.get(conversation) ?? []), login]);
    }
    expect([...winners.values()].map((logins) => logins.length)).toEqual(conversations.map(() => 1));
    const others = all.filter(({ status }) => status !== 200);
    expect(others).toHaveLength((STAFF - 1) * CONVERSATIONS);
    for (const { conversation, status, body } of others) {
      expect([status, body.code, body.details?.holder]).toEqual([
        409,
        'HAND_OFF.TAKEN',
        winners.get(conversation)?.[0],
      ]);
    }
    expect(await recount()).toEqual(
      conversations.map((id) => ({ id, items: 1, holder: winners.get(id)?.[0], claims: 1 })),
    );
  });

  /** What is stored, counted by SQL of its own: items and claims of each conversation, and who has it. */
  const recount = async () => {
    const items = await world.dataSource.query<{ id: ConversationId; items: string; holder: string }[]>(
      `SELECT conversation_id AS id, COUNT(*) AS items, MIN(claimed_by) AS holder FROM hand_offs
       WHERE state = 'claimed' AND lease_until_at > UTC_TIMESTAMP(3) GROUP BY conversation_id`,
    );
    const events = await world.dataSource.query<{ subjects: string; actor: string }[]>(
      `SELECT subjects, actor FROM events WHERE type = 'hand-off.claimed'`,
    );
    return items
      .map(({ id, items: count, holder }) => ({
        id,
        items: Number(count),
        holder,
        claims: events.filter(
          ({ subjects, actor }) =>
            (JSON.parse(subjects) as { conversation: string }).conversation === id &&
            actor === `staff:${holder}`,
        ).length,
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  };
});
