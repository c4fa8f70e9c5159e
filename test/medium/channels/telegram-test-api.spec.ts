import { describeChannel } from '../../support/channel-contract.js';
import { TELEGRAM_TEST_API } from '../../support/peers/telegram-test-api.js';

describeChannel(TELEGRAM_TEST_API);
