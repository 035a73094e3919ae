import { effectsOf } from '../effects.ts';
import { keepBatchRegistration } from './devices/batch-registration.ts';
import { keepDetails } from './devices/details.ts';
import { keepFiles } from './devices/files.ts';
import { keepNaming } from './devices/naming.ts';
import { keepQueries } from './devices/queries.ts';
import { keepRegistration } from './devices/registration.ts';
import { keepSql } from './devices/sql.ts';
import { keepStates } from './devices/states.ts';
import { keepTags } from './devices/tags.ts';
import { keepTopology } from './devices/topology.ts';

const effects = effectsOf('devices');

keepNaming(effects);
keepRegistration(effects);
keepBatchRegistration(effects);
keepStates(effects);
keepDetails(effects);
keepTags(effects);
keepTopology(effects);
keepFiles(effects);
keepQueries(effects);
keepSql(effects);

const oneAccount = 'There is one account.';
const noCertificates = 'No X.509 certificates are issued.';

effects.butNot({
  BatchAddThingTopo: { 'The caller must own': oneAccount },
  BatchQueryDeviceDetail: { 'Only devices of the calling': oneAccount },
  NotifyAddThingTopo: { 'The gateway must subscribe': "What a device subscribes to is its line's to know." },
  QueryBatchRegisterDeviceStatus: {
    'For a product that authenticates with X.509 certificates, CREATE_SUCCESS': noCertificates,
    'For a product that authenticates with X.509 certificates, one failed': noCertificates,
    'X.509 certificates exist only': noCertificates,
  },
  RegisterDevice: {
    'A LoRaWAN device of type ALIYUNDEFINED': 'There are no PIN codes to verify a DevEUI with.',
  },
});
