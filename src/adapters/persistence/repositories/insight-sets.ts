import type { CountedSet } from '../../../application/ports/insight-figures.js';
import { WINDOW_DAYS } from '../../../domain/insight/exposure.js';

/** Days after which a closed debt counts as still closed. */
const STILL_CLOSED_DAYS = 7;

/** Handed over, or may have been. */
const HANDED_OVER = `('sent', 'sent-unconfirmed', 'unknown', 'delivered', 'read', 'failed')`;
const NOT_SENT = `('suppressed', 'cancelled', 'too-old', 'failed')`;

/** What the dialects say differently, and what a set is asked for. */
export interface SetContext {
  /** A condition that the lender of this table is one of those asked for; '' for all. */
  readonly ofLenders: (table: string) => string;
  readonly daysLater: (column: string, days: number) => string;
  readonly subject: (column: string, kind: string) => string;
}

/** The rows of a set, `s`: id, tenant_id, debt_id, debtor_id, lender_id, at, and what its measures ask about. */
export interface SetRows {
  readonly sql: string;
  /** How often tenant, start, end and lenders are asked for, in that order. */
  readonly times: number;
}

const PERIOD = (table: string, column: string): string =>
  `${table}.tenant_id = ? AND ${table}.${column} >= ? AND ${table}.${column} < ?`;

/**
 * A column that no index is used for: inside a question about one row, the index of that row's conversation or debt is
 * the right one, and a database without statistics would rather walk through all of the tenant by time or state.
 */
const unindexed = (column: string): string => `COALESCE(${column}, NULL)`;

const SAME = (one: string, other: string): string => `${one}.tenant_id = ${other}.tenant_id`;

/** The debt that is talked about, else the oldest one of the debtor at that lender. */
const debtOf = (conversation: string): string =>
  `COALESCE(${conversation}.debt_id, (SELECT MIN(o.id) FROM debts o WHERE ${SAME('o', conversation)}
     AND o.debtor_id = ${conversation}.debtor_id AND o.lender_id = ${conversation}.lender_id))`;

const HAND_OFF_COLUMNS = `h.id, h.tenant_id, ${debtOf('c')} AS debt_id, h.debtor_id, h.lender_id, h.opened_at AS at`;

export const rowsOf: Readonly<Record<CountedSet, (context: SetContext) => SetRows>> = {
  promises: ({ ofLenders }) => ({
    times: 1,
    sql: `SELECT p.id, p.tenant_id, p.debt_id, d.debtor_id, d.lender_id, p.made_at AS at, p.state AS state
      FROM promises p JOIN debts d ON ${SAME('d', 'p')} AND d.id = p.debt_id
      WHERE ${PERIOD('p', 'made_at')}${ofLenders('d')}`,
  }),
  closings: ({ ofLenders, daysLater, subject }) => ({
    times: 1,
    sql: `SELECT e.id, e.tenant_id, d.id AS debt_id, d.debtor_id, d.lender_id, e.at AS at, d.state AS debt_state,
      d.closed_at, ${daysLater('e.at', STILL_CLOSED_DAYS)} AS until_at
      FROM events e JOIN debts d ON ${SAME('d', 'e')} AND d.id = ${subject('e.subjects', 'debt')}
      WHERE e.type = 'debt.closed' AND ${PERIOD('e', 'at')}${ofLenders('d')}`,
  }),
  messages: ({ ofLenders }) => ({
    times: 2,
    sql: `SELECT m.id, m.tenant_id, m.debt_id, m.debtor_id, m.lender_id, m.sent_at AS at, 1 AS was_sent, NULL AS rule
      FROM messages m WHERE ${PERIOD('m', 'sent_at')}${ofLenders('m')}
      UNION ALL
      SELECT m.id, m.tenant_id, m.debt_id, m.debtor_id, m.lender_id, m.changed_at AS at, 0 AS was_sent,
      CASE WHEN m.state = 'failed' THEN 'provider.refused' ELSE COALESCE(m.state_reason, m.state) END AS rule
      FROM messages m WHERE ${PERIOD('m', 'changed_at')} AND m.state IN ${NOT_SENT} AND m.sent_at IS NULL${ofLenders('m')}`,
  }),
  complaints: ({ ofLenders }) => ({
    times: 1,
    sql: `SELECT ${HAND_OFF_COLUMNS}
      FROM hand_offs h JOIN conversations c ON ${SAME('c', 'h')} AND c.id = h.conversation_id
      WHERE h.reason = 'complaint' AND ${PERIOD('h', 'opened_at')}${ofLenders('h')}`,
  }),
  'opt-outs': ({ ofLenders }) => ({
    times: 1,
    sql: `SELECT p.id, p.tenant_id, ${debtOf('c')} AS debt_id, p.debtor_id, c.lender_id, p.opted_out_at AS at
      FROM contact_points p JOIN conversations c ON ${SAME('c', 'p')} AND c.contact_point_id = p.id
      WHERE ${PERIOD('p', 'opted_out_at')}${ofLenders('c')} AND NOT EXISTS (SELECT 1 FROM conversations o
        WHERE ${SAME('o', 'c')} AND o.contact_point_id = c.contact_point_id AND o.id <> c.id
        AND (COALESCE(o.last_inbound_at, '') > COALESCE(c.last_inbound_at, '')
          OR (COALESCE(o.last_inbound_at, '') = COALESCE(c.last_inbound_at, '') AND o.id > c.id)))`,
  }),
  'hand-offs': ({ ofLenders }) => ({
    times: 1,
    sql: `SELECT ${HAND_OFF_COLUMNS}, h.answer_by_at, h.state AS state,
      (SELECT MIN(${unindexed('m.sent_at')}) FROM messages m WHERE ${SAME('m', 'h')} AND m.conversation_id = h.conversation_id
        AND m.origin = 'staff' AND ${unindexed('m.sent_at')} >= h.opened_at) AS answered_at
      FROM hand_offs h JOIN conversations c ON ${SAME('c', 'h')} AND c.id = h.conversation_id
      WHERE ${PERIOD('h', 'opened_at')}${ofLenders('h')}`,
  }),
  exposures: ({ ofLenders, daysLater }) => ({
    times: 1,
    sql: `SELECT t.id, t.tenant_id, t.debt_id, d.debtor_id, d.lender_id, t.planned_at AS at, t.treatment, t.step,
      p.locale, SUBSTR(t.planned_at, 1, 10) AS day, CASE WHEN t.state = 'control' THEN 1 ELSE 0 END AS control,
      COALESCE(t.template_version_id, m.template_version_id) AS version, m.state AS message_state, m.conversation_id,
      m.contact_point_id, m.sent_at, d.state AS debt_state, d.paid_minor, d.closed_at,
      ${daysLater('t.planned_at', WINDOW_DAYS)} AS until_at
      FROM touches t JOIN debts d ON ${SAME('d', 't')} AND d.id = t.debt_id
      JOIN debtors p ON ${SAME('p', 't')} AND p.id = d.debtor_id
      LEFT JOIN messages m ON ${SAME('m', 't')} AND m.id = t.message_id
      WHERE ${PERIOD('t', 'planned_at')}${ofLenders('d')} AND NOT EXISTS (SELECT 1 FROM touches e
        WHERE ${SAME('e', 't')} AND e.debt_id = t.debt_id AND e.step = t.step AND e.treatment = t.treatment
        AND (${unindexed('e.planned_at')} < t.planned_at
          OR (${unindexed('e.planned_at')} = t.planned_at AND e.id < t.id)))`,
  }),
  enrolments: ({ ofLenders, daysLater }) => ({
    times: 1,
    sql: `SELECT n.debt_id AS id, n.tenant_id, n.debt_id, d.debtor_id, d.lender_id, n.enrolled_at AS at, n.experiment,
      n.arm, SUBSTR(n.enrolled_at, 1, 10) AS day, d.state AS debt_state, d.paid_minor, d.closed_at,
      ${daysLater('n.enrolled_at', WINDOW_DAYS)} AS until_at
      FROM enrolments n JOIN debts d ON ${SAME('d', 'n')} AND d.id = n.debt_id
      WHERE ${PERIOD('n', 'enrolled_at')}${ofLenders('d')} AND NOT EXISTS (SELECT 1 FROM enrolments e
        WHERE ${SAME('e', 'n')} AND e.debt_id = n.debt_id AND e.experiment = n.experiment
        AND (${unindexed('e.enrolled_at')} < n.enrolled_at
          OR (${unindexed('e.enrolled_at')} = n.enrolled_at AND e.treatment < n.treatment)))`,
  }),
};

/** Whether the window of 30 days has passed by now. */
const FULL = (now: string): string => `s.until_at <= ${now}`;
/** Closed by money within the window. A debt that a decided dispute closed without a payment is not recovered. */
const RECOVERED = `s.debt_state IN ('paid', 'settled') AND s.paid_minor > 0 AND s.closed_at >= s.at AND s.closed_at < s.until_at`;
const CONTACTED = `s.message_state IN ${HANDED_OVER}`;
const CADENCE_SENT = `EXISTS (SELECT 1 FROM messages m WHERE ${SAME('m', 's')} AND m.debtor_id = s.debtor_id
  AND m.debt_id = s.debt_id AND m.origin = 'cadence' AND ${unindexed('m.state')} IN ${HANDED_OVER})`;
const promised = (condition: string): string => `EXISTS (SELECT 1 FROM promises p WHERE ${SAME('p', 's')}
  AND p.debt_id = s.debt_id AND ${unindexed('p.made_at')} >= s.at AND ${unindexed('p.made_at')} < s.until_at${condition})`;
/** No later reminder of the conversation went out before that moment. */
const lastBefore = (at: string): string => `NOT EXISTS (SELECT 1 FROM messages n WHERE ${SAME('n', 's')}
  AND n.conversation_id = s.conversation_id AND n.origin = 'cadence' AND ${unindexed('n.sent_at')} > s.sent_at AND ${unindexed('n.sent_at')} <= ${at})`;
const NO_PERSON = `NOT EXISTS (SELECT 1 FROM conversations c WHERE ${SAME('c', 's')} AND c.debtor_id = s.debtor_id
  AND c.lender_id = s.lender_id AND EXISTS (SELECT 1 FROM hand_offs h WHERE ${SAME('h', 'c')}
    AND h.conversation_id = c.id AND ${unindexed('h.opened_at')} < s.until_at))`;

const always = (): string => '1 = 1';
const inState =
  (...states: string[]) =>
  (): string =>
    `s.state IN (${states.map((state) => `'${state}'`).join(', ')})`;

/** The measures of each set as conditions on its rows; `now` is an SQL literal. */
export const CONDITIONS: Readonly<Record<CountedSet, Readonly<Record<string, (now: string) => string>>>> = {
  promises: {
    made: always,
    settled: inState('kept', 'partly-kept', 'broken'),
    kept: inState('kept'),
    'partly-kept': inState('partly-kept'),
    broken: inState('broken'),
    'not-yet-due': inState('open'),
    cancelled: inState('cancelled'),
  },
  closings: {
    closed: FULL,
    /** Without an item of the queue until seven days later, and not opened again since. */
    contained: (now) =>
      `${FULL(now)} AND s.debt_state IN ('paid', 'settled') AND s.closed_at <= s.at AND ${NO_PERSON}`,
    'too-recent': (now) => `s.until_at > ${now}`,
  },
  messages: { decided: always, sent: () => 's.was_sent = 1', unsent: () => 's.was_sent = 0' },
  complaints: { complaints: always },
  'opt-outs': { 'opt-outs': always },
  'hand-offs': {
    opened: always,
    counted: (now) => `(s.answered_at IS NOT NULL OR (s.state <> 'closed' AND s.answer_by_at <= ${now}))`,
    answered: () => 's.answered_at IS NOT NULL',
    'in-time': () => 's.answered_at <= s.answer_by_at',
    late: () => 's.answered_at > s.answer_by_at',
    'waiting-late': (now) => `s.answered_at IS NULL AND s.state <> 'closed' AND s.answer_by_at <= ${now}`,
    'not-yet-due': (now) => `s.answered_at IS NULL AND s.state <> 'closed' AND s.answer_by_at > ${now}`,
    'closed-unanswered': () => `s.answered_at IS NULL AND s.state = 'closed'`,
  },
  exposures: {
    exposed: always,
    debts: FULL,
    incomplete: (now) => `s.until_at > ${now}`,
    contacted: (now) => `${FULL(now)} AND ${CONTACTED}`,
    unconfirmed: (now) => `${FULL(now)} AND s.message_state IN ('sent-unconfirmed', 'unknown')`,
    replied: (now) => `${FULL(now)} AND EXISTS (SELECT 1 FROM inbound_messages i WHERE ${SAME('i', 's')}
      AND i.conversation_id = s.conversation_id AND i.received_at >= s.sent_at AND i.received_at < s.until_at)`,
    promised: (now) => `${FULL(now)} AND ${promised('')}`,
    kept: (now) => `${FULL(now)} AND ${promised(` AND p.state = 'kept'`)}`,
    recovered: (now) => `${FULL(now)} AND ${RECOVERED}`,
    'contacted-recovered': (now) => `${FULL(now)} AND ${CONTACTED} AND ${RECOVERED}`,
    /** Complained, and this was the last reminder before. */
    complaints: (now) => `${FULL(now)} AND EXISTS (SELECT 1 FROM hand_offs h WHERE ${SAME('h', 's')}
      AND h.conversation_id = s.conversation_id AND h.reason = 'complaint' AND ${unindexed('h.opened_at')} >= s.sent_at
      AND ${unindexed('h.opened_at')} < s.until_at AND ${lastBefore('h.opened_at')})`,
    'opt-outs': (now) => `${FULL(now)} AND EXISTS (SELECT 1 FROM contact_points o WHERE ${SAME('o', 's')}
      AND o.id = s.contact_point_id AND o.opted_out_at >= s.sent_at AND o.opted_out_at < s.until_at
      AND ${lastBefore('o.opted_out_at')})`,
  },
  enrolments: {
    exposed: always,
    debts: FULL,
    incomplete: (now) => `s.until_at > ${now}`,
    contacted: (now) => `${FULL(now)} AND ${CADENCE_SENT}`,
    recovered: (now) => `${FULL(now)} AND ${RECOVERED}`,
    'contacted-recovered': (now) => `${FULL(now)} AND ${CADENCE_SENT} AND ${RECOVERED}`,
    'held-out': () => `EXISTS (SELECT 1 FROM touches t WHERE ${SAME('t', 's')} AND t.debt_id = s.debt_id
      AND t.arm = s.arm AND t.state = 'control')`,
  },
};
