import { describeConversation } from '../../support/channel-conversation.js';
import { whereInstalled } from '../../support/peers/where-installed.js';
import { KANNEL, KANNEL_IS_HERE } from '../../support/peers/kannel.js';
import { describeSmsSafety } from '../../support/sms-safety.js';

whereInstalled(KANNEL_IS_HERE, KANNEL.name, () => {
  describeConversation(KANNEL);
  describeSmsSafety(KANNEL);
});
