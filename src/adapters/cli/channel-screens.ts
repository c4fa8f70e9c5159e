import type { AccountDetails, ShownSetting } from '../../application/channel/read-channel-account.js';
import type { AccountChange } from '../../application/ports/account-log.js';
import { toIso } from '../../domain/calendar/instant.js';
import type { AccountLimits } from '../../domain/channel/account-limits.js';
import { table } from './table.js';

/** One channel account; never a secret. */
export const accountLines = (account: AccountDetails): string[] => [
  `${account.label} (${account.id})`,
  `${account.channel} through ${account.provider}, ${account.paused ? 'paused' : 'in use'}, version ${account.version}`,
  ...table([
    [
      'condition',
      account.stateAt === null ? account.state : `${account.state} since ${toIso(account.stateAt)}`,
    ],
    ...(account.detail === null ? [] : [['', account.detail]]),
    ...(account.slowUntil === null ? [] : [['slowed until', toIso(account.slowUntil)]]),
    ['used today', `${account.usedToday} of ${account.limitToday ?? 'any number'}`],
    ['limits', limitsText(account.limits)],
    ...(account.callbackUrl === null ? [] : [['called back at', account.callbackUrl]]),
    ...account.settings.map((setting) => [setting.name, settingText(setting)]),
  ]),
];

export const changeLines = (changes: readonly AccountChange[]): string[] =>
  table(changes.map(({ at, state, detail }) => [toIso(at), state, detail]));

const settingText = ({ secret, isSet, value }: ShownSetting): string =>
  !isSet ? 'not set' : secret ? 'set, not shown' : (value ?? '');

const limitsText = (limits: AccountLimits): string => {
  const { perDay, perDayAtFirst, warmUpDays, secondsBetweenPeople, secondsBetweenTexts } = limits;
  const warmUp = perDayAtFirst === null ? '' : ` (from ${perDayAtFirst} over ${warmUpDays} days)`;
  const pauses = `${secondsBetweenPeople} s between people, ${secondsBetweenTexts} s between texts to one`;
  return `${perDay === null ? 'any number' : perDay} a day${warmUp}, ${pauses}`;
};
