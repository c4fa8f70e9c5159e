/** Debtors of the simulator who speak: their acts as lines of the bank. */
import { readFileSync } from 'node:fs';

/** The same numbers for the same seed (mulberry32). */
export const randomOf = (seed) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
};

const yuan = (minor) => String(Math.floor(minor / 100));

/** Which lines of the bank say an act, and with which numbers; null: nothing is said. */
function linesOf(act, balance) {
  switch (act.type) {
    case 'state_affordability':
      return { name: act.disposable < 100 ? 'none' : 'means', fields: { left: yuan(act.disposable) } };
    case 'counter':
      return act.plan.kind === 'lump'
        ? {
            name: 'lump',
            fields: {
              amount: yuan(act.plan.total),
              ratio: String(Math.round((100 * act.plan.total) / balance)),
            },
          }
        : {
            name: 'plan',
            fields: { n: String(act.plan.n), each: yuan((act.plan.total - act.plan.down) / act.plan.n) },
          };
    case 'stall':
      return { name: 'stall', fields: {} };
    case 'reject':
      return { name: 'abuse', fields: {} };
    case 'protective':
      return { name: act.kind, fields: {} };
    case 'hello':
      return { name: 'open', fields: {} };
    case 'accept':
      return { name: 'accept', fields: {} };
    case 'off':
      return { name: 'off', fields: {} };
    default:
      return null;
  }
}

const bankOf = (name) =>
  readFileSync(new URL(name, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const BANK = { 'zh-CN': bankOf('utterances-zh.jsonl'), en: bankOf('utterances-en.jsonl') };

/** One line that says the act, in the debtor's language. */
export function say(act, account, random) {
  const lines = linesOf(act, account.balance);
  if (!lines) throw new Error(`Nothing in the bank says "${act.type}".`);
  const all = BANK[account.locale].filter((line) => line.act === lines.name);
  const line = all[Math.floor(random() * all.length)];
  return { text: line.text.replace(/\{(\w+)\}/g, (_, name) => lines.fields[name]) };
}
