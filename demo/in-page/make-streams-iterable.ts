/**
 * Lets `for await` read a stream where the browser does not know that yet (Streams standard, "Asynchronous
 * iteration"): the proxy reads bodies that way, and on servers every runtime can.
 */
export function makeStreamsIterable(): void {
  const prototype = ReadableStream.prototype as unknown as Record<symbol, unknown>;
  if (Symbol.asyncIterator in prototype) return;
  prototype[Symbol.asyncIterator] = async function* (this: ReadableStream<unknown>) {
    const reader = this.getReader();
    try {
      for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read())
        yield value;
    } finally {
      reader.releaseLock();
    }
  };
}
