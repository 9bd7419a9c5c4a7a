import { jsonResponse } from '../json.ts';
import { encodeBase64 } from './attach-files.ts';
import type { B2cCall } from './call.ts';
import { findElement, type ListPlace } from './list-elements.ts';
import { VendorProblem } from './problem.ts';

/** GET of `…/fileAttachments/{id}/data`: the content in base64. */
export function answerFileData(call: B2cCall, place: ListPlace, id: string): Response {
  const { content } = findContent(call, place, id);
  const data = encodeBase64(content);
  if (call.tenant.settings.assumptions.fileData === 'text') {
    return new Response(data, { headers: { 'content-type': 'text/plain' } });
  }
  const self = `${call.base}/${place.collection.name}/${place.id}/${place.name}/${id}/data`;
  return jsonResponse({ data, links: [{ rel: 'self', href: self }] });
}

/** GET of `…/fileAttachments/{id}?download`: the content as it is. */
export function answerDownload(call: B2cCall, place: ListPlace, id: string): Response {
  const { content, fileName, contentType } = findContent(call, place, id);
  return new Response(content, {
    headers: {
      'content-type': contentType,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    },
  });
}

function findContent(call: B2cCall, place: ListPlace, id: string) {
  const { element } = findElement(call, place, id);
  const content = call.tenant.files.content(Number(element.id));
  if (content === undefined) {
    throw new VendorProblem(
      call.tenant.settings.assumptions.codes.objectNotFound,
      'The simulator has not kept the content of this file',
      404,
    );
  }
  const { fileName, contentType } = element;
  return {
    content,
    fileName: String(fileName),
    contentType: typeof contentType === 'string' ? contentType : 'application/octet-stream',
  };
}
