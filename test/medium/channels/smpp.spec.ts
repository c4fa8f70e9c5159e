import { describeChannel } from '../../support/channel-contract.js';
import { SMSC } from '../../support/peers/smsc.js';

describeChannel(SMSC);
