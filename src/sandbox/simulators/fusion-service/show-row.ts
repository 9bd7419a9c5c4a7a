import type { ExactJsonObject } from '../exact-json.ts';
import { etagOf } from './etag.ts';
import { keyOf, rowsOf } from './find-rows.ts';
import { lovNameOf } from './lov-name.ts';
import { RESOURCE_TYPES } from './resource-types.ts';
import type { Row } from './rows.ts';
import type { View } from './view.ts';
import type { Visit } from './visit.ts';

/** A row as answers show it. Large objects are not in it: they have links of their own. */
export function showRow(row: Row, view: View, visit: Visit): ExactJsonObject {
  const { settings, version } = visit;
  const attributes = Object.entries(settings.attributes[row.type]).filter(
    ([name, { type }]) => type !== 'base64' && (view.fields === null || view.fields.includes(name)),
  );
  const shown = attributes.map(([name]) => [name, row.values.get(name) ?? null]);
  const children = [...view.children].map(([name, below]) => {
    const child = RESOURCE_TYPES[row.type].children[name] ?? { kind: 'none' };
    const rows = rowsOf({ step: { name, child, key: null }, parent: row }, visit);
    return [name, rows.map((each) => showRow(each, below, visit))];
  });
  const data = Object.fromEntries([...shown, ...children]) as ExactJsonObject;
  if (view.onlyData) return data;
  const links = linksOf(row, visit);
  if (version < settings.assumptions.contextLinksFrom) return { ...data, links };
  return { '@context': { key: keyOf(row), headers: { ETag: etagOf(row) }, links }, ...data };
}

function linksOf(row: Row, { settings, base }: Visit): ExactJsonObject[] {
  const self = addressOf(row, base);
  const name = nameOf(row);
  const own = {
    rel: 'self',
    href: self,
    name,
    kind: 'item',
    properties: { changeIndicator: etagOf(row) },
  };
  const link = (rel: string, path: string, linked: string, kind: string) => ({
    rel,
    href: self + path,
    name: linked,
    kind,
  });
  const attributes = Object.entries(settings.attributes[row.type]);
  return [
    own,
    link('canonical', '', name, 'item'),
    ...(row.parent === null
      ? []
      : [{ rel: 'parent', href: addressOf(row.parent, base), name: nameOf(row.parent), kind: 'item' }]),
    ...attributes
      .filter(([, { lookup }]) => lookup !== null)
      .map(([attribute]) => lovNameOf(attribute))
      .map((lov) => link('lov', `/lov/${lov}`, lov, 'collection')),
    ...attributes
      .filter(([, { type }]) => type === 'base64')
      .map(([attribute]) => link('enclosure', `/enclosure/${attribute}`, attribute, 'other')),
    ...Object.keys(RESOURCE_TYPES[row.type].children).map((child) =>
      link('child', `/child/${child}`, child, 'collection'),
    ),
  ];
}

function addressOf(row: Row, base: string): string {
  const key = encodeURIComponent(keyOf(row));
  if (row.parent === null) return `${base}/${row.type}/${key}`;
  return `${addressOf(row.parent, base)}/child/${nameOf(row)}/${key}`;
}

/** The name of the collection that a row is in. */
function nameOf({ type, parent }: Row): string {
  if (parent === null) return type;
  const children = Object.entries(RESOURCE_TYPES[parent.type].children);
  return children.find(([, child]) => child.kind === 'rows' && child.type === type)?.[0] ?? type;
}
