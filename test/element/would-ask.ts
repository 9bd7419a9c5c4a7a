/** Whether the browser would ask before it closes the page now. */
export function wouldAsk(): boolean {
  return !dispatchEvent(new Event('beforeunload', { cancelable: true }));
}
