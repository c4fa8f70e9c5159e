import type { Instant } from '../calendar/instant.js';
import type { ContactFacts } from './contact-facts.js';
import type { DisclosureException, RequiredDisclosure } from './pack.js';
import type { ResolvedPolicy } from './resolve-policy.js';
import { timeBarsOf } from './rules-debt.js';

/** Text keys that the message must carry, in the order of the packs, each once. */
export function requiredDisclosures(facts: ContactFacts, policy: ResolvedPolicy, now: Instant): string[] {
  const keys = new Set<string>();
  for (const disclosure of policy.disclosures) if (isDue(disclosure, facts)) keys.add(disclosure.textKey);
  if (facts.message.revealsDebt && facts.message.replyContent !== 'crisisSupport') {
    for (const bar of timeBarsOf(facts, policy, now)) if (bar.demand === 'disclose') keys.add(bar.textKey);
  }
  return [...keys];
}

function isDue(disclosure: RequiredDisclosure, facts: ContactFacts): boolean {
  if (!disclosure.channels.has(facts.message.channel)) return false;
  if (!disclosure.roles.includes(facts.debt?.tenantRole ?? 'creditor')) return false;
  if (disclosure.revealsDebt && !facts.message.revealsDebt) return false;
  if (disclosure.exceptions.some((exception) => appliesTo(exception, facts))) return false;
  const earlier = disclosure.revealsDebt ? facts.revealedBefore : facts.sentBefore;
  switch (disclosure.when) {
    case 'everyMessage':
      return true;
    case 'everyLaterMessage':
      return earlier > 0;
    case 'firstMessage':
    case 'conversationStart':
      return earlier === 0;
  }
}

function appliesTo(exception: DisclosureException, { message, contactPoint }: ContactFacts): boolean {
  switch (exception) {
    case 'crisisSupport':
    case 'optoutConfirm':
      return message.replyContent === exception;
    case 'wrongPerson':
      return contactPoint.rightParty.state === 'wrong';
    case 'staff':
      return message.origin === 'staff';
  }
}
