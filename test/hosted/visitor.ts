import { createHostedPages, type HostedPagesOptions } from '../../src/hosted/create-hosted-pages.ts';
import { defaultHostedSettings } from '../../src/hosted/hosted-settings.ts';
import { driverShort } from '../../src/model/forms/driver-short.ts';
import { openServer } from '../support/application-server.ts';

export const origin = 'http://apply.example.com';
export const path = '/form/driver-short';

type Changes = Partial<Omit<HostedPagesOptions, 'settings'>> & {
  readonly settings?: Partial<HostedPagesOptions['settings']>;
};

/** Hosted pages in front of the intake API on a store in memory, and what went wrong in them. */
export function openPages({ settings, ...changes }: Changes = {}, server = openServer()) {
  const errors: unknown[] = [];
  const pages = createHostedPages({
    definitions: [driverShort],
    settings: { ...defaultHostedSettings, employer: 'Example Freight', ...settings },
    frameOrigins: [],
    intake: server.fetch,
    script: '/applicant-intake.hosted.js?1',
    key: new Uint8Array(32).fill(7),
    onError: (error) => errors.push(error),
    ...changes,
  });
  return { pages, server, errors };
}

export type Pages = ReturnType<typeof openPages>['pages'];

/** A control as the page has it. */
interface FoundControl {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const plain = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** The tags of a page that matter to whoever fills it in. */
function controlsOf(html: string): FoundControl[] {
  return [...html.matchAll(/<(input|select|option|button|a)\b((?:[^>"]|"[^"]*")*)>/g)].map(
    ([, tag = '', rest = '']) => ({
      tag,
      attributes: Object.fromEntries(
        [...rest.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, name = '', value = '']) => [
          name,
          plain(value),
        ]),
      ),
    }),
  );
}

/** What a browser would post of a page as it stands: hidden inputs, texts, chosen radios, boxes and options. */
export function entriesOf(html: string): [string, string][] {
  const entries: [string, string][] = [];
  let select = '';
  for (const { tag, attributes } of controlsOf(html)) {
    const { name = '', value = '', type } = attributes;
    if (tag === 'select') {
      select = name;
      entries.push([name, '']);
    } else if (tag === 'option' && 'selected' in attributes) {
      entries.splice(
        entries.findIndex(([each]) => each === select),
        1,
        [select, value],
      );
    } else if (tag === 'input' && name && (!/radio|checkbox/.test(type ?? '') || 'checked' in attributes)) {
      entries.push([name, value]);
    }
  }
  return entries;
}

/** A page, as a reader without a script sees it. */
export interface Seen {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  /** The heading of the step, or of the receipt. */
  readonly title: string;
  /** The complaints at fields. */
  readonly complaints: readonly string[];
  /** The value that the page would post under a name. */
  posts(name: string): string | undefined;
  /** Whether there is a control of that name to fill in. */
  asks(name: string): boolean;
}

async function see(response: Response): Promise<Seen> {
  const html = await response.text();
  const text = (part: string) =>
    plain(part.replace(/<[^>]*>/g, ''))
      .replace(/\s+/g, ' ')
      .trim();
  const [, title = ''] = /<h2[^>]*>(.*?)<\/h2>/s.exec(html) ?? [];
  return {
    status: response.status,
    headers: response.headers,
    html,
    title: text(title),
    complaints: [...html.matchAll(/<p class="error".*?<\/p>/gs)].map(([all]) =>
      text(all).replace('Error: ', ''),
    ),
    posts: (name) => entriesOf(html).find(([each]) => each === name)?.[1],
    asks: (name) =>
      controlsOf(html).some(
        ({ tag, attributes }) => tag !== 'button' && attributes.name === name && attributes.type !== 'hidden',
      ),
  };
}

export interface Press {
  readonly headers?: Record<string, string>;
  readonly address?: string;
}

/** Somebody whose browser runs no script. */
export function visitor(pages: Pages) {
  const send = async (request: Request, info = {}) => see(await pages.fetch(request, info));

  return {
    open: (search = '', headers: Record<string, string> = {}) =>
      send(new Request(origin + path + search, { headers })),

    /** Posts a body as it is. */
    post: (body: BodyInit | null, headers: Record<string, string> = {}, info = {}) =>
      send(
        new Request(origin + path, {
          method: 'POST',
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            origin,
            'sec-fetch-site': 'same-origin',
            ...headers,
          },
          body,
          ...({ duplex: 'half' } as object),
        }),
        info,
      ),

    /** Fills in fields of a page and presses a button; undefined takes a field out. */
    press(
      page: Seen,
      changes: Record<string, string | undefined> = {},
      { headers = {}, ...info }: Press = {},
    ) {
      const entries = entriesOf(page.html).filter(([name]) => !Object.hasOwn(changes, name));
      const added = Object.entries(changes).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      );
      return this.post(new URLSearchParams([...entries, ...added]).toString(), headers, info);
    },

    /** Goes through all steps of the short form; ends on the review. */
    async fillIn(changes: Record<string, string> = {}, search = ''): Promise<Seen> {
      let page = await this.open(search);
      page = await this.press(page, { application_type: 'CONTRACTOR', has_cdl: 'true' });
      page = await this.press(page, { cdl_type: 'A' });
      page = await this.press(page, { driving_preference: 'SOLO', truck_type: 'STRAIGHT' });
      return this.press(page, {
        first_name: 'Craig',
        last_name: 'Daniels',
        phone: '(720) 340-1313',
        email: 'newuser@domain.com',
        postal_code: '80207',
        ...changes,
      });
    },
  };
}
