import type { VendorCall } from '../create-simulator.ts';
import type { JsonObject } from '../json.ts';
import {
  checkCommonNames,
  PAGING_NAMES,
  type Paging,
  readAttributes,
  readCount,
  readOrder,
  readPaging,
} from './common-query.ts';
import { type Customers, checkOwnDepartment, type StoredCustomer } from './customers.ts';
import type { Place } from './place.ts';
import { EgainProblem, invalid } from './problem.ts';
import { readCriteria } from './search-query.ts';
import { type Showing, showCustomer } from './show-customer.ts';
import type { TenantSettings } from './tenant-settings.ts';

const MOST_IDS = 75;

/** What both ways of finding customers work on. */
export interface Finding {
  call: VendorCall;
  place: Place;
  customers: Customers;
  settings: TenantSettings;
}

/** A page of the customers that meet all criteria; null when there is none. */
export function searchCustomers({ call, place, customers, settings }: Finding): JsonObject | null {
  const { query } = call;
  checkCommonNames(query, [...PAGING_NAMES, '$sort', '$order', '$attribute', '$count']);
  const isHit = readCriteria(query, settings.assumptions);
  const order = readOrder(query);
  const paging = readPaging(query, settings.assumptions);
  const showing = readShowing(query, place, settings);
  const withCount = readCount(query);
  const hits = customers.visible().filter(isHit).sort(order);
  const part = hits.slice(paging.skip, paging.skip + paging.size);
  if (part.length === 0) return null;
  return {
    link: [{ rel: 'self', href: hrefOf(place, query) }],
    paginationInfo: {
      link: neighbours(place, query, paging, hits.length),
      ...(withCount ? { count: String(hits.length) } : {}),
      ...(paging.kind === 'page'
        ? { pagenum: String(paging.number), pagesize: String(paging.size) }
        : { rangestart: String(paging.number), rangesize: String(paging.size) }),
    },
    customer: part.map((each) => showCustomer(each, showing)),
  };
}

/** The customers with the ids in the path; unknown ones are passed over unless all are. */
export function readCustomers({ call, place, customers, settings }: Finding): JsonObject {
  const { query } = call;
  checkCommonNames(query, ['$attribute', '$sort', '$order']);
  if ([...query.keys()].some((name) => !name.startsWith('$'))) throw invalid('Unsupported query parameter');
  const ids = readIds(place.ids);
  const order = readOrder(query);
  const showing = readShowing(query, place, settings);
  const found = ids.flatMap((id): StoredCustomer[] => {
    const customer = customers.find(id);
    if (customer !== undefined) checkOwnDepartment(customer, settings);
    return customer === undefined ? [] : [customer];
  });
  if (found.length === 0) throw new EgainProblem(404, 'notFound', 'There is no customer with this id');
  return {
    link: [{ rel: 'self', href: `${place.base}/interaction/customer/${ids.join(',')}` }],
    customer: found.sort(order).map((each) => showCustomer(each, showing)),
  };
}

function readIds(segment: string): string[] {
  const ids = segment.replaceAll(/%2c/gi, ',').split(',');
  if (ids.length > MOST_IDS) throw invalid(`At most ${MOST_IDS} ids are allowed`);
  if (ids.some((id) => !/^\d{1,19}$/.test(id))) throw invalid('An id is a number');
  return [...new Set(ids)];
}

function readShowing(query: URLSearchParams, { base }: Place, settings: TenantSettings): Showing {
  const { departments, account } = settings;
  return { attributes: readAttributes(query), base, departments, userName: account.userName };
}

function neighbours(place: Place, query: URLSearchParams, paging: Paging, hits: number): JsonObject[] {
  const [name, step] = paging.kind === 'page' ? ['$pagenum', 1] : ['$rangestart', paging.size];
  const link = (rel: string, number: number) => {
    const changed = new URLSearchParams(query);
    changed.set(name, String(number));
    return { rel, href: hrefOf(place, changed) };
  };
  return [
    ...(paging.skip >= paging.size ? [link('prev', paging.number - step)] : []),
    ...(paging.skip + paging.size < hits ? [link('next', paging.number + step)] : []),
  ];
}

function hrefOf({ base }: Place, query: URLSearchParams): string {
  // The vendor prints the dollar sign as it is.
  return `${base}/interaction/customer?${query.toString().replaceAll('%24', '$')}`;
}
