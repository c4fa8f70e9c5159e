import { describeConversation } from '../../support/channel-conversation.js';
import { CALLING_BOT_API, PRESSED_BOT_API } from '../../support/peers/bot-api.js';
import { TELEGRAM_TEST_API } from '../../support/peers/telegram-test-api.js';

describeConversation(TELEGRAM_TEST_API);
describeConversation(PRESSED_BOT_API);
describeConversation(CALLING_BOT_API);
