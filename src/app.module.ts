import { join } from 'node:path';
import { Global, Module } from '@nestjs/common';
import type { DynamicModule, Provider } from '@nestjs/common';
import { CHANNEL_PROVIDERS } from './adapters/channels/channel-providers.js';
import { RegisteredChannelProbe } from './adapters/channels/channel-registry.js';
import { ChannelListening } from './adapters/channels/channel-listening.js';
import { SimulatorListener } from './adapters/channels/simulator/simulator.listener.js';
import { YamlContentFiles } from './adapters/config-files/content-files.js';
import { YamlLenderFiles } from './adapters/config-files/lender-file.js';
import { FilePolicyPacks } from './adapters/config-files/policy-packs.js';
import { FileTreatments } from './adapters/config-files/treatment-files.js';
import { CsvTableFiles } from './adapters/intake/csv-table-files.js';
import { E164PhoneNumbers } from './adapters/intake/e164-phone-numbers.js';
import { EncryptedUploadStore } from './adapters/intake/encrypted-upload-store.js';
import { Sha256Digests } from './adapters/intake/sha256-digests.js';
import { Sha256Fingerprints } from './adapters/intake/sha256-fingerprints.js';
import { JobSetup } from './adapters/jobs/job-setup.js';
import { JobsModule } from './adapters/jobs/jobs.module.js';
import { HealthController } from './adapters/http/health/health.controller.js';
import { HttpModule } from './adapters/http/http.module.js';
import { PersistenceModule } from './adapters/persistence/persistence.module.js';
import { Argon2PasswordHashing } from './adapters/security/argon2-password-hashing.js';
import { HmacSignatures } from './adapters/security/hmac-signatures.js';
import { RandomSecrets } from './adapters/security/random-secrets.js';
import { ConfiguredCrisisLines } from './adapters/templating/configured-crisis-lines.js';
import { FileTemplateStore } from './adapters/templating/file-template-store.js';
import { HandlebarsReader } from './adapters/templating/handlebars-reader.js';
import { HandlebarsRenderer } from './adapters/templating/handlebars-renderer.js';
import { ClaimLease } from './application/outbound/claim-lease.js';
import { Alarms } from './application/ports/alarms.js';
import { ByteCipher } from './application/ports/byte-cipher.js';
import { ChannelDirectory } from './application/ports/channel-directory.js';
import { ChannelProbe } from './application/ports/channel-probe.js';
import { ContentFiles } from './application/ports/content-files.js';
import { CrisisLines } from './application/ports/crisis-lines.js';
import { Digests } from './application/ports/digests.js';
import { DueWork } from './application/ports/due-work.js';
import { Fingerprints } from './application/ports/fingerprints.js';
import { JobDriver } from './application/ports/job-driver.js';
import { LenderFiles } from './application/ports/lender-files.js';
import { PasswordHashing } from './application/ports/password-hashing.js';
import { PhoneNumbers } from './application/ports/phone-numbers.js';
import { PolicyPacks } from './application/ports/policy-packs.js';
import { PublicAddress } from './application/ports/public-address.js';
import { Secrets } from './application/ports/secrets.js';
import { SimulatedPhones } from './application/ports/simulated-phones.js';
import { TableFiles } from './application/ports/table-files.js';
import { TemplateReader } from './application/ports/template-reader.js';
import { TemplateRenderer } from './application/ports/template-renderer.js';
import { TemplateStore } from './application/ports/template-store.js';
import { Tenants } from './application/ports/tenants.js';
import { Treatments } from './application/ports/treatments.js';
import { Clock } from './application/ports/clock.js';
import { IntentReader } from './application/ports/intent-reader.js';
import { Transcriber } from './application/ports/transcriber.js';
import { UnderstandingModel } from './application/ports/understanding-model.js';
import { SECOND } from './domain/calendar/instant.js';
import { USE_CASES } from './application/use-cases.js';
import { Env } from './config/env.js';
import { projectFolder } from './config/project-folder.js';
import { RuntimeModule } from './runtime.module.js';
import type { Runtime } from './runtime.module.js';
import { PromMetrics } from './adapters/metrics/prom-metrics.js';
import { LoggedAlarms } from './adapters/system/logged-alarms.js';
import { ConfiguredPublicAddress } from './adapters/system/configured-public-address.js';
import { FileUnderstandingModel } from './adapters/understanding/file-model.js';
import { NoIntentReader } from './adapters/understanding/no-intent-reader.js';
import { OpenAiIntentReader } from './adapters/understanding/openai-intent-reader.js';
import { NoTranscriber } from './adapters/understanding/no-transcriber.js';
import { OpenAiTranscriber } from './adapters/understanding/openai-transcriber.js';
import { HttpWebhookSender } from './adapters/webhooks/http-webhook-sender.js';
import { Metrics } from './application/ports/metrics.js';
import { Signatures } from './application/ports/signatures.js';
import { UploadStore } from './application/ports/upload-store.js';
import { WebhookSender } from './application/ports/webhook-sender.js';

const CONFIGURATION: readonly Provider[] = [
  {
    provide: PolicyPacks,
    useFactory: () => new FilePolicyPacks(join(projectFolder(), 'config', 'contact-policies')),
  },
  {
    provide: TemplateStore,
    inject: [PolicyPacks],
    useFactory: (packs: PolicyPacks) => new FileTemplateStore(join(projectFolder(), 'templates'), packs),
  },
  {
    provide: Treatments,
    inject: [TemplateStore],
    useFactory: (templates: TemplateStore) =>
      new FileTreatments(join(projectFolder(), 'config', 'treatments'), templates.names()),
  },
  {
    provide: CrisisLines,
    inject: [Env],
    useFactory: (env: Env) => new ConfiguredCrisisLines(Object.fromEntries(env.crisisLines)),
  },
  {
    provide: UnderstandingModel,
    inject: [Env],
    useFactory: ({ readingThresholds }: Env) =>
      new FileUnderstandingModel(join(projectFolder(), 'models'), readingThresholds),
  },
  {
    provide: IntentReader,
    inject: [Env, Clock],
    useFactory: ({ intentReader }: Env, clock: Clock) =>
      intentReader === null ? new NoIntentReader() : new OpenAiIntentReader(intentReader, clock),
  },
  {
    provide: Transcriber,
    inject: [Env],
    useFactory: ({ transcriber }: Env) =>
      transcriber === null ? new NoTranscriber() : new OpenAiTranscriber(transcriber),
  },
  { provide: TemplateReader, useClass: HandlebarsReader },
  { provide: TemplateRenderer, useClass: HandlebarsRenderer },
  {
    provide: ClaimLease,
    inject: [Env],
    useFactory: (env: Env) => new ClaimLease(env.claimLeaseSeconds * SECOND),
  },
];

const INTAKE: readonly Provider[] = [
  { provide: ContentFiles, useClass: YamlContentFiles },
  { provide: LenderFiles, useClass: YamlLenderFiles },
  { provide: TableFiles, useClass: CsvTableFiles },
  { provide: PhoneNumbers, useClass: E164PhoneNumbers },
  { provide: Fingerprints, useClass: Sha256Fingerprints },
  { provide: Digests, useClass: Sha256Digests },
  {
    provide: UploadStore,
    inject: [Env, ByteCipher],
    useFactory: (env: Env, cipher: ByteCipher) => new EncryptedUploadStore(env.uploadsFolder, cipher),
  },
];

const SECURITY: readonly Provider[] = [
  { provide: PasswordHashing, useClass: Argon2PasswordHashing },
  { provide: Alarms, useClass: LoggedAlarms },
  { provide: Secrets, useClass: RandomSecrets },
  { provide: Signatures, useClass: HmacSignatures },
];

const OPERATION: readonly Provider[] = [
  {
    provide: PublicAddress,
    inject: [Env],
    useFactory: (env: Env) => new ConfiguredPublicAddress(env.publicUrl),
  },
  { provide: Metrics, useClass: PromMetrics },
  {
    provide: WebhookSender,
    inject: [Env],
    useFactory: (env: Env) => new HttpWebhookSender(env.webhookPrivateNetworks),
  },
];

/** The use cases with every adapter they need behind their ports. */
@Global()
@Module({
  providers: [
    ...CONFIGURATION,
    ...INTAKE,
    ...SECURITY,
    ...OPERATION,
    ...CHANNEL_PROVIDERS,
    ChannelListening,
    { provide: ChannelProbe, useClass: RegisteredChannelProbe },
    ...USE_CASES,
    JobSetup,
  ],
  exports: [
    ...USE_CASES,
    JobSetup,
    SimulatorListener,
    SimulatedPhones,
    ChannelDirectory,
    Alarms,
    PublicAddress,
    PolicyPacks,
    Metrics,
  ],
})
class ApplicationModule {}

/** The whole of Parley; the only file that knows every adapter. */
@Module({})
export class AppModule {
  static forRuntime(runtime: Runtime): DynamicModule {
    return {
      module: AppModule,
      imports: [
        RuntimeModule.with(runtime),
        PersistenceModule,
        ApplicationModule,
        HttpModule,
        JobsModule.forRootAsync({
          inject: [JobSetup],
          useFactory: (setup: JobSetup) => ({
            handlers: setup.handlers(),
            recurring: setup.recurring(),
            autostart: runtime.autostart,
          }),
        }),
      ],
      controllers: [HealthController],
      providers: [
        {
          provide: DueWork,
          inject: [SimulatorListener, JobDriver, Tenants],
          useFactory: dueWork,
        },
      ],
    };
  }
}

const dueWork = (listener: SimulatorListener, driver: JobDriver, tenants: Tenants): DueWork => ({
  run: async () => {
    do {
      for (const tenant of await tenants.all()) await listener.poll(tenant.id);
    } while ((await driver.drain()) > 0);
  },
});
