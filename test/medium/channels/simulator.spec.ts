import { describeChannel } from '../../support/channel-contract.js';
import { SIMULATOR } from '../../support/peers/simulator.js';

describeChannel(SIMULATOR);
