import { Injectable } from '@nestjs/common';
import { reaches } from '../../domain/people/access.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { LenderId, UploadId } from '../../domain/shared/ids.js';
import { ColumnMappings } from '../ports/column-mappings.js';
import type { ColumnMapping, ImportEncoding, ImportKind } from '../ports/imports.js';
import { Lenders } from '../ports/lenders.js';
import type { TableEncoding, TableRow } from '../ports/table-files.js';
import { TableFiles } from '../ports/table-files.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { columnsOf } from './columns-of-kind.js';
import { maskCell } from './mask-cell.js';
import { OpenUpload } from './open-upload.js';
import { RememberColumns } from './remember-columns.js';
import { headerKey, meaningsOf, shownHeader } from './table-columns.js';

const ROWS = 20;

export interface PreviewWish {
  readonly uploadId: UploadId;
  readonly kind: ImportKind;
  readonly lender: string | null;
  readonly encoding: ImportEncoding;
}

export interface UploadPreview {
  readonly encoding: TableEncoding;
  readonly header: readonly string[];
  /** Cells masked. */
  readonly rows: readonly TableRow[];
  /** The field of each column of the header; null where none is known. */
  readonly fields: readonly (string | null)[];
  /** Whether people said it for a file like this before. */
  readonly remembered: boolean;
  /** Fields that a file of this kind needs, and that no column means. */
  readonly missing: readonly string[];
  /** Fields that two columns mean. */
  readonly twice: readonly string[];
  /** Every field that a column of this kind of file may mean. */
  readonly possible: readonly { readonly name: string; readonly required: boolean }[];
}

/** Shows the beginning of an uploaded file, and what its columns seem to mean. */
@Injectable()
export class PreviewUpload {
  constructor(
    private readonly openUpload: OpenUpload,
    private readonly files: TableFiles,
    private readonly mappings: ColumnMappings,
    private readonly rememberColumns: RememberColumns,
    private readonly lenders: Lenders,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Throws `UPLOAD.UNKNOWN`, `UPLOAD.INCOMPLETE`, `LENDER.UNKNOWN`, and what the reading of a file throws. */
  async run(scope: WorkScope, { uploadId, kind, lender, encoding }: PreviewWish): Promise<UploadPreview> {
    const opened = await this.openUpload.run(scope, uploadId);
    const bytes = this.openUpload.bytesOf(scope, opened);
    const lenderId = (await this.lenderOf(scope, lender)) ?? opened.upload.lenderId;
    const stated = encoding === 'auto' ? undefined : encoding;
    const { header, rows, encoding: found } = await this.files.preview(bytes, ROWS, stated);
    const key = this.rememberColumns.keyOf(lenderId, kind, header);
    const mapping = await this.unitOfWork.run(scope, () => this.mappings.find(key));
    const fields = fieldsOf(header, kind, mapping ?? {});
    const possible = Object.entries(columnsOf(kind)).map(([name, { required }]) => ({
      name,
      required: required || (name === 'lender' && lenderId === null),
    }));
    return {
      encoding: found,
      header: header.map(shownHeader),
      rows: rows.map(({ number, cells }) => ({
        number,
        cells: cells.map((cell, place) => maskCell(cell, fields[place] ?? null)),
      })),
      fields,
      remembered: mapping !== null,
      missing: possible
        .filter(({ name, required }) => required && !fields.includes(name))
        .map(({ name }) => name),
      twice: possible
        .filter(({ name }) => fields.indexOf(name) !== fields.lastIndexOf(name))
        .map(({ name }) => name),
      possible,
    };
  }

  private async lenderOf(scope: WorkScope, code: string | null): Promise<LenderId | null> {
    if (code === null) return null;
    const lender = await this.unitOfWork.run(scope, () => this.lenders.byCode(code));
    if (lender && reaches(scope.reach, lender.id)) return lender.id;
    throw new DomainError('LENDER.UNKNOWN', `There is no lender ${code}.`);
  }
}

const fieldsOf = (header: readonly string[], kind: ImportKind, mapping: ColumnMapping): (string | null)[] => {
  const meanings = meaningsOf(columnsOf(kind));
  const mapped = new Map(Object.entries(mapping).map(([own, field]) => [headerKey(own), field]));
  return header.map((written) => {
    const key = headerKey(written);
    const stated = mapped.get(key);
    return stated === undefined ? (meanings.get(key) ?? null) : stated;
  });
};
