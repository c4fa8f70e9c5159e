import { bare } from './normalise.js';
import type { Intent } from './understanding.js';

/** Words that work as a whole message at any moment, in either language; the labels of numbered choices among them. */
const COMMANDS: Readonly<Record<string, Intent>> = {
  我的账单: 'ask_balance',
  账单: 'ask_balance',
  查账单: 'ask_balance',
  我的计划: 'show_plan',
  我的分期: 'show_plan',
  计划: 'show_plan',
  停止: 'stop_contact',
  人工: 'request_human',
  转人工: 'request_human',
  人工客服: 'request_human',
  客服: 'request_human',
  改日期: 'move_date',
  还款: 'ask_how_to_pay',
  帮助: 'greeting_ack',
  菜单: 'greeting_ack',
  约个日期付: 'promise_to_pay',
  对这笔款有疑问: 'dispute_amount',
  看看更轻松的分次安排: 'negotiate_terms',
  改下一期的日期: 'move_date',
  现在实在付不出: 'hardship',
  mybill: 'ask_balance',
  bill: 'ask_balance',
  balance: 'ask_balance',
  myplan: 'show_plan',
  plan: 'show_plan',
  stop: 'stop_contact',
  person: 'request_human',
  agent: 'request_human',
  human: 'request_human',
  movedate: 'move_date',
  changedate: 'move_date',
  pay: 'ask_how_to_pay',
  help: 'greeting_ack',
  menu: 'greeting_ack',
  payonalaterday: 'promise_to_pay',
  nameadaytopay: 'promise_to_pay',
  somethingisnotright: 'dispute_amount',
  somethingiswrong: 'dispute_amount',
  iwouldlikeapersontoanswerhere: 'request_human',
  yesthatisme: 'confirm_identity',
};

export const readCommand = (text: string): Intent | null =>
  Object.hasOwn(COMMANDS, bare(text)) ? (COMMANDS[bare(text)] ?? null) : null;
