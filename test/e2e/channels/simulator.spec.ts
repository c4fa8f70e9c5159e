import { describeConversation } from '../../support/channel-conversation.js';
import { SIMULATOR } from '../../support/peers/simulator.js';

describeConversation(SIMULATOR);
