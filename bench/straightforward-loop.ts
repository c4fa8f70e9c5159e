import type { DataSource } from 'typeorm';
import { ContactPointEntity } from '../src/adapters/persistence/entities/contact-point.entity.js';
import { ContactReservationEntity } from '../src/adapters/persistence/entities/contact-reservation.entity.js';
import { DebtEntity } from '../src/adapters/persistence/entities/debt.entity.js';
import { MessageEntity } from '../src/adapters/persistence/entities/message.entity.js';
import type { FieldCipher } from '../src/adapters/persistence/field-cipher.js';
import type { TemplateRenderer } from '../src/application/ports/template-renderer.js';
import type { Instant } from '../src/domain/calendar/instant.js';
import type { DebtId, TenantId } from '../src/domain/shared/ids.js';
import { idOf } from '../src/domain/shared/ids.js';
import type { Template } from '../src/domain/template/template.js';

const PAGE = 100;

/**
 * The peer of the benchmark: what one writes on the first day. For each message: find what it is about, count
 * what was sent today, render, send, `repository.save`. No verdict, no event, no attempt, no lock.
 */
export async function straightforwardLoop(
  dataSource: DataSource,
  tenantId: TenantId,
  template: Template,
  renderer: TemplateRenderer,
  cipher: FieldCipher,
  now: Instant,
): Promise<number> {
  const messages = dataSource.getRepository(MessageEntity);
  const contactPoints = dataSource.getRepository(ContactPointEntity);
  const debts = dataSource.getRepository(DebtEntity);
  const reservations = dataSource.getRepository(ContactReservationEntity);
  let sent = 0;
  for (;;) {
    const due = await messages.find({
      where: { tenantId, state: 'queued' },
      order: { notBefore: 'ASC', id: 'ASC' },
      take: PAGE,
    });
    if (due.length === 0) return sent;
    for (const message of due) {
      const contactPoint = await contactPoints.findOneByOrFail({ tenantId, id: message.contactPointId });
      const debt = await debts.findOneByOrFail({ tenantId, id: message.debtId ?? idOf<DebtId>('') });
      const used = await reservations.countBy({ tenantId, debtorId: message.debtorId });
      const text = renderer.render(template, sampleFields(template, `${debt.reference} ${used}`));
      cipher.decrypt(contactPoint.address);
      await Promise.resolve();
      await messages.save({ ...message, state: 'sent', body: cipher.encrypt(text), sentAt: now });
      sent += 1;
    }
  }
}

const sampleFields = (template: Template, value: string): Record<string, string> =>
  Object.fromEntries(template.fields.map((field) => [field, value]));
