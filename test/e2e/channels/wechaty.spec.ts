import { describeConversation } from '../../support/channel-conversation.js';
import { PUPPET_SERVER_WITHOUT_TLS } from '../../support/peers/puppet-server.js';

describeConversation(PUPPET_SERVER_WITHOUT_TLS);
