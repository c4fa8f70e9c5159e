import { Injectable } from '@nestjs/common';
import { TakeChannelEvents } from '../../../application/channel/take-channel-events.js';
import type { AccountReport } from '../../../application/ports/account-log.js';
import type { ChannelAccount } from '../../../application/ports/channel-accounts.js';
import { ChannelCursors } from '../../../application/ports/channel-cursors.js';
import { Clock } from '../../../application/ports/clock.js';
import { UnitOfWork } from '../../../application/ports/unit-of-work.js';
import type { ArrivedMessage, ChannelEvent } from '../../../domain/channel/channel-event.js';
import type { InboundContent } from '../../../domain/conversation/inbound-content.js';
import type { ChannelAccountId } from '../../../domain/shared/ids.js';
import { accountReport, loginReport } from './outcome-of.js';
import { WECOM_SETTINGS } from './settings.js';
import type { WecomSettings } from './settings.js';
import { heardPage } from './translate.js';
import type { Heard, HeardPage } from './translate.js';
import { WecomApi } from './wecom-api.js';
import { WecomHealth } from './wecom-health.js';

const CURSOR = 'sync_msg';
/** Small enough to be fetched and stored within the five seconds that the platform waits for the answer to a knock. */
const PAGE_SIZE = 200;
const TOKEN_OF_KNOCK_IS_OVER = 95007;
/** After so many fruitless tries a message is stored without its bytes, so that the ones behind it come through. */
const TRIES_FOR_MEDIA = 3;

/** The platform did not give a page; nothing was stored and nothing is lost, it keeps messages for three days. */
export class FetchFailed extends Error {
  constructor(readonly report: AccountReport) {
    super(report.detail);
  }
}

interface Round {
  readonly running: Promise<void>;
  next: { readonly run: Promise<void>; knockToken: string | null } | null;
}

/**
 * Fetches what waits at the platform. Each page is stored in one transaction with its cursor; the place that was
 * stored is where the next fetch begins. One fetch for an account at a time: who asks meanwhile shares the next one.
 */
@Injectable()
export class WecomSync {
  private readonly rounds = new Map<ChannelAccountId, Round>();
  private readonly mediaTries = new Map<string, number>();

  constructor(
    private readonly api: WecomApi,
    private readonly unitOfWork: UnitOfWork,
    private readonly cursors: ChannelCursors,
    private readonly takeChannelEvents: TakeChannelEvents,
    private readonly health: WecomHealth,
    private readonly clock: Clock,
  ) {}

  /** Resolves when everything that waited is stored. Throws `FetchFailed`, or what the store threw. */
  run(account: ChannelAccount, knockToken: string | null): Promise<void> {
    const round = this.rounds.get(account.id);
    if (round === undefined) return this.begin(account, knockToken);
    if (round.next !== null) {
      round.next.knockToken = knockToken ?? round.next.knockToken;
      return round.next.run;
    }
    const begins = (): Promise<void> => this.begin(account, round.next?.knockToken ?? null);
    const run = round.running.then(begins, begins);
    round.next = { run, knockToken };
    return run;
  }

  private begin(account: ChannelAccount, knockToken: string | null): Promise<void> {
    const running = this.fetchAll(account, knockToken).finally(() => {
      if (this.rounds.get(account.id)?.next === null) this.rounds.delete(account.id);
    });
    this.rounds.set(account.id, { running, next: null });
    return running;
  }

  private async fetchAll(account: ChannelAccount, knockToken: string | null): Promise<void> {
    const settings = WECOM_SETTINGS.read(account.settings);
    const scope = { tenantId: account.tenantId, actor: { kind: 'system', name: 'listener' } } as const;
    let cursor = await this.unitOfWork.run(scope, () => this.cursors.read(account.id, CURSOR));
    for (let hasMore = true; hasMore;) {
      const page = await this.fetch(settings, cursor, knockToken);
      const events: ChannelEvent[] = [];
      for (const heard of page.heard) events.push(...(await this.complete(account, settings, heard)));
      const moved = page.cursor !== null && page.cursor !== cursor ? page.cursor : null;
      const place = moved === null ? null : { name: CURSOR, value: moved };
      if (events.length > 0 || place !== null) await this.takeChannelEvents.run(account, events, place);
      hasMore = page.hasMore && moved !== null;
      cursor = moved ?? cursor;
    }
  }

  private async fetch(
    settings: WecomSettings,
    cursor: string | null,
    knockToken: string | null,
  ): Promise<HeardPage> {
    const result = await this.api.post(settings, 'kf/sync_msg', {
      ...(cursor === null ? {} : { cursor }),
      ...(knockToken === null ? {} : { token: knockToken }),
      limit: PAGE_SIZE,
      voice_format: 0,
      open_kfid: settings.openKfId,
    });
    switch (result.kind) {
      case 'not-asked':
      case 'lost':
        throw new FetchFailed({ state: 'down', detail: 'The platform does not answer; it is asked again.' });
      case 'refused-login':
        throw new FetchFailed(loginReport(result.code));
      case 'answered': {
        if (result.code === TOKEN_OF_KNOCK_IS_OVER && knockToken !== null) {
          return this.fetch(settings, cursor, null);
        }
        const page = result.code === 0 ? heardPage(result.body, settings.openKfId) : null;
        if (page !== null) return page;
        const detail = `The platform does not give its messages (code ${result.code}); it is asked again.`;
        throw new FetchFailed(accountReport(result.code, this.clock.now()) ?? { state: 'deaf', detail });
      }
    }
  }

  private async complete(
    account: ChannelAccount,
    settings: WecomSettings,
    heard: Heard,
  ): Promise<readonly ChannelEvent[]> {
    switch (heard.kind) {
      case 'event':
        return [heard.event];
      case 'account-trouble':
        await this.health.tell(account, { state: 'blocked', detail: heard.detail });
        return [];
      case 'with-media': {
        const { message, mediaId } = heard;
        const fetched = await this.api.media(settings, mediaId);
        switch (fetched.kind) {
          case 'bytes': {
            this.mediaTries.delete(mediaId);
            const { bytes, mediaType, name } = fetched;
            const content = withBytes(message.content, mediaType, name);
            return [{ ...message, content, media: bytes.toString('base64') }];
          }
          case 'never':
            this.mediaTries.delete(mediaId);
            return [fetched.reason === 'too-large' ? tooLarge(message) : message];
          case 'not-now': {
            const tries = (this.mediaTries.get(mediaId) ?? 0) + 1;
            this.mediaTries.set(mediaId, tries);
            if (tries >= TRIES_FOR_MEDIA) {
              this.mediaTries.delete(mediaId);
              return [message];
            }
            const detail = 'The platform does not give a picture or file now; it is asked again.';
            throw new FetchFailed({ state: 'down', detail });
          }
        }
      }
    }
  }
}

const tooLarge = (message: ArrivedMessage): ArrivedMessage => ({
  ...message,
  content: { kind: 'unsupported' },
});

/** A name that came with the message is better than that of the download. */
const withBytes = (content: InboundContent, mediaType: string | null, name: string | null): InboundContent =>
  'mediaType' in content
    ? { ...content, mediaType: mediaType ?? content.mediaType, name: content.name ?? name }
    : content;
