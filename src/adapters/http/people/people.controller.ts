import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { AddPerson } from '../../../application/people/add-person.js';
import { ChangePerson } from '../../../application/people/change-person.js';
import { DisablePerson } from '../../../application/people/disable-person.js';
import { EnablePerson } from '../../../application/people/enable-person.js';
import { InvitePerson } from '../../../application/people/invite-person.js';
import { ReadPeople } from '../../../application/people/read-people.js';
import { idOf } from '../../../domain/shared/ids.js';
import type { PersonId } from '../../../domain/shared/ids.js';
import { Caller } from '../api/caller.js';
import { IfMatch } from '../api/if-match.js';
import { Operation } from '../api/operation.js';
import { decodeCursor, encodeCursor, pageOf, pageQuery } from '../api/page.js';
import { idParam, toIso } from '../api/representation.js';
import { invitationAnswer } from './invitation-schemas.js';
import { grantsOf, personAnswer, personBody, personChange, personView, whyBody } from './person-schemas.js';

const peopleAnswer = pageOf(personAnswer).meta({ id: 'People' });

type IdParam = z.infer<typeof idParam>;
type PersonAnswer = z.infer<typeof personAnswer>;

const personId = ({ id }: IdParam): PersonId => idOf<PersonId>(id);

/** Who may sign in, and what they may do. */
@Controller('v1/people')
export class PeopleController {
  constructor(
    private readonly readPeople: ReadPeople,
    private readonly addPerson: AddPerson,
    private readonly changePerson: ChangePerson,
    private readonly disablePerson: DisablePerson,
    private readonly enablePerson: EnablePerson,
    private readonly invitePerson: InvitePerson,
  ) {}

  @Get()
  @Operation({ allow: 'people.manage', summary: 'The people whom you administer', answers: peopleAnswer })
  async list(
    @Caller() caller: Caller,
    @Query({ schema: pageQuery }) { cursor, limit }: z.infer<typeof pageQuery>,
  ): Promise<z.infer<typeof peopleAnswer>> {
    const after = decodeCursor(cursor, 1)?.[0];
    const { people, next } = await this.readPeople.run(
      caller.scope,
      after === undefined ? null : String(after),
      limit,
    );
    return { items: people.map(personView), next: next === null ? null : encodeCursor([next]) };
  }

  @Post()
  @Operation({ allow: 'people.manage', summary: 'Add somebody', answers: personAnswer, creates: true })
  async add(
    @Caller() caller: Caller,
    @Body({ schema: personBody }) body: z.infer<typeof personBody>,
  ): Promise<PersonAnswer> {
    return personView(await this.addPerson.run(caller.scope, { ...body, grants: grantsOf(body.grants) }));
  }

  @Get(':id')
  @Operation({ allow: 'people.manage', summary: 'One person', answers: personAnswer })
  async read(@Caller() caller: Caller, @Param({ schema: idParam }) id: IdParam): Promise<PersonAnswer> {
    return personView(await this.readPeople.one(caller.scope, personId(id)));
  }

  @Patch(':id')
  @Operation({ allow: 'people.manage', summary: 'Change somebody', answers: personAnswer, ifMatch: true })
  async change(
    @Caller() caller: Caller,
    @Param({ schema: idParam }) id: IdParam,
    @IfMatch() version: number,
    @Body({ schema: personChange }) { grants, ...rest }: z.infer<typeof personChange>,
  ): Promise<PersonAnswer> {
    const change = { ...rest, ...(grants === undefined ? {} : { grants: grantsOf(grants) }) };
    return personView(await this.changePerson.run(caller.scope, personId(id), version, change));
  }

  @Post(':id/disable')
  @Operation({
    allow: 'people.manage',
    summary: 'Shut somebody out: sessions end, and what they hold is free for others',
    answers: personAnswer,
  })
  async disable(
    @Caller() caller: Caller,
    @Param({ schema: idParam }) id: IdParam,
    @Body({ schema: whyBody }) { reason }: z.infer<typeof whyBody>,
  ): Promise<PersonAnswer> {
    return personView(await this.disablePerson.run(caller.scope, personId(id), reason));
  }

  @Post(':id/enable')
  @Operation({ allow: 'people.manage', summary: 'Let somebody sign in again', answers: personAnswer })
  async enable(
    @Caller() caller: Caller,
    @Param({ schema: idParam }) id: IdParam,
    @Body({ schema: whyBody }) { reason }: z.infer<typeof whyBody>,
  ): Promise<PersonAnswer> {
    return personView(await this.enablePerson.run(caller.scope, personId(id), reason));
  }

  @Post(':id/invitation')
  @Operation({
    allow: 'people.manage',
    summary: 'A token, shown once, with which somebody chooses a password',
    answers: invitationAnswer,
    creates: true,
  })
  async invite(
    @Caller() caller: Caller,
    @Param({ schema: idParam }) id: IdParam,
  ): Promise<z.infer<typeof invitationAnswer>> {
    const { token, expiresAt } = await this.invitePerson.run(caller.scope, personId(id));
    return { token, expiresAt: toIso(expiresAt) };
  }
}
