import { Injectable } from '@nestjs/common';
import { DomainError } from '../../domain/shared/domain-error.js';
import { RefusedPlaces } from '../../domain/shared/refused-places.js';
import type { WordingFinding } from '../../domain/wording/check-wording.js';
import { EventLog } from '../ports/event-log.js';
import type { DeskCase } from './desk-case.js';
import { JudgeWording } from './judge-wording.js';

/** The last word on what a person may say, before it is queued. Inside the caller's unit of work. */
@Injectable()
export class GuardWording {
  constructor(
    private readonly judgeWording: JudgeWording,
    private readonly events: EventLog,
  ) {}

  /**
   * Throws `STAFF_REPLY.EMPTY`, `WORDING.FORBIDDEN` or, where something wants a reason and none was given,
   * `WORDING.REASON_NEEDED`; both name the places. That a reason was given is kept as an event.
   */
  async run(text: string, about: DeskCase, neutral: boolean, reason: string | null): Promise<void> {
    if (text.trim() === '') throw new DomainError('STAFF_REPLY.EMPTY', 'The reply has no text.');
    const findings = await this.judgeWording.run(text, about, neutral);
    const blocked = findings.filter(({ severity }) => severity === 'block');
    if (blocked.length > 0) {
      throw refusal(
        'WORDING.FORBIDDEN',
        'This text cannot be sent; change the places that are named.',
        blocked,
      );
    }
    if (findings.length === 0) return;
    if (reason === null || reason.trim() === '') {
      throw refusal(
        'WORDING.REASON_NEEDED',
        'This text can be sent with a reason; see the places.',
        findings,
      );
    }
    await this.events.append([
      {
        type: 'wording.reason-given',
        subjects: {
          conversation: about.conversation.id,
          debtor: about.debtor.id,
          lender: about.lender.id,
        },
        reason: [...new Set(findings.map((finding) => finding.reason))].join(' '),
      },
    ]);
  }
}

const refusal = (code: string, sentence: string, findings: readonly WordingFinding[]): RefusedPlaces =>
  new RefusedPlaces(
    code,
    sentence,
    findings.map(({ start, end, category, severity, reason, suggestion }) => ({
      path: 'text',
      detail: reason,
      start,
      end,
      category,
      severity,
      reason,
      suggestion,
    })),
  );
