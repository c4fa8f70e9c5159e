const LEFT =
  /(?:能|还|会|就|只|大概|差不多|大约)?剩(?!下的|余的)|结余|余下|富余|\bleft\b|\bspare\b|disposable|\bafter (?:rent|bills|expenses|everything|food)/;
const OFFERS = /还(?!剩|能剩|会剩)|付|给|\bpay|\boffer|\bmanage|\bafford|\bsend|\bgive|\brest\b|\bremain/;

/** Whether an amount in the message is what is left in a month rather than what would be paid. */
export const statesMeans = (text: string): boolean => {
  const lower = text.toLowerCase();
  return LEFT.test(lower) && !OFFERS.test(lower);
};
