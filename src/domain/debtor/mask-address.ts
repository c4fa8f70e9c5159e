const TELEPHONE = /^\+?\d{8,15}$/u;
/** Shown without the country: `138****4402`. */
const CHINA_MOBILE = /^(?:\+?86)?(1\d{2})\d{4}(\d{4})$/u;
const MAIL = /^([^@\s]+)@([^@\s]+)$/u;

/** A telephone number, mail address or provider's id of a contact point, as people may see it without a reason. */
export const maskAddress = (address: string): string => {
  const trimmed = address.trim();
  const mobile = CHINA_MOBILE.exec(trimmed);
  if (mobile !== null) return `${mobile[1] ?? ''}****${mobile[2] ?? ''}`;
  if (TELEPHONE.test(trimmed)) return maskTelephone(trimmed);
  const mail = MAIL.exec(trimmed);
  if (mail !== null) return `${firstOf(mail[1] ?? '')}***@${mail[2] ?? ''}`;
  return maskId(trimmed);
};

/** An identity number or a provider's id: its last four characters, and nothing of one that is too short to hide. */
export const maskId = (id: string): string => {
  const characters = [...id.trim()];
  return characters.length < SHORTEST_WITH_TAIL ? '****' : `****${characters.slice(-TAIL).join('')}`;
};

const TAIL = 4;
const SHORTEST_WITH_TAIL = 8;

/** Hides at least four digits, however short the number: `+62812****1234`, `+6512****5678`. */
const maskTelephone = (number: string): string => {
  const digits = number.startsWith('+') ? number.slice(1) : number;
  const head = Math.min(5, digits.length - 2 * TAIL);
  return `${number.startsWith('+') ? '+' : ''}${digits.slice(0, head)}****${digits.slice(-TAIL)}`;
};

const firstOf = (text: string): string => [...text][0] ?? '';
