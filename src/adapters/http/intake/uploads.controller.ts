import { Body, Controller, Get, Param, Post, Put, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { OpenedUpload } from '../../../application/intake/open-upload.js';
import { OpenUpload } from '../../../application/intake/open-upload.js';
import { PreviewUpload } from '../../../application/intake/preview-upload.js';
import { ReceiveUploadPart } from '../../../application/intake/receive-upload-part.js';
import { StartUpload } from '../../../application/intake/start-upload.js';
import { LenderCodes } from '../../../application/lender/lender-codes.js';
import type { WorkScope } from '../../../application/ports/unit-of-work.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import type { UploadId } from '../../../domain/shared/ids.js';
import { idOf } from '../../../domain/shared/ids.js';
import { Caller } from '../api/caller.js';
import { Operation } from '../api/operation.js';
import { idParam } from '../api/representation.js';
import {
  partParam,
  previewAnswer,
  previewBody,
  previewView,
  uploadAnswer,
  uploadBody,
  uploadView,
} from './upload-schemas.js';

const DIGEST = /^[0-9a-f]{64}$/iu;

/** Files on their way in, in parts of 8 MB; what was cut off goes on with the parts that are missing. */
@Controller('v1/uploads')
export class UploadsController {
  constructor(
    private readonly startUpload: StartUpload,
    private readonly openUpload: OpenUpload,
    private readonly receivePart: ReceiveUploadPart,
    private readonly previewUpload: PreviewUpload,
    private readonly lenderCodes: LenderCodes,
  ) {}

  @Post()
  @Operation({ allow: 'imports.run', summary: 'Begin an upload', answers: uploadAnswer, creates: true })
  async start(
    @Caller() { scope }: Caller,
    @Body({ schema: uploadBody }) { fileName, size, lender }: z.infer<typeof uploadBody>,
  ): Promise<z.infer<typeof uploadAnswer>> {
    const upload = await this.startUpload.run(scope, { fileName, size, lender: lender ?? null });
    return this.view(scope, { upload, parts: [] });
  }

  @Get(':id')
  @Operation({ allow: 'imports.run', summary: 'An upload and its received parts', answers: uploadAnswer })
  async read(
    @Caller() { scope }: Caller,
    @Param({ schema: idParam }) { id }: z.infer<typeof idParam>,
  ): Promise<z.infer<typeof uploadAnswer>> {
    return this.view(scope, await this.openUpload.run(scope, idOf<UploadId>(id)));
  }

  @Put(':id/parts/:number')
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiHeader({ name: 'Content-SHA256', required: false, schema: { type: 'string' } })
  @Operation({
    allow: 'imports.run',
    summary: 'Send one part, in any order; the same part again is no news',
    answers: uploadAnswer,
  })
  async part(
    @Caller() { scope }: Caller,
    @Param({ schema: partParam }) { id, number }: z.infer<typeof partParam>,
    @Req() request: FastifyRequest,
  ): Promise<z.infer<typeof uploadAnswer>> {
    const { body } = request;
    if (!Buffer.isBuffer(body)) {
      throw new DomainError(
        'REQUEST.UNSUPPORTED_MEDIA_TYPE',
        'A part is sent as its bytes, with the content type application/octet-stream.',
      );
    }
    const given = { number, bytes: body, digest: digestOf(request) };
    return this.view(scope, await this.receivePart.run(scope, idOf<UploadId>(id), given));
  }

  @Post(':id/preview')
  @Operation({
    allow: 'imports.run',
    summary: 'Encoding, header, masked first rows and what the columns seem to mean',
    answers: previewAnswer,
  })
  async preview(
    @Caller() { scope }: Caller,
    @Param({ schema: idParam }) { id }: z.infer<typeof idParam>,
    @Body({ schema: previewBody }) { kind, lender, encoding }: z.infer<typeof previewBody>,
  ): Promise<z.infer<typeof previewAnswer>> {
    const wish = { uploadId: idOf<UploadId>(id), kind, lender: lender ?? null, encoding };
    return previewView(await this.previewUpload.run(scope, wish));
  }

  private async view(scope: WorkScope, opened: OpenedUpload): Promise<z.infer<typeof uploadAnswer>> {
    return uploadView(opened, await this.lenderCodes.run(scope));
  }
}

const digestOf = ({ headers }: FastifyRequest): string | null => {
  const given = headers['content-sha256'];
  if (given === undefined) return null;
  if (typeof given === 'string' && DIGEST.test(given)) return given.toLowerCase();
  throw new DomainError('REQUEST.BAD_DIGEST', 'Content-SHA256 must be 64 hexadecimal digits.');
};
