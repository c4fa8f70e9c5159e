import type { JsonSchema } from './schema-samples.js';
import { sampleOf } from './schema-samples.js';
import { parametersOf } from './routes.js';
import type { Route } from './routes.js';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: JsonSchema;
}

interface Described {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: JsonSchema }>> };
}

/** What the OpenAPI document says about routes, for making requests from it. */
export class ApiDocument {
  constructor(
    private readonly document: {
      readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
      readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
    },
  ) {}

  /** A body that the route takes; undefined where it takes none. */
  bodyOf(route: Route): unknown {
    const schema = this.describes(route)?.requestBody?.content?.['application/json']?.schema;
    return schema === undefined ? undefined : this.sample(schema);
  }

  hasQuery(route: Route): boolean {
    return this.parameters(route).some((one) => one.in === 'query');
  }

  /** The parameters of the path that name something stored, by its id or code. */
  idsIn(route: Route): string[] {
    return parametersOf(route).filter((name) => /^(id|code|.+Id)$/.test(name));
  }

  /** The path with `ids` for what is stored, samples for the rest, and what the query needs. */
  pathOf(route: Route, ids: Readonly<Record<string, string>>): string {
    const path = route.path.replace(/:([A-Za-z]+)/g, (_, name: string) =>
      encodeURIComponent(ids[name] ?? String(this.sample(this.parameter(route, name)?.schema ?? {}))),
    );
    const query = this.parameters(route)
      .filter((one) => one.in === 'query' && one.required === true)
      .map(({ name, schema }) => `${name}=${encodeURIComponent(String(this.sample(schema ?? {})))}`);
    return query.length === 0 ? path : `${path}?${query.join('&')}`;
  }

  private sample(schema: JsonSchema): unknown {
    return sampleOf(schema, this.document.components.schemas);
  }

  private parameter(route: Route, name: string): Parameter | undefined {
    return this.parameters(route).find((one) => one.in === 'path' && one.name === name);
  }

  private parameters(route: Route): readonly Parameter[] {
    return this.describes(route)?.parameters ?? [];
  }

  private describes({ method, path }: Route): Described | undefined {
    return this.document.paths[path.replace(/:([A-Za-z]+)/g, '{$1}')]?.[method.toLowerCase()];
  }
}
