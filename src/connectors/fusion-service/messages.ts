import { toBase64 } from '../../shared/base64.ts';
import type { FusionServiceClient } from './client.ts';
import { childOf, type ServiceRequest } from './service-requests.ts';
import { madeMessageSchema, messageSchema } from './wire.ts';

export interface MessageOptions {
  readonly type: string;
  readonly status: string | null;
  readonly visibility: string | null;
  readonly channel: string | null;
  readonly source: string | null;
  /** How the text is written: as it is, or as HTML with a break after each line. */
  readonly format: 'text' | 'html';
}

/** Puts the whole application on its service request, as a message in base64. */
export async function createMessage(
  client: FusionServiceClient,
  serviceRequest: ServiceRequest,
  text: string,
  options: MessageOptions,
  signal: AbortSignal,
): Promise<void> {
  const { type, status, visibility, channel, source, format } = options;
  const content = format === 'html' ? inHtml(text) : text;
  const body = {
    MessageTypeCd: type,
    MessageContent: toBase64(new TextEncoder().encode(content)),
    ...(status && { StatusCd: status }),
    ...(channel && { ChannelTypeCd: channel }),
    ...(source && { SourceCd: source }),
    ...(visibility && { VisibilityCd: visibility }),
  };
  await client.post('create-message', childOf(serviceRequest, 'messages'), body, madeMessageSchema, signal);
}

/**
 * Whether the application stands in a message of the service request already: one that holds its id, or one of our type
 * whose content the listing does not show.
 */
export async function hasMessage(
  client: FusionServiceClient,
  serviceRequest: ServiceRequest,
  { id, type }: { readonly id: string; readonly type: string },
  signal: AbortSignal,
): Promise<boolean> {
  const messages = await client.list(
    'list-messages',
    childOf(serviceRequest, 'messages'),
    messageSchema,
    signal,
  );
  return messages.some(({ MessageContent, MessageTypeCd }) =>
    MessageContent ? contains(MessageContent, id) : MessageTypeCd === type,
  );
}

/** Content comes as base64, as it went out; or as text, should the site have read it. */
function contains(content: string, id: string): boolean {
  if (content.includes(id)) return true;
  try {
    return atob(content).includes(id);
  } catch {
    return false;
  }
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const inHtml = (text: string) =>
  text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? '').replaceAll('\n', '<br>\n');
