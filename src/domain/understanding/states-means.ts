const LEFT =
  /(?:能|还|会|就|只|大概|差不多|大约)?剩(?!下的|余的)|结余|余下|富余|省下|可支配|\bleft\b|\bleft ?over\b|\bsurplus\b|\bwhat remains\b|\bremains after\b|\bend the month with\b|\bspare\b|disposable|\bafter (?:rent|bills|expenses|everything|food)/;
const OFFERS = /还(?!剩|能剩|会剩)|付|给|\bpay|\boffer|\bmanage|\bafford|\bsend|\bgive|\brest\b|\bremain(?!s after)/;

/** Whether an amount in the message is what is left in a month rather than what would be paid. */
export const statesMeans = (text: string): boolean => {
  const lower = text.toLowerCase();
  return LEFT.test(lower) && !OFFERS.test(lower);
};
