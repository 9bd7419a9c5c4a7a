/**
 * An answer in which ids too large for a JSON number to be exact are bare digits, as a server that counts in 64 bits
 * writes them. A parser that reads them as numbers changes them.
 */
export async function withBareIds(response: Response): Promise<Response> {
  const { status, headers } = response;
  if (status !== 200 && status !== 201) return response;
  if (headers.get('content-type') !== 'application/json' || response.body === null) return response;
  const text = await response.text();
  // Quotes inside a text are escaped, so this finds members only.
  const bare = text.replaceAll(/"id":"([0-9]{16,19})"/g, '"id":$1');
  return new Response(bare, { status, headers });
}
