import { describeConversation } from '../../support/channel-conversation.js';
import { SMSC } from '../../support/peers/smsc.js';

describeConversation(SMSC);
