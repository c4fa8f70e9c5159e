import { Injectable } from '@nestjs/common';
import type { ContactPointId, TenantId } from '../../domain/shared/ids.js';
import { InboundMessages } from '../ports/inbound-messages.js';
import { Transcriber } from '../ports/transcriber.js';
import { UnitOfWork } from '../ports/unit-of-work.js';

/**
 * Puts the next message of a contact point into words where it is a voice, before it is processed. The service is
 * asked outside of every transaction; whatever fails, the message is processed as one that nobody could listen to.
 */
@Injectable()
export class HearVoice {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly inbound: InboundMessages,
    private readonly transcriber: Transcriber,
  ) {}

  async run(tenantId: TenantId, contactPointId: ContactPointId): Promise<void> {
    if (!this.transcriber.on) return;
    const scope = { tenantId, actor: { kind: 'system', name: 'hear-voice' } } as const;
    const next = await this.unitOfWork.run(scope, () => this.inbound.nextOf(contactPointId));
    if (next?.content.kind !== 'voice' || next.media === null) return;
    if (next.content.words !== undefined || next.content.unheard !== undefined) return;
    const { content, id, media } = next;
    const heard = await this.transcriber.transcribe(Buffer.from(media, 'base64'), content.mediaType);
    const kept =
      heard.kind === 'heard' ? { ...content, words: heard.words } : { ...content, unheard: heard.why };
    await this.unitOfWork.run(scope, () => this.inbound.keepHeard(id, kept));
  }
}
