import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type {
  Attribute,
  ClassDeclaration,
  ClassField,
  ClassMember,
  CustomElementDeclaration,
  CustomElementField,
  JavaScriptModule,
  Package,
} from 'custom-elements-manifest';
import type { Doc } from './manifest-doc.ts';
import { type ClassSource, type MemberSource, type Node, readClasses } from './manifest-source.ts';

const source = fileURLToPath(new URL('../src/element', import.meta.url));

export const tagName = 'applicant-intake';

/** The class of the element, as it stands in the source. */
export function elementSource(): ClassSource {
  const element = readClasses(`${source}/applicant-intake.ts`).find(({ name }) => name === 'ApplicantIntake');
  if (!element) throw new Error('applicant-intake.ts has no class');
  return element;
}

/** Its events. */
export const eventSources = (): ClassSource[] =>
  readClasses(`${source}/events.ts`).filter(({ superclass }) => superclass === 'Event');

/**
 * What the element offers to a page, for editors and catalogues: a Custom Elements Manifest, made from the doc comments
 * of its class and of its events. An analyzer on the npm registry would bring a compiler and forty packages, and leave out
 * what methods return.
 */
export function createManifest(): Package {
  const element = modulePath('applicant-intake');
  const events = modulePath('events');
  return {
    schemaVersion: '2.1.0',
    readme: 'README.md',
    modules: [
      module(element, [elementDeclaration(elementSource())]),
      module(events, eventSources().map(eventDeclaration)),
      {
        kind: 'javascript-module',
        path: modulePath('define'),
        declarations: [],
        exports: [
          {
            kind: 'custom-element-definition',
            name: tagName,
            declaration: { name: 'ApplicantIntake', module: element },
          },
        ],
      },
    ],
  };
}

const modulePath = (name: string) => `dist/element/${name}.js`;

function module(path: string, declarations: ClassDeclaration[]): JavaScriptModule {
  return {
    kind: 'javascript-module',
    path,
    declarations,
    exports: declarations.map(({ name }) => ({ kind: 'js', name, declaration: { name, module: path } })),
  };
}

function elementDeclaration({ name, doc, members }: ClassSource): CustomElementDeclaration {
  const [summary] = tagged(doc, 'summary');
  const settings = settingsOf(members);
  const fields = members.filter(isOffered).map((member) => memberOf(member, settings.get(member.name)));
  return {
    kind: 'class',
    customElement: true,
    tagName,
    name,
    description: doc.description,
    ...(summary && { summary: summary.description }),
    superclass: { name: 'HTMLElement' },
    attributes: members.flatMap((member) => attributeOf(member, settings.get(member.name))),
    members: fields,
    events: tagged(doc, 'fires').map(({ name, type, description }) => ({
      name,
      type: { text: type },
      description,
    })),
    slots: tagged(doc, 'slot').map(named),
    cssParts: tagged(doc, 'csspart').map(named),
    cssProperties: tagged(doc, 'cssproperty').map((tag) => ({
      ...named(tag),
      ...(tag.default && { default: tag.default }),
    })),
    cssStates: tagged(doc, 'cssstate').map(named),
  };
}

function eventDeclaration({ name, doc, members }: ClassSource): ClassDeclaration {
  return {
    kind: 'class',
    name,
    description: doc.description,
    superclass: { name: 'Event' },
    members: members.filter(isOffered).map((member) => memberOf(member, undefined)),
  };
}

const tagged = (doc: Doc, wanted: string) => doc.tags.filter(({ tag }) => tag === wanted);
const named = ({ name, description }: { name: string; description: string }) => ({ name, description });

/** Whether pages may use it: what the base class calls is theirs as little as what is private. */
const isOffered = ({ isPublic, isStatic }: MemberSource) => isPublic && !isStatic;

/** How a property hangs together with an attribute. */
export interface Setting {
  /** Undefined: with none. */
  readonly attribute: string | undefined;
}

/** As HTML writes the names of attributes and events: `jobId` becomes `job-id`. */
export const kebab = (name: string): string =>
  name.replace(/\B[A-Z]/g, (letter) => `-${letter}`).toLowerCase();

/** A text that may stand in the source in several pieces. */
const textIn = ({ value, left, right }: Node): string => (left ? textIn(left) + textIn(right) : value);

/** The properties that the class offers, by name. */
export function settingsOf(members: readonly MemberSource[]): ReadonlyMap<string, Setting> {
  const declared = members.find(({ name, isStatic }) => isStatic && name === 'observedAttributes')?.value;
  const lists: Node[] = declared?.arguments[1].properties ?? [];
  return new Map(
    lists.flatMap(({ key: kind, value }) =>
      textIn(value)
        .split(' ')
        .map((name) => [name, { attribute: kind.name === 'object' ? undefined : kebab(name) }] as const),
    ),
  );
}

function attributeOf({ name, type, doc }: MemberSource, setting: Setting | undefined): Attribute[] {
  if (!setting?.attribute) return [];
  // An attribute that is not there says so itself.
  const text = type.replace(/ \| (null|undefined)\b/g, '');
  return [{ name: setting.attribute, fieldName: name, type: { text }, description: doc.description }];
}

function memberOf(member: MemberSource, setting: Setting | undefined): ClassMember {
  const { kind, name, type, doc, parameters, readonly } = member;
  if (kind === 'method') {
    return {
      kind,
      name,
      description: doc.description,
      ...(parameters.length > 0 && {
        parameters: parameters.map((each) => ({ name: each.name, type: { text: each.type } })),
      }),
      return: { type: { text: type } },
    };
  }
  const field: ClassField & CustomElementField = {
    kind,
    name,
    type: { text: type },
    description: doc.description,
    ...(readonly && { readonly }),
    ...(setting?.attribute && { attribute: setting.attribute, reflects: true }),
  };
  return field;
}

/** Writes the manifest into the package that is being built. */
export function writeManifest(dist: string): void {
  writeFileSync(`${dist}/custom-elements.json`, `${JSON.stringify(createManifest(), null, 2)}\n`);
}
