/**
 * The straightforward way to show a queue: take the page, then ask for each row who it is, what is owed and by which
 * lender. Answers on a port of its own, to anybody; says where it listens,
 * and what CPU it used.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { instant } from '../src/domain/calendar/instant.js';
import type { HandOff } from '../src/domain/conversation/hand-off.js';
import { outstanding } from '../src/domain/debt/debt.js';
import { maskName } from '../src/domain/debtor/mask-name.js';
import { openFoundations } from '../test/support/foundations.js';
import { repositoriesOn } from '../test/support/repositories.js';

const foundations = await openFoundations(process.env['DATABASE_URL'] ?? '', instant(Date.now()));
const on = repositoriesOn(foundations);
const { unitOfWork, tenantId } = foundations;

async function rowOf(item: HandOff) {
  const debtor = (await on.debtors.byIds([item.debtorId])).get(item.debtorId);
  const lender = (await on.lenders.byIds([item.lenderId])).get(item.lenderId);
  const [debt] = await on.debts.ofDebtors([item.debtorId]);
  return {
    id: item.conversationId,
    handOffId: item.id,
    kind: item.reason,
    dueAt: new Date(item.answerBy).toISOString(),
    lender: lender?.code,
    nameMasked: maskName(debtor?.name ?? null, debtor?.locale ?? 'en'),
    amountMinor: debt ? outstanding(debt).minor : null,
    snippetMasked: item.lastWords,
  };
}

const page = (limit: number): Promise<unknown[]> =>
  unitOfWork.run({ tenantId, actor: { kind: 'system', name: 'peer' } }, async () => {
    const rows: unknown[] = [];
    for (const item of await on.handOffs.queue(limit)) rows.push(await rowOf(item));
    return rows;
  });

const server = createServer((request, response) => {
  const limit = Number(new URL(request.url ?? '/', 'http://peer').searchParams.get('limit') ?? 50);
  page(limit).then(
    (items) => response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ items })),
    () => response.writeHead(500).end(),
  );
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.on('message', () => process.send?.(process.cpuUsage()));
