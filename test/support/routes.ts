import type { INestApplicationContext } from '@nestjs/common';
import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { OPERATION } from '../../src/adapters/http/api/operation.js';
import type { OperationOptions } from '../../src/adapters/http/api/operation.js';

/** A route as the application registered it. */
export interface Route {
  readonly method: string;
  /** With its parameters, e.g. `/v1/people/:id`. */
  readonly path: string;
  /** Null: nobody said who may call it. */
  readonly operation: OperationOptions | null;
}

export const nameOf = ({ method, path }: Pick<Route, 'method' | 'path'>): string => `${method} ${path}`;

/** Names of the parameters in a path. */
export const parametersOf = ({ path }: Route): string[] =>
  [...path.matchAll(/:([A-Za-z]+)/g)].map(([, name]) => name ?? '');

/** Every route of every controller, whatever module it is in. */
export const routesOf = (app: INestApplicationContext): Route[] => {
  const scanner = new MetadataScanner();
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [
    ...module.controllers.values(),
  ]);
  return controllers
    .flatMap(({ metatype }) => {
      if (typeof metatype !== 'function') return [];
      const prototype = metatype.prototype as object;
      return scanner.getAllMethodNames(prototype).flatMap((name) => {
        const handler = (prototype as Record<string, object>)[name] ?? {};
        const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
        if (method === undefined) return [];
        const operation = Reflect.getMetadata(OPERATION, handler) as OperationOptions | undefined;
        return paths(metatype, handler).map((path) => ({
          method: RequestMethod[method] ?? '',
          path,
          operation: operation ?? null,
        }));
      });
    })
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
};

const paths = (controller: object, handler: object): string[] => {
  const of = (target: object): string[] =>
    [Reflect.getMetadata(PATH_METADATA, target) as string | string[]].flat();
  return of(controller).flatMap((prefix) =>
    of(handler).map((rest) => `/${[prefix, rest].join('/')}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1')),
  );
};

/** Routes that say nothing about who may call them. */
export const unguarded = (routes: readonly Route[]): string[] =>
  routes.filter(({ operation }) => operation === null).map(nameOf);
