import { describeConversation } from '../../support/channel-conversation.js';
import { TWILIO } from '../../support/peers/twilio.js';
import { describeSmsSafety } from '../../support/sms-safety.js';

describeConversation(TWILIO);
describeSmsSafety(TWILIO);
