import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/calendar/instant.js';
import { MINUTE, plus } from '../../domain/calendar/instant.js';
import type { ContactVerdict } from '../../domain/contact-policy/decision.js';
import {
  countsAgainstCaps,
  evaluateContact,
  tightestCap,
} from '../../domain/contact-policy/evaluate-contact.js';
import type { Message } from '../../domain/message/message.js';
import type { TemplateVersion } from '../../domain/template/template.js';
import { PolicyPacks } from '../ports/policy-packs.js';
import { GatherFacts } from './gather-facts.js';

/** What the contact policy would say of a message, and how much room its caps leave. */
export interface ContactForecast {
  readonly verdict: ContactVerdict;
  /** Whether it would take a slot of the contact budget; answers to the debtor do not. */
  readonly counts: boolean;
  /** Of the cap with the least room; null where no cap is on the channel. */
  readonly used: number | null;
  readonly max: number | null;
  readonly cap: string | null;
  /** Until when it would still be an answer; null when it would be none. */
  readonly answerUntil: Instant | null;
}

/**
 * Asks the contact policy about a message before it is sent, with the facts of now. A forecast, not a leave: the
 * outbound line asks again when it sends. Inside the caller's unit of work.
 */
@Injectable()
export class ForecastContact {
  constructor(
    private readonly gatherFacts: GatherFacts,
    private readonly packs: PolicyPacks,
  ) {}

  /** Null when something the message is about is gone. */
  async run(message: Message, template: TemplateVersion, at: Instant): Promise<ContactForecast | null> {
    const gathered = await this.gatherFacts.run([message], at);
    const about = gathered.caseOf(message);
    if (!about) return null;
    const policy = this.packs.resolve(about.lender.country, about.debtor.country);
    const facts = gathered.of(message, about, template, at);
    const counts = countsAgainstCaps(facts, policy, at);
    const tightest = tightestCap(facts, policy, at);
    const { answersReceivedAt } = facts.message;
    return {
      verdict: evaluateContact(facts, policy, at),
      counts,
      used: tightest?.used ?? null,
      max: tightest?.cap.max ?? null,
      cap: tightest ? `cap.${tightest.cap.id}` : null,
      answerUntil:
        counts || answersReceivedAt === null
          ? null
          : plus(answersReceivedAt, policy.replyPolicy.ttlMinutes * MINUTE),
    };
  }
}
