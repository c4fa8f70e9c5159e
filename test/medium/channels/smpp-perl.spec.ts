import { describeChannel } from '../../support/channel-contract.js';
import { whereInstalled } from '../../support/peers/where-installed.js';
import { PERL_SMSC, hasNetSmpp } from '../../support/peers/perl-smsc.js';

whereInstalled(hasNetSmpp(), PERL_SMSC.name, () => describeChannel(PERL_SMSC));
