import { Entity, Index } from 'typeorm';
import type { ZoneId } from '../../../domain/calendar/zone.js';
import type { ContactPreference } from '../../../domain/debtor/contact-preference.js';
import type { DebtorId, TenantId } from '../../../domain/shared/ids.js';
import type { Locale } from '../../../domain/shared/locale.js';
import { Encrypted, Json, Key, OR_NULL, TenantKey, Varchar, Whole } from './column-types.js';

@Entity('debtors')
@Index(['tenantId', 'keyIndex'], { unique: true })
export class DebtorEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: DebtorId;
  /** Blind index of the ID, else of (lender, reference). */
  @Varchar('key_index', 64) keyIndex!: string;
  /** Name, ID, birth date and vulnerabilities. */
  @Encrypted('personal') personal!: string;
  @Varchar('locale', 10) locale!: Locale;
  @Json('zones') zones!: readonly ZoneId[];
  @Varchar('country', 2, OR_NULL) country!: string | null;
  @Json('preference', OR_NULL) preference!: ContactPreference | null;
  @Whole('version') version!: number;
}
