import { DOMImplementation, DOMParser, type Document, type Element, XMLSerializer } from '@xmldom/xmldom';
import { parse } from '../../model/issue.ts';
import { type Format, foundIn } from './format.ts';
import { customersSchema, errorSchema } from './wire.ts';

/** The namespaces of the vendor's schemas. */
export interface Namespaces {
  readonly customer: string;
  readonly contactPerson: string;
  readonly contactPoint: string;
  readonly common: string;
  readonly platform: string;
}

const model = 'http://bindings.egain.com/ws/model/v12/gen';

/** As they are for v12, as far as the vendor prints them. */
export const defaultNamespaces: Namespaces = {
  customer: `${model}/interaction/customer`,
  contactPerson: `${model}/interaction/contactperson`,
  contactPoint: `${model}/interaction/contactpoint`,
  common: `${model}/common`,
  platform: `${model}/platform`,
};

/** The namespace of declarations themselves (Namespaces in XML, 3). */
const xmlns = 'http://www.w3.org/2000/xmlns/';

type Owner = 'customer' | 'contactPerson' | 'contactPoint';

/**
 * The same bodies in XML. Members stand in the namespace of what owns them: the customer, a contact person, a contact
 * point. In the common one stand the values of lists (`<role><value>`) and what is below `customAttributes`, in that of the
 * platform a department's name; but the kinds of a customer and of a contact point are their owners' own, as printed in
 * the vendor's examples.
 */
export function createXmlFormat(namespaces: Namespaces = defaultNamespaces): Format {
  const prefixes: Readonly<Record<keyof Namespaces, string>> = {
    customer: '',
    contactPerson: 'ns1:',
    platform: 'ns2:',
    common: 'ns3:',
    contactPoint: 'ns4:',
  };

  function add(parent: Element, document: Document, space: keyof Namespaces, name: string): Element {
    const child = document.createElementNS(namespaces[space], prefixes[space] + name);
    parent.appendChild(child);
    return child;
  }

  function addMembers(parent: Element, document: Document, content: object, owner: Owner): void {
    for (const [name, value] of Object.entries(content)) {
      if (name === 'id') parent.setAttribute('id', String(value));
      else addMember(parent, document, name, value, owner);
    }
  }

  function addMember(parent: Element, document: Document, name: string, value: unknown, owner: Owner): void {
    const isRoot = name === 'contactPerson' || name === 'contactPoint';
    const own: Owner = isRoot ? name : owner;
    for (const each of [value].flat()) {
      const element = add(parent, document, own, name);
      if (typeof each !== 'object' || each === null)
        element.appendChild(document.createTextNode(String(each)));
      else if (name === 'customAttributes') addCommon(element, document, each);
      else if (name === 'department')
        add(element, document, 'platform', 'name').appendChild(
          document.createTextNode(String((each as { name: unknown }).name)),
        );
      else if (isList(each) && !isKind(parent, name)) addCommon(element, document, each);
      else addMembers(element, document, each, own);
    }
  }

  /** Everything below is common to all owners. */
  function addCommon(parent: Element, document: Document, content: object): void {
    for (const [name, value] of Object.entries(content)) {
      for (const each of [value].flat()) {
        const element = add(parent, document, 'common', name);
        if (typeof each === 'object' && each !== null) addCommon(element, document, each);
        else element.appendChild(document.createTextNode(String(each)));
      }
    }
  }

  return {
    mediaType: 'application/xml',

    write(customer) {
      const document = new DOMImplementation().createDocument(namespaces.customer, 'customer');
      const root = document.documentElement as Element;
      for (const [space, prefix] of Object.entries(prefixes)) {
        if (prefix)
          root.setAttributeNS(xmlns, `xmlns:${prefix.slice(0, -1)}`, namespaces[space as keyof Namespaces]);
      }
      addMembers(root, document, customer, 'customer');
      return `<?xml version="1.0" encoding="UTF-8"?>${new XMLSerializer().serializeToString(document)}`;
    },

    readCustomers({ text }) {
      const root = rootOf(text);
      if (!root) return undefined;
      const customer = childrenOf(root, 'customer').map((each) => ({
        id: each.getAttribute('id') ?? '',
        contactPersons: {
          contactPerson: below(each, 'contactPersons', 'contactPerson').map((person) => ({
            ...idOf(person),
            contactPoints: {
              contactPoint: below(person, 'contactPoints', 'contactPoint').map((point) => ({
                ...idOf(point),
                emails: Array.from(point.getElementsByTagNameNS('*', 'emailAddress'), ({ textContent }) => ({
                  emailAddress: textContent,
                })),
              })),
            },
          })),
        },
        customAttributes: {
          customAttribute: below(each, 'customAttributes', 'customAttribute').map((attribute) => ({
            attribName: childrenOf(attribute, 'attribName')[0]?.textContent ?? '',
            attribValues: {
              attribValue: below(attribute, 'attribValues', 'attribValue').map((value) => ({
                value: childrenOf(value, 'value')[0]?.textContent ?? '',
              })),
            },
          })),
        },
      }));
      const parsed = parse(customersSchema, { customer });
      // Anything else that is well-formed, such as a page about maintenance, says nothing of customers.
      const isAnswer = root.localName === 'customers' || customer.length > 0;
      return 'issues' in parsed || !isAnswer ? undefined : foundIn(parsed.value);
    },

    isOwn({ text }) {
      const root = rootOf(text);
      return root !== undefined && root.localName?.toLowerCase() !== 'html';
    },

    readCode({ text }) {
      const root = rootOf(text);
      const code = root && childrenOf(root, 'code')[0]?.textContent;
      const parsed = parse(errorSchema, { code });
      return 'issues' in parsed ? undefined : parsed.value.code;
    },
  };
}

/** The kind of a customer or of a contact point, whose value is its owner's own. */
const isKind = (parent: Element, name: string) =>
  name === 'type' && (parent.localName === 'customer' || parent.localName === 'contactPoint');

/** A choice from a list: nothing but a value. */
const isList = (content: object) => Object.keys(content).join() === 'value';

/** The root of a document. None has a document type: it could make a small text a large one. */
function rootOf(text: string): Element | undefined {
  if (/<!DOCTYPE/i.test(text)) return undefined;
  try {
    const parser = new DOMParser({
      onError(_, message) {
        throw new Error(message);
      },
    });
    return parser.parseFromString(text, 'application/xml').documentElement ?? undefined;
  } catch {
    return undefined;
  }
}

const childrenOf = (parent: Element, name: string): Element[] =>
  Array.from(parent.childNodes).filter(
    (node): node is Element => node.nodeType === 1 && (node as Element).localName === name,
  );

/** The members of a list that has an element of its own. */
const below = (parent: Element, list: string, name: string): Element[] =>
  childrenOf(parent, list).flatMap((each) => childrenOf(each, name));

const idOf = (element: Element) => {
  const id = element.getAttribute('id');
  return id === null ? {} : { id };
};
