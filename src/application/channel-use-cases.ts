import { AddChannelAccount } from './channel/add-channel-account.js';
import { CheckChannels } from './channel/check-channels.js';
import { EditChannelAccount } from './channel/edit-channel-account.js';
import { FindChannelAccount } from './channel/find-channel-account.js';
import { ReadChannelAccount } from './channel/read-channel-account.js';
import { ReceiveCallback } from './channel/receive-callback.js';
import { ReportAccountState } from './channel/report-account-state.js';
import { RotateChannelAccount } from './channel/rotate-channel-account.js';
import { TakeChannelEvents } from './channel/take-channel-events.js';
import { TestChannelAccount } from './channel/test-channel-account.js';

/** What channels and their accounts need of the application. */
export const CHANNEL_USE_CASES = [
  AddChannelAccount,
  CheckChannels,
  EditChannelAccount,
  FindChannelAccount,
  ReadChannelAccount,
  ReceiveCallback,
  ReportAccountState,
  RotateChannelAccount,
  TakeChannelEvents,
  TestChannelAccount,
] as const;
